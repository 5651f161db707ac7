"""Filled Word files read back: their lines, their anchors with what stands between them, and their map.

`opening` opens a file that may be anything, `story` goes over its parts once, `held` pairs the ends of its
anchors, `mapped` reads the map, `rich` turns lines into blocks, `carrying` tells what becomes of blocks on the way
into a file and out of it.
"""

from __future__ import annotations

from typing import BinaryIO

from interim_method.forms.form import Form, ReadOptions

__all__ = ["read"]


def read(stream: BinaryIO, options: ReadOptions) -> Form:
    """What a Word file holds, however it was edited.

    Args:
        stream: The file.
        options: Which side of tracked changes counts, and what the file is called in errors.

    Raises:
        ReadError: It is no Word document, is damaged, or could harm whoever opens it.
    """
    from interim_method.formats.docx.reading.reader import form_of

    return form_of(stream, options)
