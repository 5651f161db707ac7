"""Prose goes into a Word file and comes back as the Markdown that it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from formats.docx.tools import changed, form_of, with_part, written
from interim_method.formats.docx.reading.carrying import carried
from interim_method.markup import tree
from interim_method.markup.parsing import parse
from interim_method.markup.rendering import render
from trees import trees

WHOLE = [
    "Hola **món** i _tu_ i ~~no~~ `codi` fi",
    "a\n\nb\n\nc",
    "a\\\nb",
    "- a\n- b\n- c",
    "- a\n  - b\n    - c\n  - d\n- e",
    "1. a\n2. b",
    "3. a\n4. b\n   - x\n   - y\n5. c",
    "- [ ] a\n- [x] b",
    "- [x] a\n  - [ ] b\n- [ ] c",
    "- a\n\n- b\n\n- c",
    "- a\n\n  més\n\n- b",
    "- **b**: c\n- d `e`",
    "- a\n- b\n\n1. c\n2. d",
    "1. a\n\n   ```\n   code\n   ```\n2. b",
    "- a\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |",
    "- # h\n  x",
    "abans\n\n- a\n- b\n\ndesprés",
    "> cita\n>\n> més",
    "> - a\n> - b\n>\n> fi",
    "- a\n\n  > q\n\n- b",
    "> > endins\n>\n> menys",
    "```\ncodi\n  més\n```",
    "a\n\n---\n\nb",
    "| a | b |\n|---|--:|\n| 1 | **2** |\n| 3 | 4 |",
    "# T\n\ntext\n\n## U\n\nmés",
    '[enllaç](https://a.b/c) i [t](https://x.y "tt")',
    "x [correu](mailto:a@b.c) ![dibuix](a.png) y",
    "![dibuix](a.png)",
    '![dibuix](a.png "Títol")',
    "text[^1] i més[^2]\n\n[^1]: la primera\n\n[^2]: la segona",
    "text[^1] altre cop[^1]\n\n[^1]: nota",
    "terme\n: que vol dir",
    "**a _b_ c** d",
]


def document(blocks: tree.Blocks, value: str = "x") -> tree.Document:
    field = tree.Field("k", "/k", "markdown", "Lloc", value=value, blocks=blocks)
    return tree.Document(title="x", language="ca", id="d", blocks=(field, tree.paragraph("Final")))


def read_back(blocks: tree.Blocks) -> tree.Blocks:
    return form_of(written(document(blocks))).held[0].blocks()


@pytest.mark.parametrize("said", WHOLE)
def test_nothing_is_lost_of_what_people_write(said: str) -> None:
    assert carried(parse(said)) == parse(said)
    (held,) = form_of(written(document(parse(said), said))).held
    assert held.as_made
    assert render(held.blocks()) == render(parse(said))


@pytest.mark.parametrize(
    ("said", "around"),
    [
        (said, around)
        for said in WHOLE
        for around in ("cell", "item", "card")
        # An item begins with text: what else stands there takes the item's look.
        if around != "item" or type(parse(said)[0]) is tree.Paragraph
    ],
)
def test_nor_where_it_stands_in_a_cell_a_list_or_a_card(said: str, around: str) -> None:
    field = tree.Field("k", "/k", "markdown", "Lloc", value=said, blocks=parse(said))
    block: tree.Block
    if around == "cell":
        cells = (tree.Cell((tree.paragraph("Lloc"),)), tree.Cell((field,)))
        block = tree.Table((tree.Column(), tree.Column()), (), (tree.Row(cells),))
    elif around == "item":
        block = tree.Items((tree.Item((field,)), tree.Item((tree.paragraph("altre"),))))
    else:
        block = tree.Grid((tree.GridCell(tree.line("Lloc"), (field,)),), columns=1)
    (held,) = form_of(written(tree.Document(title="x", language="ca", id="d", blocks=(block,)))).held
    assert render(held.blocks()) == render(parse(said))
    assert held.as_made


@settings(max_examples=60, deadline=None)
@given(trees())
def test_what_is_read_is_what_is_told_beforehand(blocks: tree.Blocks) -> None:
    assert read_back(blocks) == carried(blocks)


@pytest.mark.parametrize("said", WHOLE)
def test_a_second_round_changes_nothing(said: str) -> None:
    once = render(carried(parse(said)))
    twice = render(carried(parse(once)))
    assert render(carried(parse(twice))) == twice


def runs(xml: str) -> bytes:
    """A file whose place holds runs that somebody formatted."""
    file = written(document((tree.paragraph("AQUI"),), "AQUI"))
    return changed(file, "word/document.xml", lambda body: body.replace("<w:r><w:t>AQUI</w:t></w:r>", xml))


@pytest.mark.parametrize(
    ("look", "name"),
    [
        ('<w:u w:val="single"/>', "underline"),
        ('<w:highlight w:val="yellow"/>', "highlight"),
        ('<w:color w:val="12AB34"/>', "colour"),
        ('<w:sz w:val="77"/>', "size"),
    ],
)
def test_what_markdown_cannot_say_is_told_once_a_place(look: str, name: str) -> None:
    one = f"<w:r><w:rPr>{look}</w:rPr><w:t>nou </w:t></w:r>"
    form = form_of(runs(one + one))
    assert render(form.held[0].blocks()) == "nou nou\n"
    assert [said for said in form.findings if name in said and "Lloc" in said] != []
    assert len(form.findings) == 1


def test_formatting_alone_is_an_edit_where_the_control_is_there() -> None:
    (held,) = form_of(runs("<w:r><w:rPr><w:b/></w:rPr><w:t>AQUI</w:t></w:r>")).held
    assert held.as_made is False
    assert render(held.blocks()) == "**AQUI**\n"


def test_links_of_fields_are_links() -> None:
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.b" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>aquí</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    (held,) = form_of(runs(code)).held
    assert render(held.blocks()) == "[aquí](https://a.b)\n"


def test_a_comment_is_told_with_its_line() -> None:
    file = runs('<w:r><w:t>dit</w:t></w:r><w:r><w:commentReference w:id="4"/></w:r>')
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="4" w:author="Rosa"><w:p><w:r><w:t>segur?</w:t></w:r></w:p></w:comment></w:comments>'
    )
    findings = form_of(with_part(file, "comments", comments)).findings
    assert any("Rosa" in one and "segur?" in one and "dit" in one for one in findings)
