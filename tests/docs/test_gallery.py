"""The gallery shows every document, and each of its pictures is there."""

from __future__ import annotations

import importlib.util
import re
import struct
import zlib
from pathlib import Path
from typing import Any

from interim_method.documents.catalog import CATALOG

DOCS = Path(__file__).parents[2] / "docs"
IMAGES = DOCS / "images"
PAGE = (DOCS / "gallery.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[(.*?)\]\(images/(.*?)\.png\)", PAGE)
MOST = 3_000_000
"""Bytes that the pictures may take of everybody's clone."""


def _drawing() -> Any:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DRAWING = _drawing()


def test_the_page_names_every_picture_that_is_drawn_once_and_each_lies_there() -> None:
    names = [name for _, name in SHOWN]
    assert names == [picture.name for picture in DRAWING.PICTURES]
    assert len(set(names)) == len(names)
    elsewhere = {picture.name for picture in DRAWING.FILLED_IN}
    assert {path.stem for path in IMAGES.glob("*.png")} == {*names, *elsewhere}
    how_to = (DOCS / "send-a-worksheet.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(images/(.*?)\.png\)", how_to)) == elsewhere


def test_every_document_of_the_catalogue_is_shown_in_all_three_languages_between_them() -> None:
    files = [Path(picture.file) for picture in DRAWING.PICTURES]
    assert {int(file.name[:2]) for file in files} == {entry.order for entry in CATALOG}
    shares = [sum(file.parent.name == language for file in files) for language in ("ca", "es", "en")]
    assert min(shares) >= len(files) // 4


def test_every_picture_says_in_words_what_it_shows() -> None:
    for words, _ in SHOWN:
        assert len(words) > 40
    assert len({words for words, _ in SHOWN}) == len(SHOWN)


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES.glob("*.png")) < MOST


def test_the_readme_shows_a_picture_of_the_gallery() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\(docs/images/(.*?)\.png\)", readme)
    assert shown and set(shown) <= {name for _, name in SHOWN}


def test_a_picture_keeps_its_pixels_within_a_frame() -> None:
    width, height = 5, 4
    pixels = b"\xff\xff\xff" * 7 + b"\xa3\x35\x2b" + b"\xff\xff\xff" * 12
    drawn = DRAWING.png(width, height, pixels)
    assert drawn == DRAWING.png(width, height, pixels)
    assert struct.unpack(">II", drawn[16:24]) == (width, height)
    at = drawn.index(b"PLTE")
    palette = drawn[at + 4 : at + 4 + struct.unpack(">I", drawn[at - 4 : at])[0]]
    at = drawn.index(b"IDAT")
    packed = drawn[at + 4 : at + 4 + struct.unpack(">I", drawn[at - 4 : at])[0]]
    rows = zlib.decompress(packed)
    seen = [palette[3 * rows[6 * y + 1 + x] :][:3].hex() for y in range(height) for x in range(width)]
    assert seen[7] == "a3352b" and seen[8] == "ffffff"
    assert {seen[n] for n in (0, 4, 5, 9, 15, 19)} == {"d0d4d9"}
