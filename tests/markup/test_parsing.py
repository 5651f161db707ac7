"""Markdown into the tree, with nothing lost and nothing fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trees
from interim_method.errors import DefinitionError
from interim_method.markup import parsing
from interim_method.markup import tree as t
from interim_method.markup.normal import normalise
from interim_method.markup.parsing import parse, parse_inline
from interim_method.markup.runs import normal_runs


def said(blocks: t.Blocks) -> str:
    """All words of *blocks*, with the targets of links and the sources of pictures."""
    words: list[str] = []

    def runs(some: t.Runs) -> None:
        words.append(t.plain(some))
        for run in some:
            words.append(getattr(run, "target", "") + getattr(run, "title", ""))
            runs(getattr(run, "runs", ()))

    for block in t.walk(blocks):
        match block:
            case t.Section(title=found) | t.Paragraph(runs=found):
                runs(found)
            case t.CodeBlock(text=text, info=info):
                words += [text, info]
            case t.Image(source=source, alt=alt, title=title):
                words += [source, alt or "", title]
            case t.Definitions(entries=entries):
                for entry in entries:
                    runs(entry.term)
            case _:
                pass
    return " ".join(words)


P = t.paragraph


def strong(text: str) -> t.Strong:
    return t.Strong(t.line(text))


def em(text: str) -> t.Emphasis:
    return t.Emphasis(t.line(text))


def items(*texts: str, **options: object) -> t.Items:
    return t.Items(tuple(t.Item((P(text),)) for text in texts), **options)  # type: ignore[arg-type]


def para(*runs: t.Run) -> t.Paragraph:
    return t.Paragraph(runs)


T = t.Text

EXAMPLES: list[tuple[str, t.Blocks]] = [
    ("", ()),
    ("\n \n", ()),
    ("one", (P("one"),)),
    ("one\ntwo", (P("one two"),)),
    ("one\n\n\ntwo", (P("one"), P("two"))),
    ("one  \ntwo", (para(T("one"), t.Break(), T("two")),)),
    ("one\\\ntwo", (para(T("one"), t.Break(), T("two")),)),
    ("a *b* c", (para(T("a "), em("b"), T(" c")),)),
    ("a _b_ c", (para(T("a "), em("b"), T(" c")),)),
    ("**b**", (para(strong("b")),)),
    ("__b__", (para(strong("b")),)),
    ("***b***", (para(t.Strong((em("b"),))),)),
    ("**a *b* c**", (para(t.Strong((T("a "), em("b"), T(" c")))),)),
    ("****a****", (para(strong("a")),)),
    ("~~a~~ b", (para(t.Strike(t.line("a")), T(" b")),)),
    ("`a*b*`", (para(t.Code("a*b*")),)),
    ("`` a`b ``", (para(t.Code("a`b")),)),
    ("\\*a\\* \\\\", (P("*a* \\"),)),
    ("&amp; &eacute; &#x41; &nope;", (P("& é A &nope;"),)),
    ("a<b>c</b>", (P("a<b>c</b>"),)),
    ("<div>\n\nx\n\n</div>", (P("<div>"), P("x"), P("</div>"))),
    ("<script>alert(1)</script>", (P("<script>alert(1)</script>"),)),
    ("# A", (t.Section(t.line("A"), ()),)),
    ("A\n===", (t.Section(t.line("A"), ()),)),
    ("## A ##\n\nx", (t.Section(t.line("A"), (P("x"),)),)),
    ("x\n# A\n## B\ny\n# C", (
        P("x"),
        t.Section(t.line("A"), (t.Section(t.line("B"), (P("y"),)),)),
        t.Section(t.line("C"), ()),
    )),
    ("### A\n# B", (t.Section(t.line("A"), ()), t.Section(t.line("B"), ()))),
    ("#hashtag", (P("#hashtag"),)),
    ("> # A\n> b", (t.Quote((P("A", "label"), P("b"))),)),
    ("- # A", (t.Items((t.Item((P("A", "label"),)),)),)),
    ("- a\n- b", (items("a", "b"),)),
    ("* a\n+ b", (items("a"), items("b"))),
    ("- a\n\n- b", (items("a", "b", tight=False),)),
    ("3. a\n4. b", (items("a", "b", start=3),)),
    ("1) a\n2) b", (items("a", "b", start=1),)),
    ("- a\n  1. b", (t.Items((t.Item((P("a"), items("b", start=1))),)),)),
    ("- a\n\n  b", (t.Items((t.Item((P("a"), P("b"))),), tight=False),)),
    ("- [ ] a\n- [x] b\n- [X] c\n- [y] d", (
        t.Items((
            t.Item((P("a"),), checked=False),
            t.Item((P("b"),), checked=True),
            t.Item((P("c"),), checked=True),
            t.Item((P("[y] d"),)),
        )),
    )),
    ("> a\nb\n>> c", (t.Quote((P("a b"), t.Quote((P("c"),)))),)),
    ("> a\n\n> b", (t.Quote((P("a"),)), t.Quote((P("b"),)))),
    ("```py x\na\n\n b\n```", (t.CodeBlock("a\n\n b", "py x"),)),
    ("~~~\na\n", (t.CodeBlock("a"),)),
    ("    a\n    b", (t.CodeBlock("a\nb"),)),
    ("a\n\n---\n\n***", (P("a"), t.Rule(), t.Rule())),
    ("[a *b*](https://c.d 'e')", (para(t.Link((T("a "), em("b")), "https://c.d", "e")),)),
    ("[a][b]\n\n[b]: https://c.d", (para(t.Link(t.line("a"), "https://c.d")),)),
    ("<https://a.b>", (para(t.Link(t.line("https://a.b"), "https://a.b")),)),
    ("<me@a.b>", (para(t.Link(t.line("me@a.b"), "mailto:me@a.b")),)),
    ("see https://a.b/c_d_(e).", (
        para(T("see "), t.Link(t.line("https://a.b/c_d_(e)"), "https://a.b/c_d_(e)"), T(".")),
    )),
    ("(http://a.b)", (para(T("("), t.Link(t.line("http://a.b"), "http://a.b"), T(")")),)),
    ("https\\://a.b", (P("https://a.b"),)),
    ("[a](tel:+34)", (para(t.Link(t.line("a"), "tel:+34")),)),
    ("[a](https://x)[b](https://x)", (para(t.Link(t.line("ab"), "https://x")),)),
    ("[](https://x)", (para(t.Link(t.line("https://x"), "https://x")),)),
    ("# Ús comú\n\n[a](#ús-comú)", (
        t.Section(t.line("Ús comú"), (para(t.Link(t.line("a"), "#ús-comú")),), id="ús-comú"),
    )),
    ("![a *b*](c.png 'd')", (t.Image("c.png", "a b", "d"),)),
    ("x ![a](b) y", (para(T("x "), t.Image("b", "a"), T(" y")),)),
    ("**x ![a](b) y**", (para(t.Strong((T("x "), t.Image("b", "a"), T(" y")))),)),
    ("[![a](b)](https://c)", (para(t.Link((t.Image("b", "a"),), "https://c")),)),
    ("# ![a](b)", (t.Section((t.Image("b", "a"),), ()),)),
    ("![a]()", (P("a"),)),
    ("![a [b `c`](d) ![e\nf](g)](h)", (t.Image("h", "a b c e f"),)),
    ("a&#10;b&#13;c", (P("a b c"),)),
    ("[a](https://x 'b\nc')", (para(t.Link(t.line("a"), "https://x", "b c")),)),
    ("a[^1]\n\n[^1]: b\n\n    c", (para(T("a"), t.NoteRef("1")), t.Footnote("1", (P("b"), P("c"))))),
    ("a[^1]", (P("a[^1]"),)),
    ("a^[b]", (P("a^[b]"),)),
    ("A\n: b\n\n    c\n: d\n\n    - e", (
        t.Definitions((t.Definition(t.line("A"), (P("b"), P("c"), P("d"), items("e"))),)),
    )),
    ("A\n: b\n\n```\n: c\n```", (
        t.Definitions((t.Definition(t.line("A"), (P("b"),)),)), t.CodeBlock(": c"),
    )),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "blocks"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_markdown_says_what_commonmark_and_gfm_say(text: str, blocks: t.Blocks) -> None:
    assert parse(text) == blocks


def test_a_table_keeps_alignment_and_short_rows() -> None:
    (table,) = parse("| a | *b* | c |\n|:--|:-:|--:|\n| `x\\|y` |\n| 1 | 2 | 3 | 4 |")
    assert isinstance(table, t.Table)
    assert [column.align for column in table.columns] == ["left", "center", "right"]
    assert table.header == (t.Row((t.Cell((P("a"),)), t.Cell((para(em("b")),)), t.Cell((P("c"),)))),)
    assert table.rows[0] == t.Row((t.Cell((para(t.Code("x|y")),)), t.Cell(()), t.Cell(())))
    assert [t.plain(cell.blocks[0].runs) for cell in table.rows[1].cells] == ["1", "2", "3"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "ms-word:ofe",
        "smb://x/y",
        "//host/x",
        "file:///etc/passwd",
        "data:text/html,x",
        "a.md",
    ],
)
def test_a_link_that_may_not_be_followed_keeps_its_target_as_text(target: str) -> None:
    assert parse(f"[*go* on]({target})") == (para(em("go"), T(f" on ({target})")),)


def test_an_address_in_brackets_that_may_not_be_followed_stays_as_written() -> None:
    assert parse("a <javascript:x> b") == (P("a <javascript:x> b"),)


@pytest.mark.parametrize(("offset", "shape"), [(0, "A(B(C))"), (4, "A(B C)"), (9, "A B C")])
def test_headings_deeper_than_six_stand_side_by_side(offset: int, shape: str) -> None:
    def drawn(blocks: t.Blocks) -> str:
        found = [b for b in blocks if isinstance(b, t.Section)]
        return " ".join(t.plain(b.title) + (f"({drawn(b.blocks)})" if b.blocks else "") for b in found)

    assert drawn(parse("# A\n## B\n### C", heading_offset=offset)) == shape


def test_nine_levels_of_lists_and_quotes_are_read() -> None:
    lists = "\n".join("  " * n + "- a" for n in range(9))
    quotes = "> " * 9 + "a"
    assert said(parse(lists)).count("a") == said(parse(quotes)).count("a") + 8 == 9
    assert parse(f"{lists}\n{' ' * 18}{quotes}") != parse(lists)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\n".join("  " * n + "- a" for n in range(10)), "lists"),
        ("> " * 10 + "a", "quotes"),
        (">" * 30_000, "blocks"),
        ("- " * 500 + "a", "blocks"),
        ("[^a]: " * 100, "blocks"),
    ],
)
def test_deeper_nesting_is_refused_in_words(text: str, what: str) -> None:
    with pytest.raises(DefinitionError, match=f"{what} nest deeper than 9 levels; use fewer levels"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "![" * 30_000, "[" * 30_000, "*" * 50_000, "_a" * 20_000, "*a **b " * 8_000, "`a``" * 15_000, "~~a" * 15_000,
        "&" * 50_000, "<" * 50_000, "[a](" * 15_000, "https://a" + ")" * 30_000, "a\n: b\n\n# c\n\n" * 1_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_text_is_read_whole(text: str) -> None:
    kept = "".join(character for character in said(parse(text)) if character.isalnum())
    assert len(kept) >= sum(map(str.isalnum, text))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_letters_and_digits_are_never_dropped(text: str) -> None:
    blocks = parse(f"x {text}")
    missing = set(filter(str.isalnum, text)) - set(said(blocks))
    # A character reference is the character that it names.
    assert not missing or "&" in text


@given(trees.sources)
def test_the_short_way_for_plain_text_says_the_same_as_the_parser(text: str) -> None:
    # A blank line in front is nothing to Markdown, but too much for the short way.
    try:
        assert parse(text) == parse("\n" + text)
    except DefinitionError as error:
        assert "nest deeper" in str(error)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", t.line("plain")),
        ("", ()),
        ("# a *b*", (T("# a "), em("b"))),
        ("- a\nb", t.line("- a b")),
        ("![a](b) c", (t.Image("b", "a"), T(" c"))),
        ("a  \nb", (T("a"), t.Break(), T("b"))),
    ],
)
def test_a_line_has_marks_but_no_blocks(text: str, runs: t.Runs) -> None:
    assert parse_inline(text) == runs


def test_notes_of_one_name_are_all_kept() -> None:
    blocks = parse("a[^1]\n\n[^1]: b\n\n[^1]: c")
    assert blocks[1:] == (t.Footnote("1", (P("b"),)), t.Footnote("1-2", (P("c"),)))


@given(trees.sources)
def test_what_is_read_is_canonical_from_the_start(text: str) -> None:
    try:
        blocks = parse(text)
    except DefinitionError:
        return
    assert normalise(blocks) == blocks
    assert normal_runs(parse_inline(text)) == parse_inline(text)


@given(trees.sources)
def test_the_short_way_for_simple_marks_says_the_same_as_the_long_one(text: str) -> None:
    try:
        usual = parse(text), parse_inline(text)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(parsing, "_short_way", lambda tokens: None)
            assert (parse(text), parse_inline(text)) == usual
    except DefinitionError as error:
        assert "nest deeper" in str(error)
