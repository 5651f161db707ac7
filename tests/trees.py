"""Trees that Markdown can say, with text that looks like markup in every place where text can stand."""

from __future__ import annotations

from hypothesis import strategies as st

from interim_method.markup.tree import (
    Align,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    CodeBlock,
    Column,
    Definition,
    Definitions,
    Emphasis,
    Footnote,
    Image,
    Item,
    Items,
    Link,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Rule,
    Run,
    Runs,
    Section,
    Strike,
    Strong,
    Table,
    Text,
)

NASTY = (
    "1.", "12) ", "# ", "#", "*", "**", "_", "__", "|", "<", "<b>", "<!-- x -->", "<a@b.co>", "[", "]", "[x]", "[ ] ",
    "](", "(", ")", "!", "![", "`", "``", "```", "~", "~~", "~~~", "&", "&amp;", "&#65;", "\\", "+", "-", "=",
    "- ", "+ ", "---", "===", ": ", ":", "> ", " ", "  ", "\t", "\u00a0", "http://", "https://a.b/c_d", "a", "b", "é", "l·l", "🙂",
    "中", "(x)", "“q”", ".", "…", "$", '"', "[^n]", "^[", "n]:", "{{", "www.a.b", "x y", "0", "e\u0301",
)  # fmt: skip

texts = st.lists(st.sampled_from(NASTY), min_size=1, max_size=6).map("".join)
labels = st.sampled_from(["n", "1", "a-b", "é"])
targets = st.sampled_from([
    "https://example.org", "http://a.b/c_(d)?e=*f*&amp;g", "https://a b", "mailto:a@b.co", "tel:+34", "#títol",
    "https://x/<y>", "https://x/a\\b", "https://x|y", "https://x/`y`", "HTTPS://X",
])  # fmt: skip
titles = st.one_of(st.just(""), texts)

images = st.builds(
    Image,
    st.one_of(targets, st.sampled_from(["a.png", "b c.png", "/x(1).jpg"])),
    st.one_of(st.just(""), texts),
    titles,
)


def _marked(inner: st.SearchStrategy[Run]) -> st.SearchStrategy[Run]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(Strong),
        several.map(Emphasis),
        several.map(Strike),
        st.builds(Link, several, targets, titles),
        targets.map(lambda target: Link((Text(target),), target)),
    )


atoms: st.SearchStrategy[Run] = st.one_of(
    texts.map(Text), texts.map(Text), texts.map(Code), st.just(Break()), images
)
one_run: st.SearchStrategy[Run] = st.recursive(atoms, _marked, max_leaves=6)
runs: st.SearchStrategy[Runs] = st.lists(one_run, min_size=1, max_size=4).map(tuple)
noted: st.SearchStrategy[Runs] = st.lists(
    st.one_of(one_run, labels.map(NoteRef)), min_size=1, max_size=4
).map(tuple)

paragraphs = noted.map(Paragraph)
codes = st.builds(
    CodeBlock,
    st.lists(st.one_of(st.just(""), texts, st.sampled_from(["```", "~~~~", "    x", "\tx"])), max_size=3).map(
        "\n".join
    ),
    st.one_of(st.just(""), texts),
)


def _cells(width: int, count: int) -> st.SearchStrategy[Row]:
    cell = st.one_of(st.just(Cell(())), noted.map(lambda said: Cell((Paragraph(said),))))
    return st.lists(cell, min_size=count, max_size=count).map(lambda cells: Row(tuple(cells)))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    aligns: list[Align] = draw(
        st.lists(st.sampled_from(["left", "center", "right"]), min_size=width, max_size=width)
    )
    rows = draw(st.lists(_cells(width, width), max_size=3))
    header = draw(_cells(width, width))
    return Table(tuple(Column(align) for align in aligns), (header,), tuple(rows))


leaves: st.SearchStrategy[Block] = st.one_of(paragraphs, paragraphs, codes, st.just(Rule()), images, tables())


def _containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, max_size=3).map(tuple)
    labelled = st.one_of(several, st.tuples(runs.map(lambda said: Paragraph(said, "label"))))
    items = st.lists(
        st.builds(Item, labelled, st.sampled_from([None, None, False, True])), min_size=1, max_size=3
    )
    start = st.sampled_from([None, None, 0, 1, 1, 3, 9, 999_999_999])
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    entries = st.builds(Definition, runs, some)
    return st.one_of(
        st.builds(Items, items.map(tuple), start, st.booleans()),
        st.builds(Items, items.map(tuple), start, st.booleans()),
        several.map(Quote),
        st.lists(entries, min_size=1, max_size=2).map(lambda said: Definitions(tuple(said))),
    )


blocks: st.SearchStrategy[Block] = st.recursive(leaves, _containers, max_leaves=8)


def _sections(inner: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Blocks]:
    section = st.builds(Section, runs, inner)
    first = st.lists(blocks, max_size=2)
    return st.tuples(first, st.lists(section, min_size=1, max_size=2)).map(
        lambda parts: (*parts[0], *parts[1])
    )


flat: st.SearchStrategy[Blocks] = st.lists(blocks, min_size=1, max_size=4).map(tuple)
bodies: st.SearchStrategy[Blocks] = st.one_of(flat, st.recursive(flat, _sections, max_leaves=3))


@st.composite
def trees(draw: st.DrawFn) -> Blocks:
    """Blocks, with a footnote for each reference that may be in them."""
    notes = [
        Footnote(label, draw(st.lists(blocks, max_size=2).map(tuple))) for label in ("n", "1", "a-b", "é")
    ]
    return (*notes, *draw(bodies)) if draw(st.booleans()) else (*draw(flat), *notes)


sources = st.lists(
    st.sampled_from([
        *NASTY, "\n", "\n", "\n\n", "    ", "| a | b |\n|---|---|\n", "[^n]: x", "[a]: b\n", "> ", "1. ", ": x", "***",
        "**a**", "_a_", "`a`", "~~a~~", "[a](b)", "![a](b)", "[a](https://b)", "[^n]", "\\\n", "  \n",
    ]),
    max_size=12,
).map("".join)  # fmt: skip
"""Markdown that somebody may have typed, right or wrong."""
