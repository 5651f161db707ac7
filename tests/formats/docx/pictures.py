"""Pictures for tests, made without any library."""

from __future__ import annotations

import struct
import zlib


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *, dpi: float = 0, claimed: tuple[int, int] | None = None) -> bytes:
    """A grey PNG; *claimed* is the size that its header says instead."""
    size = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    dots = round(dpi / 0.0254)
    resolution = _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)) if dpi else b""
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size)
        + resolution
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int, *, dpi: int = 0, orientation: int = 0) -> bytes:
    """The frame of a JPEG, with pixels that no program would make anything of."""
    found = b"\xff\xd8"
    if dpi:
        found += _segment(0xE0, b"JFIF\0\x01\x02\x01" + struct.pack(">HH", dpi, dpi) + b"\0\0")
    if orientation:
        entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
        found += _segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4))
    found += _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    return found + _segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34" + b"\xff\xd9"


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def gif(width: int, height: int) -> bytes:
    """A GIF of one colour."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    comment = b"\x21\xfe\x02hi\0"
    return (
        head + comment + b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\0\x3b"
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'
