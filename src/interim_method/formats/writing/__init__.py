"""What writers of any format share; plug-ins import it from here.

`Writer` takes every kind of block apart, `Outline` knows headings and notes beforehand, `Album` opens pictures as
the caller allows, `link_target` says which links may be followed, `shade` gives the colours of change stages, and
`placed` and `place` say where the cells of a board and the labels of a chart lie. What the tree is made of is in
`interim_method.markup.tree`.
"""

from interim_method.formats.writing.album import Album, Opened
from interim_method.formats.writing.boards import placed
from interim_method.formats.writing.labels import LINE, SIZE, Box, Place, Room, broken, place, text_width
from interim_method.formats.writing.look import HAIRLINE, INK, MUTED, PAPER, Shade, shade
from interim_method.formats.writing.outline import Heading, Outline
from interim_method.formats.writing.texts import is_blank, is_rtl, link_target, printable
from interim_method.formats.writing.writer import Writer

__all__ = [
    "HAIRLINE",
    "INK",
    "LINE",
    "MUTED",
    "PAPER",
    "SIZE",
    "Album",
    "Box",
    "Heading",
    "Opened",
    "Outline",
    "Place",
    "Room",
    "Shade",
    "Writer",
    "broken",
    "is_blank",
    "is_rtl",
    "link_target",
    "place",
    "placed",
    "printable",
    "shade",
    "text_width",
]
