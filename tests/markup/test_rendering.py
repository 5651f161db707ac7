"""What is written as Markdown reads back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given

import trees
from commonmark import examples
from interim_method.errors import DefinitionError
from interim_method.markup.normal import normalise, slugs
from interim_method.markup.parsing import parse, parse_inline
from interim_method.markup.rendering import inline, render
from interim_method.markup.runs import normal_runs, on_one_line
from interim_method.markup.tree import (
    Blocks,
    Break,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Column,
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
    Runs,
    Section,
    Strike,
    Strong,
    Table,
    Text,
    line,
    paragraph,
)


@given(trees.trees())
def test_what_is_rendered_reads_back_as_the_same_tree(blocks: Blocks) -> None:
    assert parse(render(blocks)) == normalise(blocks)


@given(trees.runs)
def test_a_line_reads_back_as_the_same_runs(runs: Runs) -> None:
    assert parse_inline(inline(on_one_line(runs))) == on_one_line(runs)


@given(trees.sources)
def test_whatever_somebody_typed_is_rendered_to_the_same_tree(text: str) -> None:
    try:
        blocks = parse(text)
    except DefinitionError:
        return
    assert parse(render(blocks)) == blocks


@given(trees.trees())
def test_a_canonical_tree_stays_as_it_is(blocks: Blocks) -> None:
    once = normalise(blocks)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "1. no list", "1) no list", "12", "# no heading", "#", "- no bullet", "+ no bullet", "* no bullet", "-5 °C", "---",
        "===", "***", "___", "> no quote", "| no | table |", "<b>no tag</b>", "<!-- no comment -->", "<a@b.co>",
        "[no](link)", "![no](picture)", "[ ] no task", "[no]: reference", "`no code`", "```", "~~no strike~~", "~~~",
        "_no_ *no* __no__ **no**", "snake_case_name", "&amp; &#65; R&D", "ends in \\", "\\* not escaped", "  two before",
        "two behind  ", "\tone tab", "no\u00a0break", ": no definition", "https://no.link", "l·l · 組合 · שלום 🙂", "!",
        "{{ x }} {% y %} <w:t>", "$a$", "a | b", "5 * 3 < 4 > 2",
    ],
)  # fmt: skip
def test_text_that_looks_like_markup_comes_back_as_text(text: str) -> None:
    blocks = (paragraph(text), Items((Item((paragraph(text),)),)), Quote((paragraph(text),)))
    assert parse(render(blocks)) == blocks
    lines = (Paragraph((Text("first"), Break(), Text(text))),)
    assert parse(render(lines)) == lines


def test_a_word_is_escaped_only_where_it_must_be() -> None:
    assert render((paragraph("R&D, snake_case (x), a < b, 12.5 h, -5 °C, l'illa: #1!"),)) == (
        "R&D, snake_case (x), a < b, 12.5 h, -5 °C, l'illa: #1!\n"
    )


@pytest.mark.parametrize(
    ("runs", "source"),
    [
        ((Text("a"), Strong(line("b")), Text("c")), "a**b**c"),
        ((Text("a"), Strong(line("(b)")), Text("c")), "&#97;**(b)**&#99;"),
        ((Text("a"), Emphasis(line("b")), Text(" c")), "&#97;_b_ c"),
        ((Strong(line("a")), Emphasis(line("b"))), "**a**_b_"),
        ((Strong((Emphasis(line("a")),)),), "**_a_**"),
        ((Emphasis((Strong(line("a")),)),), "**_a_**"),
        ((Strong(line("a ")), Text("b")), "**a** b"),
        (line(" a "), "&#32;a&#32;"),
        ((Strong(line("a")), Strong(line("b"))), "**ab**"),
        ((Strike(line("a")), Break(), Text("b")), "~~a~~\\\nb"),
        ((Code("`"),), "`` ` ``"),
        ((Code(" a "),), "`  a  `"),
        ((Link(line("https://a.b"), "https://a.b"),), "<https://a.b>"),
        ((Link(line("a]"), "https://a.b/(c", 'say "t"'),), '[a\\]](<https://a.b/(c> "say \\"t\\"")'),
        ((Link(line("a"), "file:///etc/passwd"),), "a (file:///etc/passwd)"),
        ((Text("wow!"), Link(line("a"), "#b")), "wow\\![a](#b)"),
    ],
)
def test_marks_are_written_so_that_they_hold(runs: Runs, source: str) -> None:
    assert inline(runs) == source
    assert parse_inline(source) == normal_runs(runs)


def test_lists_side_by_side_and_one_in_another_stay_apart() -> None:
    one = Items((Item((paragraph("a"),)), Item((paragraph("b"),))))
    numbered = Items((Item((paragraph("c"),)), Item((paragraph("d"), one))), start=9)
    loose = Items((Item((paragraph("a"), paragraph("b"))), Item((one, one))), tight=False)
    empty = Items((Item((Items((Item((Items((Item(()),)),)),)),)),))
    blocks = (one, one, numbered, numbered, loose, empty)
    assert parse(render(blocks)) == blocks
    assert render((one, one)) == "- a\n- b\n\n* a\n* b\n"
    assert render((numbered,)) == "9. c\n10. d\n    - a\n    - b\n"


def test_tasks_keep_their_boxes() -> None:
    tasks = (
        Items(
            (
                Item((paragraph("a"),), checked=True),
                Item((), checked=False),
                Item((paragraph("[x] b"),), checked=False),
            )
        ),
    )
    assert render(tasks) == "- [x] a\n- [ ]\n- [ ] \\[x] b\n"
    assert parse(render(tasks)) == tasks


def test_a_fence_is_longer_than_those_in_its_code() -> None:
    blocks = (
        CodeBlock("```\n````\n\n  x", "py"),
        CodeBlock("~~~", "a`b"),
        CodeBlock(""),
        Quote((CodeBlock("\tx "),)),
    )
    assert render(blocks[:1]) == "`````py\n```\n````\n\n  x\n`````\n"
    assert parse(render(blocks)) == blocks


def test_bars_in_cells_are_not_borders() -> None:
    cells = (Cell((Paragraph((Text("a|b\\|c"), Code("d|e\\|f"))),)), Cell(()))
    table = Table((Column("right"), Column("center")), (Row(cells),), (Row(cells), Row(cells)))
    assert parse(render((table,))) == (table,)


def test_notes_with_several_blocks_stay_notes() -> None:
    note = Footnote("n", (Items((Item((paragraph("a"), CodeBlock("b"))),), tight=False), Rule()))
    blocks = (Paragraph((Text("x"), NoteRef("n"), Text("(y): z"))), note, paragraph("after"))
    assert parse(render(blocks)) == blocks


def test_pictures_keep_source_words_and_title() -> None:
    blocks = (Image("a b(c).png", "words [x] *y*", 'ti"tle'), paragraph("after"))
    assert parse(render(blocks)) == blocks


def test_sections_deeper_than_six_stand_on_the_sixth_level() -> None:
    deep: Blocks = ()
    for level in range(8, 0, -1):
        deep = (Section(line(f"at {level}"), deep),)
    assert [text for text in render(deep).splitlines() if text][5:] == [
        "###### at 6",
        "###### at 7",
        "###### at 8",
    ]


def test_of_a_block_that_markdown_cannot_say_its_content_is_written() -> None:
    assert render((Callout((paragraph("inside"),), title=line("T")),)) == "inside\n"


def test_headings_of_the_same_name_get_anchors_of_their_own() -> None:
    assert slugs(["1. L'illa · Ús", "1. L'illa · Ús", ""]) == ["1-lilla--ús", "1-lilla--ús-1", ""]


GFM = (
    "| a | b |\n|:--|--:|\n| ~~c~~ | `d\\|e` |\n| ![f](g) | [h](https://i 'j') |",
    "- [ ] a\n- [x] ~~b~~\n\n  c\n  1. [ ] d",
    "https://a.b/c?d=e&f. (http://g.h/i_(j)) www.k.l",
    "a[^1] b[^é]\n\n[^1]: c\n\n    - d\n\n[^é]: > e",
    "A\n: b\n\n    > c\n\n    | d |\n    |---|\n    | e |\n\nB\n: f",
    "0. a\n1. b\n\n999999999. c",
    "```\n\ta  \n\n b \n```\n\n- x\n\n  ~~~py\n  c\n  ~~~",
    "> 1. > - a\n>    > - ```\n>    >   b\n>    >   ```\n>    > c",
)


@pytest.mark.parametrize("text", [*(one.markdown for one in examples()), *GFM])
def test_an_example_is_rendered_to_the_same_tree(text: str) -> None:
    assert parse(render(parse(text))) == parse(text)
