"""A document with every kind of block and run."""

from __future__ import annotations

import struct
import zlib

from interim_method.markup import tree
from interim_method.model import FrozenMap

__all__ = ["PICTURE", "SAMPLE", "bare"]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
"""A PNG file of one black dot."""

_P = tree.paragraph
_STAGES = ("problem", "awareness", "want", "can", "do")


def bare(*blocks: tree.Block, language: str = "en", title: str = "Title") -> tree.Document:
    """A document of *blocks*."""
    return tree.Document(title=title, blocks=blocks, language=language)


def _field(key: str, kind: str = "text", **values: object) -> tree.Field:
    return tree.Field(key=key, address=f"/{key}", kind=kind, label=f"Label {key}", **values)  # type: ignore[arg-type]


def _figure(kind: str, *rows: tuple[float | None, ...], **values: object) -> tree.Figure:
    series = tuple(tree.Series(f"S{n}", row) for n, row in enumerate(rows))
    return tree.Figure(
        kind=kind,  # type: ignore[arg-type]
        alt=f"What the {kind} shows",
        categories=("One", "Two", "Three")[: len(rows[0])],
        series=series,
        fallback=(_P(f"numbers of the {kind}"),),
        caption=tree.line(f"Caption of the {kind}"),
        **values,  # type: ignore[arg-type]
    )


_STRIP = tree.Grid(
    cells=tuple(
        tree.GridCell(tree.line(stage), (), column=n, stage=stage, marked=stage == "can")
        for n, stage in enumerate(_STAGES, 1)
    ),
    columns=5,
    role="strip",
    title="Stages",
)

_RUNS: tree.Runs = (
    tree.Text("text "),
    tree.Text("paraules", "ca"),
    tree.Strong((tree.Text("strong"),)),
    tree.Emphasis((tree.Text("stress"),)),
    tree.Strike((tree.Text("gone"),)),
    tree.Code("code <x>"),
    tree.Break(),
    tree.Link((tree.Text("site"),), "https://example.org/?a=1&b=2", "A title"),
    tree.Link((tree.Text("inside"),), "#s1"),
    tree.Link((tree.Text("lost"),), "#nowhere"),
    tree.Link((tree.Text("bad"),), "javascript:alert(1)"),
    tree.Link((tree.Link((tree.Text("nested"),), "https://example.org"),), "https://example.com"),
    tree.Image("a.png", "a picture"),
    tree.NoteRef("n1"),
    tree.NoteRef("n1"),
    tree.NoteRef("lost"),
    tree.Text("שלום"),
)

SAMPLE = tree.Document(
    title="Every kind",
    language="en",
    organisation="A & B <Coop>",
    subtitle="All blocks",
    notice="Not real",
    facts=(("State", "draft"), ("Empty", "")),
    rights=("Method: ours.", "Content: theirs."),
    page_label="Page {page} of {pages}",
    contents_title="Contents",
    strip=_STRIP,
    cover=True,
    blocks=(
        tree.Section(
            tree.line("First"),
            (
                tree.Paragraph(_RUNS),
                *(
                    tree.Paragraph(tree.line(role), role)  # type: ignore[arg-type]
                    for role in ("lead", "question", "help", "label", "figure", "muted", "caption", "pending")
                ),
                tree.Items(
                    (
                        tree.Item((_P("one"), tree.Items((tree.Item((_P("below"),)),)))),
                        tree.Item((_P("ticked"),), checked=True),
                        tree.Item((_P("open"),), checked=False),
                    )
                ),
                tree.Items((tree.Item((_P("third"),)),), start=3, tight=False),
                tree.Items(()),
                tree.Section(tree.line("Deeper"), (_P("text"),), id="s2", numbered=True),
            ),
            id="s1",
            numbered=True,
            stage="want",
        ),
        *(
            tree.Definitions(
                (tree.Definition(tree.line("Term"), (_P("said"),)), tree.Definition((), ())), role
            )  # type: ignore[arg-type]
            for role in ("glossary", "facts", "card")
        ),
        tree.Table(
            (tree.Column(), tree.Column("right", 2, "number"), tree.Column("center")),
            (tree.Row((tree.Cell(()), tree.Cell((_P("A"),), span=2))),),
            (
                tree.Row((tree.Cell((_P("group"),), span=3),), role="group"),
                tree.Row(
                    (tree.Cell((_P("row"),)), tree.Cell((_P("1"),), stage="do"), tree.Cell(())), heading=True
                ),
                tree.Row((tree.Cell((_P("sum"),)),), role="total"),
                tree.Row(tuple(tree.Cell((_P(str(n)),)) for n in range(5))),
            ),
            title="Read out",
            caption=tree.line("Below"),
            stage="can",
        ),
        tree.Table(
            (tree.Column(),) * 4,
            (),
            (tree.Row(tuple(tree.Cell((_P(said),)) for said in ("a", "1", "b", "2"))),),
            role="facts",
            title="Facts",
        ),
        tree.Table((), (), ()),
        tree.Grid(
            (
                tree.GridCell(tree.line("Cell 1"), (_P("in it"),)),
                tree.GridCell(tree.line("Cell 2"), (), column=2, marked=True),
                tree.GridCell((), (_P("wide"),), row=2, columns=2),
                tree.GridCell(tree.line("Clash"), (_P("also at 1, 1"),)),
            ),
            title="Board",
            minimum=20,
        ),
        tree.Grid(
            (tree.GridCell(tree.line("Spent"), (tree.Paragraph(tree.line("8 h"), "figure"),)),), role="cards"
        ),
        tree.Quote((_P("words"),), tree.line("Somebody")),
        tree.Quote((_P("words"),)),
        tree.CodeBlock("\nfirst line is empty\n  <b>", 'py" onload="x'),
        tree.Rule(),
        *(
            tree.Callout((_P("look"),), kind, tree.line(kind))  # type: ignore[arg-type]
            for kind in ("note", "tip", "warning", "next", "notice")
        ),
        tree.Callout((_P("no title"),)),
        tree.Image("a.png", None),
        tree.Image("b.png", "words of it", caption=tree.line("A caption")),
        _figure("line", (1.0, 2.0, None), (None, 2.0, 3.0), reference=("Budget", 3.5), unit="h"),
        _figure("bar", (1.0, -2.0, 3.0), (2.0, 1.0, 0.0), (1.0, 1.0, 1.0)),
        _figure("bar", (1.0, 2.0, 3.0), reference=("Budget", 2.5)),
        _figure("curve", (-2.0, 0.0, 2.0), low=-2, high=2, ends=("distress", "joy")),
        _figure("timeline", (738000.0, 738100.0, None), (738050.0, 738200.0, None)),
        _figure("dots", (1.0, 2.0, 3.0), low=0, high=4),
        _figure("dots", (1.0, 2.0), (2.0, 2.0)),
        _figure("movement", (1.0, 2.0, 3.0), (3.0, 2.0, None), low=0, high=4),
        _figure("line", (None, float("nan"), float("inf"))),
        tree.Footnote("n1", (_P("a note with "), tree.Paragraph((tree.NoteRef("n1"),)))),
        tree.Footnote("n2", (_P("nobody calls it"),)),
        _field("f1", value="held", blocks=(_P("held"),), unit="€"),
        _field("f2", "markdown", lines=3, placeholder="We offer …"),
        _field("f3", placeholder="To be done"),
        _field("f4", "yes-no", value="true"),
        _field("f5", "yes-no"),
        _field("f6", "choice", options=(tree.Option("a", "Aye"), tree.Option("b", "● Bee"))),
        _field("f7", "choice", value="a", options=(tree.Option("a", "Aye"),)),
        _field("f8", "scale", low=1, high=5),
        _field("f9", "choices", options=(tree.Option("a", "Aye"),)),
        *(
            tree.Collection(
                key="c",
                address="/c",
                label="Actions",
                columns=(tree.Column(), tree.Column(holds="short")),
                header=(tree.line("What"), tree.line("When")),
                names=("what", "when"),
                rows=(
                    tree.CollectionRow("r1", "r1", (tree.Cell((_P("do it"),)),), tree.line("Row 1")),
                    tree.CollectionRow("r2", "", (tree.Cell((_field("g1"),)), tree.Cell((_field("g2"),)))),
                ),
                shape=shape,  # type: ignore[arg-type]
            )
            for shape in ("rows", "cards")
        ),
        tree.PageBreak(),
        tree.Extension("org.example.x", FrozenMap({}), (_P("stands for it"),)),
        tree.Section((), (_P("without a title"),), orientation="landscape", new_page=True),
    ),
)
