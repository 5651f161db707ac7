"""What a picture is and how large, read from its first bytes and from the lengths of its parts.

Nothing is unpacked: a file that claims more pixels than anybody may show is refused for the claim, and one
whose parts do not reach its end is refused as damaged, whatever a program might still make of it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from interim_method.errors import ImageError

__all__ = ["BYTES", "PIXELS", "Measured", "measured"]

BYTES: Final = 10_000_000
"""How large the file of a picture may be."""
PIXELS: Final = 50_000_000
"""How many pixels a picture may have."""

_DPI: Final = 96.0
"""The dots of an inch where a picture does not say, or says what cannot be: those of a page on a screen."""
_LIKELY: Final = (30.0, 2400.0)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG file that say how large it is."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Those that nothing belongs to."""


class Measured(NamedTuple):
    """What is known of a picture.

    Attributes:
        media_type: Its media type.
        suffix: The suffix of its file, with the dot.
        width: Its width in pixels.
        height: Its height in pixels.
        dots: The dots of an inch, across and down.
        turned: By how many degrees, clockwise, it wants to be turned before it is shown.
    """

    media_type: str
    suffix: str
    width: int
    height: int
    dots: tuple[float, float] = (_DPI, _DPI)
    turned: int = 0

    @property
    def inches(self) -> tuple[float, float]:
        """Its natural size, before it is turned."""
        return self.width / self.dots[0], self.height / self.dots[1]


class _Broken(Exception):
    """A picture whose parts do not hold together."""


def measured(data: bytes) -> Measured:
    """What a PNG, JPEG or GIF file is.

    Raises:
        ImageError: Another kind of file, a damaged one, or one that is too large.
    """
    if len(data) > BYTES:
        raise ImageError(f"is larger than {BYTES // 1_000_000} MB; make it smaller")
    try:
        if data.startswith(_PNG):
            found = _png(data)
        elif data.startswith(b"\xff\xd8\xff"):
            found = _jpeg(data)
        elif data.startswith((b"GIF87a", b"GIF89a")):
            found = _gif(data)
        else:
            raise ImageError("is no PNG, JPEG or GIF picture; save it as one of these")
    except (_Broken, struct.error, IndexError) as error:
        raise ImageError("is a damaged picture; open it in an image program and save it again") from error
    if found.width * found.height > PIXELS:
        raise ImageError(
            f"has {found.width} × {found.height} pixels, more than {PIXELS // 1_000_000} million; make it smaller"
        )
    return found


def _sized(width: int, height: int) -> tuple[int, int]:
    if width < 1 or height < 1:
        raise _Broken
    return width, height


def _dots(across: float, down: float) -> tuple[float, float]:
    if all(_LIKELY[0] <= one <= _LIKELY[1] for one in (across, down)):
        return across, down
    return _DPI, _DPI


def _png(data: bytes) -> Measured:
    size, dots = None, (_DPI, _DPI)
    for kind, content in _chunks(data):
        if kind == b"IHDR" and len(content) == 13:
            size = _sized(*struct.unpack(">II", content[:8]))
        elif kind == b"pHYs" and len(content) == 9:
            across, down, metres = struct.unpack(">IIB", content)
            dots = _dots(across * 0.0254, down * 0.0254) if metres == 1 else dots
    if size is None:
        raise _Broken
    return Measured("image/png", ".png", *size, dots)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG file; the last one must be its end."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if check != zlib.crc32(content, zlib.crc32(kind)):
            raise _Broken
        yield kind, content
        at += 12 + length


def _jpeg(data: bytes) -> Measured:
    size, dots, turned = None, (_DPI, _DPI), 0
    for marker, content in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, 1)
            size = _sized(width, height)
        elif marker == 0xE0 and content.startswith(b"JFIF\0"):
            unit, across, down = struct.unpack_from(">BHH", content, 7)
            scale = {1: 1.0, 2: 2.54}.get(unit, 0.0)
            dots = _dots(across * scale, down * scale)
        elif marker == 0xE1 and content.startswith(b"Exif\0\0"):
            turned = {3: 180, 6: 90, 8: 270}.get(_orientation(content[6:]), 0)
    if size is None:
        raise _Broken
    return Measured("image/jpeg", ".jpeg", *size, dots, turned)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG file up to its pixels, which must come to an end."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise _Broken
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):
            raise _Broken
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            if data.find(b"\xff\xd9", at) < 0:
                raise _Broken
            return


def _orientation(exif: bytes) -> int:
    """How the camera was held, 1 where nothing is said."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for at in range(directory + 2, directory + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at)
            if tag == 0x0112 and kind == 3:
                return int(value)
    except (KeyError, struct.error):
        pass
    return 1


def _gif(data: bytes) -> Measured:
    size = _sized(*struct.unpack_from("<HH", data, 6))
    at = 13 + _colours(data[10])
    shown = False
    while (mark := data[at]) != 0x3B:
        if mark == 0x21:
            at += 2
        elif mark == 0x2C:
            shown = True
            at += 11 + _colours(data[at + 9])
        else:
            raise _Broken
        while data[at]:
            at += 1 + data[at]
        at += 1
    if not shown:
        raise _Broken
    return Measured("image/gif", ".gif", *size)


def _colours(flags: int) -> int:
    """The length of the table of colours that *flags* tell of."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
