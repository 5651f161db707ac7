"""Every kind of block as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from interim_method.formats.writing import Album, Outline, Writer, is_blank, placed, shade
from interim_method.markup import tree
from interim_method_html import tables
from interim_method_html.charts import draw
from interim_method_html.fields import field
from interim_method_html.markup import attributes, element, escape, hidden
from interim_method_html.place import Here
from interim_method_html.runs import Inline, direction
from interim_method_html.words import Words

__all__ = ["HtmlWriter", "stage_style"]

_CALLOUTS: Final = {
    "note": ("", None),
    "tip": ("", "do"),
    "warning": ("! ", "problem"),
    "next": ("→ ", "can"),
    "notice": ("", "awareness"),
}
"""The sign before a title, and the stage whose colour is taken."""
_CARD: Final = 6
"""Columns of a card: a line is shared by two, by three, or by none."""
_CARD_THIRD: Final = 28
_CARD_HALF: Final = 44
"""Letters of a value, or of a label, that a third and a half of a card have room for."""


def stage_style(stage: str | None) -> str:
    """The colour and the tint of a change stage, for what stands below."""
    colour, tint = shade(stage)
    return f"--colour:#{colour};--tint:#{tint}"


class HtmlWriter(Writer[Here]):
    """Writes the blocks of one document.

    Attributes:
        inline: Writes the runs.
    """

    def __init__(self, document: tree.Document, album: Album, words: Words) -> None:
        """Write the blocks of *document*."""
        self.outline = Outline(document)
        self.words = words
        self.language = document.language
        self.inline = Inline(document.language, self.outline, album, words)
        self._figures = 0
        self._names = 0

    def inner(self, blocks: tree.Blocks, here: Here) -> str:
        """Blocks as one text."""
        return "".join(self.blocks(blocks, here))

    def name(self) -> str:
        """The next name for something that something else refers to."""
        self._names += 1
        return f"im-{self._names}"

    # --- headings -------------------------------------------------------------------------------------------------

    def section(self, block: tree.Section, here: Here) -> Iterator[str]:
        """A heading, where it has a title, and what stands below it."""
        stage = block.stage or here.stage
        wide = here.wide if block.orientation is None else block.orientation == "landscape"
        inside = here.inside(stage=stage, wide=wide)
        classes = ["section"]
        if block.new_page:
            classes.append("new-page")
        if block.orientation:
            classes.append(block.orientation)
        style = stage_style(stage) if stage != here.stage else None
        yield f"<section{attributes(class_=' '.join(classes), style=style)}>"
        if block.title:
            heading = self.outline.heading(block)
            level = min(heading.level + 1, 6)
            number = element("span", f"{heading.number}.\u00a0", class_="number") if heading.number else ""
            yield self.heading(number + self.inline.runs(block.title), level, here, id=heading.anchor)
            inside = inside.inside(level=level)
        yield from self.blocks(block.blocks, inside)
        yield "</section>"

    def heading(self, content: str, level: int, here: Here, id: str = "", class_: str = "") -> str:
        """A heading, or strong words where none may stand."""
        if here.headless:
            return element("p", element("strong", content), id=id, class_=class_)
        return element(f"h{min(level, 6)}", content, id=id, class_=class_)

    # --- text -----------------------------------------------------------------------------------------------------

    def paragraph(self, block: tree.Paragraph, here: Here) -> Iterator[str]:
        """A paragraph in its role."""
        if not is_blank(block.runs):
            role = None if block.role == "body" else block.role
            yield element("p", self.inline.runs(block.runs), class_=role, dir=direction(block.runs))

    def items(self, block: tree.Items, here: Here) -> Iterator[str]:
        """A list."""
        if not block.items:
            return
        tasks = any(item.checked is not None for item in block.items)
        tag = "ul" if block.start is None else "ol"
        start = block.start if block.start not in (None, 1) else None
        classes = " ".join(["tight"] * block.tight + ["tasks"] * tasks)
        written = []
        for item in block.items:
            content = self.inner(item.blocks, here)
            if item.checked is None:
                written.append(element("li", content))
                continue
            said = hidden(self.words.yes if item.checked else self.words.no)
            sign = element("span", "☑" if item.checked else "☐", class_="box", aria_hidden="true")
            written.append(element("li", f"{sign}{said}<div>{content}</div>", class_="task"))
        yield element(tag, "".join(written), start=start, class_=classes, role="list" if tasks else None)

    def quote(self, block: tree.Quote, here: Here) -> Iterator[str]:
        """Somebody's words, with who said them."""
        said = element("blockquote", self.inner(block.blocks, here))
        if not block.attribution:
            yield said
            return
        by = element("figcaption", f"— {self.inline.runs(block.attribution)}")
        yield element("figure", said + by, class_="quote")

    def code_block(self, block: tree.CodeBlock, here: Here) -> Iterator[str]:
        """Preformatted text, its lines broken where the page is narrow."""
        info = block.info.split()
        # The line break is the tag's own: a reader drops the first one.
        code = element("code", escape(block.text), class_=f"language-{info[0]}" if info else None)
        yield f"<pre>\n{code}</pre>"

    def rule(self, block: tree.Rule, here: Here) -> Iterator[str]:
        """A thematic break."""
        yield "<hr>"

    def footnote(self, block: tree.Footnote, here: Here) -> Iterator[str]:
        """A note that nothing calls is shown where it stands."""
        if not self.outline.is_called(block):
            label = element("p", f"[{escape(block.id)}]", class_="label")
            yield element("div", label + self.inner(block.blocks, here), class_="uncalled")

    def page_break(self, block: tree.PageBreak, here: Here) -> Iterator[str]:
        """The next block begins a page, on paper."""
        yield '<div class="page-break"></div>'

    def image(self, block: tree.Image, here: Here) -> Iterator[str]:
        """A picture, or its words in a frame; below it its caption, which its title is where it has no other."""
        shown = self.inline.picture(block)
        caption = block.caption or tree.line(block.title)
        if caption:
            shown += element("figcaption", self.inline.runs(caption))
        if shown:
            yield element("figure", shown, class_="picture")

    def notes(self, here: Here) -> Iterator[str]:
        """The notes that the text called."""
        called = self.inline.notes
        if not called:
            return
        self.inline.in_note = True
        items = []
        for id, number in called.items():
            content = self.inner(self.outline.notes[id].blocks, here.inside(headless=True))
            back = element(
                "a",
                "↩",
                href=f"#note-ref-{number}",
                role="doc-backlink",
                aria_label=f"{self.words.back} {number}",
            )
            content = (
                f"{content[:-4]} {back}</p>" if content.endswith("</p>") else content + element("p", back)
            )
            items.append(element("li", content, id=f"note-{number}"))
        self.inline.in_note = False
        head = element("h2", escape(self.words.notes), id="im-notes")
        yield element(
            "section",
            head + element("ol", "".join(items)),
            role="doc-endnotes",
            aria_labelledby="im-notes",
            class_="notes",
        )

    # --- labels and values ----------------------------------------------------------------------------------------

    def definitions(self, block: tree.Definitions, here: Here) -> Iterator[str]:
        """A glossary, labels beside their values, or a card of them."""
        if not block.entries:
            return
        if block.role == "card":
            yield element("dl", self._card(block.entries, here), class_="card")
            return
        yield element(
            "dl",
            "".join(self.entry(entry.term, entry.blocks, here) for entry in block.entries),
            class_=block.role,
        )

    def entry(
        self, term: tree.Runs, blocks: tree.Blocks, here: Here, class_: str = "", style: str = ""
    ) -> str:
        """A label and its value."""
        label = element("dt", self.inline.runs(term)) if not is_blank(term) else '<dt class="vh">–</dt>'
        return element("div", label + element("dd", self.inner(blocks, here)), class_=class_, style=style)

    def _card(self, entries: Sequence[tree.Definition], here: Here) -> str:
        return "".join(
            self.entry(entry.term, entry.blocks, here, style=f"grid-column:span {span}")
            for entry, span in _packed(entries)
        )

    # --- boards ---------------------------------------------------------------------------------------------------

    def grid(self, block: tree.Grid, here: Here) -> Iterator[str]:
        """A board of cells at their places, or the strip of stages."""
        if not block.cells:
            return
        if block.role == "strip":
            yield self.strip(block, here)
            return
        columns = max(block.columns, 1)
        places = {
            id(cell): (row, column)
            for row, line in enumerate(placed(block), 1)
            for column, (cell, begins) in enumerate(line, 1)
            if cell is not None and begins
        }
        written = []
        for cell in block.cells:
            row, column = places[id(cell)]
            written.append(self._cell(cell, block, here, (row, column)))
        wide = " wide" if columns > 3 else ""
        style = f"--columns:{columns}" + (f";--minimum:{block.minimum}mm" if block.minimum else "")
        yield element("div", "".join(written), class_=f"grid {block.role}{wide}", style=style)

    def _cell(self, cell: tree.GridCell, block: tree.Grid, here: Here, at: tuple[int, int]) -> str:
        stage = cell.stage or block.stage or here.stage
        level = min(here.level + 1, 6)
        title = ""
        inside = here.inside(stage=stage, board=True)
        figure = block.role == "cards" and any(
            isinstance(one, tree.Paragraph) and one.role == "figure" for one in cell.blocks
        )
        if not is_blank(cell.title):
            sign = element("span", "● ", aria_hidden="true") if cell.marked else ""
            said = sign + self.inline.runs(cell.title)
            if figure:
                title = element("p", said, class_="label")
            else:
                title = self.heading(said, level, here, class_="cell-title")
                inside = inside.inside(level=level)
        style = f"grid-area:{at[0]}/{at[1]}/span {max(cell.rows, 1)}/span {min(max(cell.columns, 1), max(block.columns, 1))}"
        if stage != here.stage:
            style += ";" + stage_style(stage)
        return element("section", title + self.inner(cell.blocks, inside), class_="cell", style=style)

    def strip(self, block: tree.Grid, here: Here) -> str:
        """The change stages in a row, the present ones filled."""
        written = []
        for cell in block.cells:
            marked = cell.marked and not cell.blocks
            title = self.inline.runs(cell.title)
            if cell.marked:
                sign = element("span", "● ", aria_hidden="true")
                title = element("strong", sign + title) + hidden(f" ({self.words.here})")
            held = self.inner(cell.blocks, here.inside(stage=cell.stage, board=True, headless=True))
            written.append(
                element("li", title + held, class_="on" if marked else None, style=stage_style(cell.stage))
            )
        return element("ol", "".join(written), class_="strip", role="list", aria_label=block.title)

    def callout(self, block: tree.Callout, here: Here) -> Iterator[str]:
        """Something to be seen: a tinted box with a bar, and a sign before its title."""
        sign, stage = _CALLOUTS[block.kind]
        title, name = "", ""
        if block.title:
            name = self.name()
            title = element(
                "p", escape(sign) + self.inline.runs(block.title), class_="callout-title", id=name
            )
        content = title + self.inner(block.blocks, here.inside(stage=block.stage or here.stage))
        if content:
            yield element(
                "div",
                content,
                class_=f"callout {block.kind}",
                role="note",
                aria_labelledby=name,
                style=stage_style(block.stage or stage),
            )

    # --- tables ---------------------------------------------------------------------------------------------------

    def table(self, block: tree.Table, here: Here) -> Iterator[str]:
        """A table; one of facts as labels and values."""
        facts = tables.facts_of(block)
        if facts:
            entries = "".join(
                self.entry(fact.label, fact.blocks, here, "whole" if fact.whole else "") for fact in facts
            )
            made = element("dl", entries, class_="facts two" if len(block.columns) > 2 else "facts")
            yield element("div", made, role="group", aria_label=block.title) if block.title else made
            yield from self.blocks((tree.Paragraph(block.caption, "caption"),) if block.caption else (), here)
            return
        yield self._scrolled(self._table(block, here), block)

    def _table(self, block: tree.Table, here: Here, *, fixed: bool = False) -> str:
        if any(len(row.cells) > len(block.columns) for row in (*block.header, *block.rows)):
            self.inline.find("table-row-too-long", "a row has more cells than its table has columns")
        caption = self.inline.runs(block.caption)
        return tables.table(block, self.inner, here.inside(board=False), caption=caption, fixed=fixed)

    def _scrolled(self, content: str, block: tree.Table) -> str:
        return tables.scrolled(content, block.columns, block.title, self.words.scroll)

    def collection(self, block: tree.Collection, here: Here) -> Iterator[str]:
        """A growing set: rows as a table, on a board as notes, or as cards."""
        inside = here.inside(stage=block.stage or here.stage, collection=True)
        if block.shape == "cards":
            yield self._cards(block, inside)
        elif here.board:
            yield self._board_notes(block, inside)
        else:
            heads = tuple(tree.Cell((tree.Paragraph(head),)) for head in block.header)
            made = tree.Table(
                block.columns,
                (tree.Row(heads),) if heads else (),
                tuple(tree.Row(row.cells) for row in block.rows),
                title=block.title or block.label,
                stage=block.stage,
                role=block.role,
            )
            yield self._scrolled(self._table(made, inside), made)

    def _cards(self, block: tree.Collection, here: Here) -> str:
        level = min(here.level + 1, 6)
        written = []
        for number, row in enumerate(block.rows, 1):
            title = self.inline.runs(row.title) or escape(f"{block.label} {number}".strip())
            head = self.heading(title, level, here, class_="card-title")
            pairs = zip_longest(block.header, row.cells[: len(block.header) or None])
            values = "".join(
                self.entry(
                    label or (),
                    cell.blocks if cell else (),
                    here.inside(level=level, board=False),
                    class_="whole" if column.holds == "text" else "short",
                )
                for (label, cell), column in zip(pairs, _columns(block), strict=False)
            )
            written.append(
                element(
                    "article",
                    head + element("dl", values),
                    class_="action-card",
                    style=stage_style(here.stage),
                )
            )
        return element("div", "".join(written), class_="action-cards")

    def _board_notes(self, block: tree.Collection, here: Here) -> str:
        """Rows as white cards: what they say large, what else is known of it in a line below."""
        items = []
        for row in block.rows:
            said, known = [], []
            for n, cell in enumerate(row.cells):
                label = block.header[n] if n < len(block.header) else ()
                column = block.columns[n] if n < len(block.columns) else tree.Column()
                content = self.inner(cell.blocks, here.inside(board=True))
                if not content:
                    continue
                if column.holds == "text":
                    said.append(content)
                else:
                    name = element("span", self.inline.runs(label), class_="label") if label else ""
                    known.append(element("div", name + content, class_="known"))
            below = element("div", "".join(known), class_="about") if known else ""
            items.append(element("li", "".join(said) + below))
        return (
            element(
                "ul", "".join(items), class_="board-notes", role="list", aria_label=block.title or block.label
            )
            if items
            else ""
        )

    def field(self, block: tree.Field, here: Here) -> Iterator[str]:
        """A place to fill in."""
        yield field(block, here, self.words, lambda blocks: self.inner(blocks, here))

    # --- charts ---------------------------------------------------------------------------------------------------

    def figure(self, block: tree.Figure, here: Here) -> Iterator[str]:
        """A chart, what it shows in words, and its numbers: below it, or where somebody opens them."""
        self._figures += 1
        stage = block.stage or here.stage
        over = block.fallback[0] if block.over and block.fallback else None
        columns = tables.field_of(over, block.categories) if isinstance(over, tree.Table) else None
        drawing = draw(block, f"im-chart-{self._figures}", self.language, stage, wide=here.wide, over=columns)
        caption = self.inline.runs(block.caption)
        if not drawing:
            if block.alt and block.alt not in tree.plain(block.caption):
                caption += (" " if caption else "") + escape(block.alt)
            if caption:
                yield element("p", caption, class_="caption")
            yield from self.blocks(block.fallback, here)
            return
        head = element("figcaption", caption) if caption else ""
        if columns and isinstance(over, tree.Table):
            made = drawing + self._table(over, here, fixed=True)
            style = f"--least:{tables.least(over.columns):g}rem"
            both = element("div", made, class_="over", style=style)
            yield element("figure", head + self._scrolled(both, over), class_="chart")
            yield from self.blocks(block.fallback[1:], here)
            return
        # On a phone it is moved rather than made too small to read.
        moved = element(
            "div",
            drawing,
            class_="drawing",
            role="group",
            tabindex="0",
            aria_label=f"{tree.plain(block.caption)}: {self.words.moved}".lstrip(": "),
        )
        if _to_fill_in(block.fallback):
            yield element("figure", head + moved, class_="chart")
            yield from self.blocks(block.fallback, here)
            return
        numbers = ""
        if block.fallback:
            numbers = element(
                "details",
                element("summary", escape(self.words.numbers)) + self.inner(block.fallback, here),
            )
        yield element("figure", head + moved + numbers, class_="chart")


def _columns(block: tree.Collection) -> Iterator[tree.Column]:
    yield from block.columns
    while True:
        yield tree.Column()


def _to_fill_in(blocks: tree.Blocks) -> bool:
    """Whether there are places to fill in: those are never folded away."""
    return any(isinstance(block, tree.Field | tree.Collection) for block in tree.walk(blocks))


def _packed(entries: Sequence[tree.Definition]) -> list[tuple[tree.Definition, int]]:
    """The entries of a card with the columns that each takes; the last of a line takes what is left."""
    lines: list[list[tuple[tree.Definition, int]]] = []
    left = 0
    for entry in entries:
        wanted = _wanted(entry)
        if wanted > left:
            lines.append([])
            left = _CARD
        lines[-1].append((entry, wanted))
        left -= wanted
    found = []
    for line in lines:
        *before, (last, _) = line
        found += [*before, (last, _CARD - sum(span for _, span in before))]
    return found


def _wanted(entry: tree.Definition) -> int:
    """How many columns of a card an entry needs."""
    found = list(tree.walk(entry.blocks))
    if any(
        isinstance(one, tree.Field) and not one.value and not one.blocks and one.lines > 1 for one in found
    ):
        return _CARD
    said = sum(len(tree.plain(one.runs)) for one in found if isinstance(one, tree.Paragraph))
    longest = max(said, len(tree.plain(entry.term)))
    return _CARD // 3 if longest <= _CARD_THIRD else _CARD // 2 if longest <= _CARD_HALF else _CARD
