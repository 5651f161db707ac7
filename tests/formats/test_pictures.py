"""Pictures come out of one folder only, and are what they say."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import interim_method as im
from formats.docx.pictures import SVG, gif, jpeg, png
from interim_method.formats.pictures import BYTES, Measured, checked_svg, measured


def refused(data: bytes) -> str:
    """What is said of a file that is no picture to show."""
    with pytest.raises(im.ImageError) as caught:
        measured(data)
    return caught.value.problem


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(30, 20), ("image/png", ".png", 30, 20)),
        (jpeg(30, 20), ("image/jpeg", ".jpeg", 30, 20)),
        (gif(30, 20), ("image/gif", ".gif", 30, 20)),
    ],
)
def test_a_picture_says_what_it_is_and_how_large(data: bytes, found: tuple[str, str, int, int]) -> None:
    assert measured(data)[:4] == found
    assert measured(data).inches == (30 / 96, 20 / 96)


@pytest.mark.parametrize("make", [png, jpeg])
def test_the_dots_of_an_inch_make_its_size_where_they_can_be(make: type[Measured]) -> None:
    assert measured(make(300, 600, dpi=300)).inches == pytest.approx((1, 2), rel=0.001)  # type: ignore[call-arg, arg-type]
    assert measured(make(96, 96, dpi=1)).inches == (1, 1)  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270), (2, 0), (999, 0)])
def test_a_photograph_says_how_the_camera_was_held(orientation: int, turned: int) -> None:
    assert measured(jpeg(40, 30, orientation=orientation)).turned == turned


def test_what_is_no_picture_is_refused_in_words() -> None:
    for data in (b"", b"hello", b"%PDF-1.7", b"BM" + bytes(60), b"RIFF0000WEBPVP8 ", SVG, b"<!DOCTYPE html>"):
        assert refused(data) == "is no PNG, JPEG or GIF picture; save it as one of these"
    assert refused(bytes(BYTES + 1)) == "is larger than 10 MB; make it smaller"
    assert "60000 × 60000 pixels, more than 50 million" in refused(png(1, 1, claimed=(60_000, 60_000)))
    assert "damaged" in refused(png(1, 1, claimed=(0, 5)))


@pytest.mark.parametrize("whole", [png(3, 3, dpi=96), jpeg(3, 3, dpi=96, orientation=6), gif(3, 3)])
def test_a_picture_that_was_cut_off_is_damaged(whole: bytes) -> None:
    for length in range(11, len(whole)):
        assert refused(whole[:length])


def test_a_changed_png_is_damaged() -> None:
    whole = png(3, 3)
    assert "damaged" in refused(whole[:20] + b"\xff" + whole[21:])


@given(
    st.sampled_from([png(3, 3, dpi=96), jpeg(3, 3, dpi=96, orientation=6), gif(3, 3)]),
    st.lists(st.tuples(st.integers(0, 200), st.binary(max_size=6)), max_size=4),
)
def test_any_bytes_are_measured_or_refused(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    for at, new in changes:
        data = data[:at] + new + data[at + len(new) :]
    try:
        found = measured(data)
    except im.ImageError:
        return
    assert found.width > 0 < found.height
    assert min(found.inches) > 0


def test_a_jpeg_that_repeats_itself_without_end_is_read_in_no_time() -> None:
    assert "damaged" in refused(b"\xff\xd8\xff" + b"\xff" * 9_000_000)
    assert "damaged" in refused(b"\xff\xd8" + b"\xff\xe0\x00\x02" * 2_000_000)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<a onclick="x()"/>',
        "<foreignObject/>",
        '<image href="https://example.org/x.png"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>',
        '<rect style="fill: url(https://example.org/x)"/>',
        "<style>@import 'https://example.org/x.css';</style>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inner: str) -> None:
    assert checked_svg(SVG) == SVG
    kept = b'<path fill="url(#a)"/><use href="#b"/><image href="data:image/png;base64,AA"/><style>a{}</style>'
    assert checked_svg(SVG.replace(b"<path", kept + b"<path"))
    with pytest.raises(im.ImageError, match=r"runs something|fetches something"):
        checked_svg(SVG.replace(b"<path", inner.encode() + b"<path"))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<svg", "damaged"),
        (b"<html/>", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entities"),
        (bytes(BYTES + 1), "larger"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(im.ImageError, match=problem):
        checked_svg(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pictures, with things beside it that nobody may have."""
    made = tmp_path / "pictures"
    (made / "deep").mkdir(parents=True)
    (made / "a.png").write_bytes(png(1, 1))
    (made / "deep" / "b c.png").write_bytes(png(2, 2))
    (made / "d.svg").write_bytes(SVG)
    (made / "d.png").write_bytes(png(3, 3))
    (made / "alone.svg").write_bytes(SVG)
    (made / "100%25.png").write_bytes(png(4, 4))
    (tmp_path / "secret.png").write_bytes(png(9, 9))
    return made


@pytest.mark.parametrize(
    ("source", "width"),
    [("a.png", 1), ("deep/b c.png", 2), ("deep/b%20c.png", 2), ("./a.png", 1), ("100%25.png", 4)],
)
def test_a_source_is_a_path_in_the_folder(folder: Path, source: str, width: int) -> None:
    assert im.ImageFolder(folder)(source) == im.ImageSource(png(width, width))
    assert im.ImageFolder(str(folder)) == im.ImageFolder(folder)


def test_a_drawing_comes_with_the_picture_beside_it(folder: Path) -> None:
    assert im.ImageFolder(folder)("d.svg") == im.ImageSource(png(3, 3), SVG)
    with pytest.raises(im.ImageError, match="put the same picture beside it"):
        im.ImageFolder(folder)("alone.svg")


@pytest.mark.parametrize(
    "source",
    [
        "../secret.png", "deep/../../secret.png", "deep/../a.png", "%2e%2e/secret.png", "..%2fsecret.png", "/etc/passwd",
        "//host/x.png", "\\\\host\\x.png", "..\\secret.png", "C:\\x.png", "c:/x.png", "file:///etc/passwd", "FILE:x.png",
        "http://x/y.png", "https://x/y.png", "HTTPS://x/y.png", "data:image/png;base64,AA", "ftp://x/y.png", "a.png\0",
        "", ".", "deep", "deep/", "none.png", "a.png/b.png", "x" * 5_000, "/dev/zero", "~/x.png", "a\n.png",
    ],
)  # fmt: skip
def test_nothing_outside_and_nothing_but_a_file_is_opened(folder: Path, source: str) -> None:
    with pytest.raises(im.ImageError):
        im.ImageFolder(folder)(source)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")
def test_links_lead_nowhere_outside_and_pipes_are_not_waited_for(folder: Path) -> None:
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    (folder / "up").symlink_to(folder.parent)
    (folder / "round.png").symlink_to("round.png")
    (folder / "in.png").symlink_to("a.png")
    os.mkfifo(folder / "pipe.png")
    given_by = im.ImageFolder(folder)
    assert given_by("in.png") == im.ImageSource(png(1, 1))
    for source in ("out.png", "up/secret.png", "round.png", "pipe.png"):
        with pytest.raises(im.ImageError):
            given_by(source)


def test_of_a_file_that_is_too_large_only_the_beginning_is_read(folder: Path) -> None:
    with (folder / "huge.png").open("wb") as stream:
        stream.write(png(1, 1))
        stream.truncate(1 << 34)
    assert len(im.ImageFolder(folder)("huge.png").data) == BYTES + 1


def test_a_folder_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    with pytest.raises(im.ImageError, match="is not in the folder"):
        im.ImageFolder(tmp_path / "none")("a.png")


@given(st.text(max_size=30))
def test_any_source_is_found_or_refused(source: str) -> None:
    with pytest.raises(im.ImageError):
        im.ImageFolder("/nonexistent-folder-of-pictures")(source)


def test_the_size_of_a_tiff_within_a_photograph_does_not_matter() -> None:
    odd = jpeg(4, 3, orientation=6).replace(
        struct.pack("<IH", 8, 1), struct.pack("<IH", 4_000_000_000, 60_000)
    )
    assert measured(odd).turned == 0
