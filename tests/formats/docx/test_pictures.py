"""Pictures in Word: opened by the caller's resolver alone, each with its words or a finding."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import docx
import mammoth
import pytest

import interim_method as im
from formats.docx.lint import W, defects
from formats.docx.pictures import SVG, gif, jpeg, png
from formats.docx.tools import root_of
from interim_method.errors import DefinitionError, ExportError, UnknownName

EMU = 914_400
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PICTURES = {
    "dot.png": png(96, 48),
    "again.png": png(96, 48),
    "wide.png": png(4000, 10),
    "tall.gif": gif(96, 9000),
    "photo.jpeg": jpeg(400, 200, orientation=6),
    "text.png": b"hello",
    "cut.png": png(4, 4)[:-5],
}


def given_by(source: str) -> bytes | im.ImageSource | None:
    """A resolver of the pictures above."""
    if source == "drawing.svg":
        return im.ImageSource(PICTURES["dot.png"], SVG)
    if source == "refused.png":
        raise im.ImageError("is somebody's own")
    if source == "broken.png":
        raise OSError(5, "Input/output error")
    return PICTURES.get(source)


def exported(text: str, **more: Any) -> tuple[bytes, tuple[im.Finding, ...]]:
    stream = io.BytesIO()
    found = im.export(
        im.document_from_markdown(text, title="Pictures"), stream, to="docx", **{"images": given_by, **more}
    )
    assert defects(stream.getvalue()) == []
    return stream.getvalue(), found


def media(file: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [name for name in archive.namelist() if name.startswith("word/media/")]


def sizes(file: bytes) -> list[tuple[float, float]]:
    """The sizes of the pictures in inches."""
    return [(int(e.get("cx")) / EMU, int(e.get("cy")) / EMU) for e in root_of(file).iter(WP + "extent")]


def test_a_picture_stands_in_its_sentence_at_its_own_size() -> None:
    file, found = exported("before ![a dot](dot.png) after")
    assert found == ()
    (shape,) = docx.Document(io.BytesIO(file)).inline_shapes
    assert (shape.width / EMU, shape.height / EMU) == (1, 0.5)
    html = mammoth.convert_to_html(io.BytesIO(file)).value
    assert html.startswith('<p>Pictures</p><p>before <img alt="a dot" src="data:image/png;base64,')
    assert html.endswith('" /> after</p>')


def test_a_picture_is_no_larger_than_there_is_room_for() -> None:
    text = (
        "![w](wide.png)\n\n- ![w](wide.png)\n\n| a | b |\n|---|---|\n| ![w](wide.png) | b |\n\n![t](tall.gif)"
    )
    (page, _), (item, _), (cell, _), (_, tall) = sizes(exported(text)[0])
    assert page == pytest.approx(166 / 25.4, abs=0.01)
    assert page > item > cell > 1
    assert tall < (297 - 49) / 25.4


def test_a_photograph_stands_upright() -> None:
    file, _ = exported("![p](photo.jpeg)")
    (frame,) = root_of(file).iter(A + "xfrm")
    assert frame.get("rot") == str(90 * 60_000)
    assert sizes(file) == [pytest.approx((400 / 96, 200 / 96), abs=0.001)]


def test_the_same_bytes_are_one_part_in_text_and_notes() -> None:
    file, _ = exported("![a](dot.png) ![b](again.png) [^1] ![c](dot.png)\n\n[^1]: ![d](dot.png)")
    assert media(file) == ["word/media/image1.png"]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for part in ("document", "footnotes"):
            assert archive.read(f"word/_rels/{part}.xml.rels").count(b"media/image1.png") == 1


def test_a_drawing_is_shown_where_a_program_can_and_its_picture_elsewhere() -> None:
    file, _ = exported("![d](drawing.svg)")
    assert media(file) == ["word/media/image1.png", "word/media/image1.svg"]
    assert b"svgBlip" in zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml")


def test_a_picture_by_itself_has_its_title_below() -> None:
    file, _ = exported('![a](dot.png "What it shows")\n\nin a line ![a](dot.png "only said")')
    paragraphs = docx.Document(io.BytesIO(file)).paragraphs[1:]
    assert [(p.style.name, p.text) for p in paragraphs if p.style] == [
        ("Normal", ""),
        ("Caption", "What it shows"),
        ("Normal", "in a line "),
    ]
    assert [e.get("title") for e in root_of(file).iter(WP + "docPr")] == ["What it shows", "only said"]


def test_a_picture_without_words_is_decoration_and_said_so_once() -> None:
    file, found = exported("![](dot.png) and ![](dot.png)")
    assert [f.rule for f in found] == ["image-without-words"]
    assert zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").count(b"adec:decorative ") == 2


def test_a_linked_picture_stays_a_link() -> None:
    file, _ = exported("[![a](dot.png)](https://example.org)")
    (link,) = root_of(file).iter(W + "hyperlink")
    assert list(link.iter(WP + "inline"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("none.png", "is not there"),
        ("text.png", "is no PNG, JPEG or GIF picture"),
        ("cut.png", "is a damaged picture"),
        ("refused.png", "is somebody's own"),
        ("broken.png", "cannot be read: Input/output error"),
    ],
)
def test_a_picture_that_cannot_be_shown_has_its_words_in_its_place(source: str, said: str) -> None:
    file, (finding,) = exported(f"![the words]({source})\n\nin ![a line]({source})")
    assert finding.rule == "image-not-shown"
    assert finding.message.startswith(f"the picture {source!r} {said}")
    assert [p.text for p in docx.Document(io.BytesIO(file)).paragraphs] == [
        "Pictures",
        "the words",
        "in a line",
    ]
    with pytest.raises(ExportError, match=f"the picture '{source}' {said}"):
        exported(f"![the words]({source})", strict_images=True)


def test_without_a_resolver_no_picture_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dot.png").write_bytes(PICTURES["dot.png"])
    monkeypatch.chdir(tmp_path)
    file, (finding,) = exported("![a dot](dot.png)", images=None)
    assert "was not opened" in finding.message
    assert media(file) == []


def test_a_folder_serves_as_resolver_and_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PICTURES["dot.png"])
    for folder in (tmp_path, str(tmp_path), im.ImageFolder(tmp_path)):
        assert exported("![a dot](dot.png)", images=folder)[1] == ()
    with pytest.raises(ExportError, match="is no folder of pictures"):
        exported("![a dot](dot.png)", images=tmp_path / "none")
    with pytest.raises(DefinitionError, match="is not a folder, or a function"):
        exported("![a dot](dot.png)", images=7)
    assert pickle.loads(pickle.dumps(im.ImageFolder(tmp_path))) == im.ImageFolder(tmp_path)


def test_a_format_that_shows_no_pictures_takes_no_folder_of_them(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no option of markdown named 'images'"):
        im.export(im.document_from_markdown("a"), io.BytesIO(), to="markdown", images=tmp_path)


def test_what_a_resolver_gives_by_mistake_is_a_finding() -> None:
    _, (finding,) = exported("![a](b)", images=lambda source: "text")
    assert "was given as a value of the type str, not as bytes" in finding.message


def test_a_resolver_is_asked_once_for_each_source() -> None:
    asked: list[str] = []
    exported("![a](x) ![b](x) ![c](y)", images=lambda source: asked.append(source))
    assert asked == ["x", "y"]


def test_a_file_is_kept_where_a_strict_export_fails(tmp_path: Path) -> None:
    target = tmp_path / "old.docx"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match="the picture 'x' is not there"):
        im.export(im.document_from_markdown("![a](x)"), target, images=given_by, strict_images=True)
    assert target.read_bytes() == b"old"


def test_pictures_go_along_into_documents_of_python_docx(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PICTURES["dot.png"])
    note = im.document_from_markdown("![a dot](dot.png)[^1]\n\n[^1]: ![again](dot.png)", title="Note")
    made = im.word_document(note, images=tmp_path)
    theirs = docx.Document()
    assert im.add_to_word(theirs, note, images=given_by) == ()
    for word in (made, theirs):
        saved = io.BytesIO()
        word.save(saved)
        (shape,) = docx.Document(io.BytesIO(saved.getvalue())).inline_shapes
        assert shape.width == EMU
        assert len(media(saved.getvalue())) == 1
