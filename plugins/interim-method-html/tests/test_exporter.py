"""The exporter writes every document and every kind of block as valid, self-contained HTML that nothing breaks out of."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import PICTURE, SAMPLE, bare

import interim_method as im
from interim_method.errors import ExportError
from interim_method.markup import tree
from interim_method.model import FrozenMap

VOID = {"br", "col", "hr", "img", "meta"}
SCHEMES = ("https://", "http://", "mailto:", "tel:", "#")


def written(document: tree.Document, **options: object) -> str:
    """The page of a document."""
    stream = io.BytesIO()
    im.export(document, stream, to="html", **options)  # type: ignore[arg-type]
    return stream.getvalue().decode()


def parsed(page: str) -> Element:
    """The tree of a page; an error where it is not as HTML wants it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def texts(root: Element) -> str:
    """All that a page says."""
    return "".join(root.itertext())


def pages(folder: Path) -> Iterator[Path]:
    """The pages of the demo."""
    found = sorted(folder.glob("*/*.html"))
    assert len(found) > 100
    return iter(found)


def faults(root: Element) -> list[str]:
    """What is wrong with a page beyond its syntax."""
    found: list[str] = []
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    found += [f"two of id {id}" for id in set(ids) if ids.count(id) > 1]
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    for e in elements:
        if e.tag in ("script", "link", "iframe", "object", "embed", "form", "base"):
            found.append(f"<{e.tag}>")
        found += [f"{name} on <{e.tag}>" for name in e.attrib if name.startswith("on")]
        for name in ("aria-labelledby", "aria-describedby"):
            found += [f"no id {id}" for id in (e.get(name) or "").split() if id not in ids]
        if (target := e.get("href")) is not None:
            if not target.startswith(SCHEMES):
                found.append(f"link to {target}")
            if target.startswith("#") and target[1:] not in ids:
                found.append(f"link to nothing: {target}")
        if (source := e.get("src")) is not None and not source.startswith("data:image/"):
            found.append(f"fetches {source}")
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", str(e.tag))]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings of level 1: {levels.count(1)}")
    found += [f"h{a} before h{b}" for a, b in pairwise(levels) if b > a + 1]
    return found


def test_every_document_in_every_edition_and_language_is_a_valid_page(demo: Path) -> None:
    wrong = {}
    for path in pages(demo):
        page = path.read_text("utf-8")
        root = parsed(page)
        assert "url(" not in page.partition("</style>")[0].replace("url(#", "")
        if found := faults(root):
            wrong[path.name] = found
    assert not wrong


def test_every_page_says_its_language_title_and_policy(demo: Path) -> None:
    for path in pages(demo):
        root = parsed(path.read_text("utf-8"))
        assert root.get("lang") == path.parent.name
        assert root.findtext("head/title")
        (policy,) = (
            e.get("content") for e in root.iter("meta") if e.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy and policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        assert [e.tag for e in root.find("body") or ()][-3:] != []  # type: ignore[comparison-overlap]
        assert len(list(root.iter("main"))) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(SAMPLE) == written(SAMPLE)


def test_every_kind_of_block_and_run_is_written() -> None:
    page = written(SAMPLE)
    root = parsed(page)
    assert faults(root) == []
    kinds = {type(block).__name__ for block in tree.walk(SAMPLE.blocks)}
    assert kinds == {kind.__name__ for kind in tree.Block.__args__}  # type: ignore[attr-defined]
    said = texts(root)
    for block in tree.walk(SAMPLE.blocks):
        if isinstance(block, tree.Paragraph) and tree.plain(block.runs).strip():
            for run in block.runs:
                if isinstance(run, tree.Text):
                    assert run.text in said
    assert "code <x>" in said
    assert "\nfirst line is empty\n  <b>" in said


def test_what_cannot_be_shown_is_found() -> None:
    found = {finding.rule for finding in im.export(SAMPLE, io.BytesIO(), to="html")}
    assert found == {
        "image-not-shown",
        "link-refused",
        "link-without-target",
        "note-missing",
        "table-row-too-long",
    }


def test_charts_are_drawn_with_words_for_who_does_not_see_them() -> None:
    root = parsed(written(SAMPLE))
    drawings = [e for e in root.iter() if str(e.tag).endswith("svg")]
    assert len(drawings) == 7, "a wall of dots, and a chart without numbers, stay tables"
    for drawing in drawings:
        assert drawing.get("role") == "img"
        title, words = list(drawing)[:2]
        assert (title.text or "").startswith("Caption of the ")
        assert (words.text or "").startswith("What the ")


@pytest.mark.parametrize("language", ["ca", "es", "en", "eu", "xx-nonsense", "ar"])
def test_a_page_can_be_in_any_language(language: str) -> None:
    from attrs import evolve

    root = parsed(written(evolve(SAMPLE, language=language)))
    assert root.get("lang") == language
    skip = next(e for e in root.iter("a"))
    own = {"ca": "Ves al contingut", "es": "Ir al contenido", "en": "Skip to the content"}
    assert skip.text == own.get(language, "Skip to the content")
    assert skip.get("lang") == (None if language in own else "en")


# --- pictures -----------------------------------------------------------------------------------------------------


def test_pictures_are_embedded_through_the_callers_resolver_alone() -> None:
    asked = []

    def resolver(source: str) -> bytes:
        asked.append(source)
        return PICTURE

    page = written(bare(tree.Image("a.png", "one"), tree.Image("a.png", None)), images=resolver)
    first, second = parsed(page).iter("img")
    assert asked == ["a.png"]
    assert (first.get("src") or "").startswith("data:image/png;base64,iVBOR")
    assert (first.get("alt"), second.get("alt")) == ("one", "")


def test_a_folder_of_pictures_is_never_left(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (tmp_path / "out.png").write_bytes(PICTURE)
    page = written(bare(tree.Image("../out.png", "not this")), images=folder)
    assert "<img" not in page
    assert "not this" in page


def test_strict_pictures_are_errors() -> None:
    with pytest.raises(ExportError, match="no-such"):
        written(bare(tree.Image("no-such.png", "x")), strict_images=True)


# --- hostile text -------------------------------------------------------------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Cc", "Cs", "Co", "Cn"]), max_size=8),
    st.sampled_from(
        (
            "</style><script>alert(1)</script>",
            "--></title><img src=x onerror=alert(1)>",
            '" onmouseover="alert(1)',
            "'><svg/onload=alert(1)>",
            "]]>&lt;&#x3c;script>",
            "javascript:alert(1)",
            "\\000022;}@import url(https://evil.example);{",
            "&amp;&nbsp;&copy",
            "\x00\x0b\ud800\uffff",
            "</textarea></svg></math>",
        )
    ),
)
SKELETON = re.compile(r"<[^>]*>")


def everywhere(text: str) -> tree.Document:
    """A document that says *text* wherever text can stand."""
    runs = tree.line(text) or tree.line(" ")
    return tree.Document(
        title=text,
        language="en",
        organisation=text,
        subtitle=text,
        notice=text,
        facts=((text, text),),
        rights=(text,),
        page_label=text,
        contents_title=text,
        author=text,
        subject=text,
        keywords=(text,),
        identity=FrozenMap({"x": text}),
        blocks=(
            tree.Section(
                (*runs, tree.Code(text), tree.Image(text, text, text), tree.NoteRef(text)),
                (tree.paragraph(text), tree.CodeBlock(text, text), tree.Image(text, text, text, runs)),
                id=text,
            ),
            tree.Paragraph((tree.Text(text, text or None), tree.Link(runs, text, text))),
            tree.Table(
                (tree.Column(),),
                (),
                (tree.Row((tree.Cell((tree.paragraph(text),)),)),),
                title=text,
                caption=runs,
            ),
            tree.Callout((tree.paragraph(text),), title=runs, stage=text),
            tree.Footnote(text, (tree.paragraph(text),)),
            tree.Field(
                key=text,
                address=text,
                kind="choice",
                label=text,
                placeholder=text,
                unit=text,
                lines=2,
                options=(tree.Option(text, text),),
            ),
            tree.Figure(
                "curve",
                text,
                (text, text),
                (tree.Series(text, (1.0, 2.0), (text, text)),),
                (),
                runs,
                text,
                0.0,
                2.0,
                (text, 1.0),
                text,
                (text, text),
            ),
        ),
    )


def shape(element: Element) -> object:
    """The elements of a page with the names of their attributes."""
    return (
        str(element.tag),
        sorted(map(str, element.attrib)),
        [shape(child) for child in element if isinstance(child.tag, str)],
    )


@given(HOSTILE)
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    root = parsed(written(everywhere(text)))
    assert faults(root) == []
    style = root.findtext("head/style") or ""
    assert "evil.example" not in style


@given(HOSTILE)
def test_text_is_read_as_it_was_written(text: str) -> None:
    said = "".join(
        one if one in "\t\n" or (one.isprintable() or one == "\u00a0" or ord(one) > 0x9F) else "\ufffd"
        for one in text
    )
    root = parsed(written(bare(tree.CodeBlock(f"|{text}|"))))
    (code,) = root.iter("code")
    got = code.text or ""
    assert got.startswith("|") and got.endswith("|")
    if text.isprintable():
        assert got == f"|{said}|"


# --- as installed -------------------------------------------------------------------------------------------------


def shell(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "interim_method.cli", *arguments], cwd=cwd, capture_output=True, text=True
    )


def test_the_command_line_knows_the_format_and_its_suffix(demo: Path, tmp_path: Path) -> None:
    record = str(demo / "records" / "engagement.json")
    made = shell("export", record, "--document", "action-plan", "--to", "html", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    (path,) = tmp_path.glob("*.html")
    assert made.stdout.strip() == path.name
    also = shell("export", record, "--document", "action-plan", "-o", "plan.html", cwd=tmp_path)
    assert also.returncode == 0
    assert (tmp_path / "plan.html").read_bytes() == path.read_bytes()


def test_the_plug_in_is_listed_with_its_exporter(tmp_path: Path) -> None:
    listed = shell("list", "exporters", cwd=tmp_path)
    assert "html" in listed.stdout
    assert "One self-contained web page" in listed.stdout


def test_looking_at_the_offer_loads_nothing_heavy() -> None:
    code = (
        "import sys, interim_method_html as p; list(p.interim_exporters());"
        "print([m for m in sys.modules if m.startswith(('babel', 'docx', 'lxml', 'interim_method_html.'))])"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "[]"
