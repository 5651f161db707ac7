"""Send every document with places through every editor, and write the table of what came back.

Run by ``nox -s editors``; it takes minutes. What is not kept or edited is told on standard output, place by place.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from readers.editors import office
from readers.round_trips import Count, documents, editors, planted, sent

START, END = "<!-- table of editors: begin -->", "<!-- table of editors: end -->"
HEAD = ("document", "editor", "kept", "edited", "reported", "lost", "altered")

Rows = dict[tuple[str, str, str], Count]


def counted() -> Rows:
    """What became of the places of every document, by format, document and editor."""
    found: Rows = defaultdict(Count)
    with office() as libreoffice:
        for one in documents():
            plan = planted(one)
            for name, editor in editors(one.format, libreoffice).items():
                count = sent(one, editor, plan)
                if "typed" not in name:
                    count += sent(one, editor, {})
                found[one.format, one.recipe, name] += count
                for line in count.why:
                    print(f"{name}: {line}", flush=True)  # noqa: T201
    return found


def table(rows: Rows) -> str:
    """The counts as tables, one for each format, with sums."""
    parts: list[str] = []
    for format, title in (("docx", "Word"), ("md", "Markdown")):
        own = {key[1:]: count for key, count in rows.items() if key[0] == format}
        sums: dict[str, Count] = defaultdict(Count)
        for (_, editor), count in own.items():
            sums[editor] += count
        lines = [("**all**", editor, count) for editor, count in sums.items()]
        lines += [(recipe, editor, count) for (recipe, editor), count in own.items()]
        parts.append(f"### {title}\n\n" + "\n".join(_lines(lines)))
    return "\n\n".join(parts)


def _lines(rows: Iterable[tuple[str, str, Count]]) -> Iterable[str]:
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|---|" + "--:|" * (len(HEAD) - 2)
    for recipe, editor, one in rows:
        counts = (one.kept, one.edited, one.reported, one.lost, one.altered)
        yield f"| {recipe} | {editor} | {' | '.join(map(str, counts))} |"


def main() -> None:
    """Write the table into the page that is named."""
    page = Path(sys.argv[1])
    said = page.read_text(encoding="utf-8")
    before, _, rest = said.partition(START)
    _, _, after = rest.partition(END)
    made = table(counted())
    page.write_text(f"{before}{START}\n\n{made}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
