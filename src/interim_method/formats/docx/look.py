"""How documents look: colours, measures, and what each change stage is drawn in."""

from __future__ import annotations

from typing import Final, NamedTuple

from interim_method.formats.writing.look import HAIRLINE, INK, MUTED, PAPER, Shade, shade

__all__ = [
    "FONT",
    "HAIRLINE",
    "INK",
    "LANDSCAPE",
    "MUTED",
    "PAPER",
    "PLAIN",
    "PORTRAIT",
    "WALL",
    "Page",
    "Setting",
    "Shade",
    "mm",
    "shade",
]

FONT: Final = "Calibri"


WALL: Final = 1.4
"""How much larger the type is on A3: it is read from afar, or printed on A4 after all."""


def mm(length: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(length * 1440 / 25.4)


class Page(NamedTuple):
    """A page in twentieths of a point."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gutter: int = 0

    @property
    def text_width(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    def turned(self) -> Page:
        """The page on its other side."""
        return self._replace(width=self.height, height=self.width)

    def enlarged(self) -> Page:
        """The page on A3, its margins as they are."""
        long, short = mm(420), mm(297)
        return self._replace(
            width=long if self.landscape else short, height=short if self.landscape else long
        )


class Setting(NamedTuple):
    """What a stretch of pages says besides its page, as XML, in the order that the format wants."""

    notes: str = ""
    paper: str = ""
    numbers: str = ""
    columns: str = '<w:cols w:space="708"/>'
    middle: str = ""
    end: str = ""
    first_number: str = ""
    """What stands for `numbers` in the first stretch: where a template begins to count."""


PLAIN: Final = Setting()
PORTRAIT: Final = Page(mm(210), mm(297), mm(25), mm(22), mm(24), mm(22), mm(11), mm(9))
LANDSCAPE: Final = Page(mm(297), mm(210), mm(18), mm(15), mm(18), mm(15), mm(9), mm(7.5))
