"""What becomes of blocks on the way into a Word file and out of it: our writer and our reader are asked."""

from __future__ import annotations

import io
from functools import lru_cache

from interim_method.forms.form import ReadOptions
from interim_method.markup.tree import Blocks, Document, Field

__all__ = ["carried"]

_KEY = "k"


def carried(blocks: Blocks) -> Blocks:
    """What is read of *blocks* that were written as the content of a place."""
    return _carried(tuple(blocks)) if blocks else ()


@lru_cache(maxsize=512)
def _carried(blocks: Blocks) -> Blocks:
    from interim_method.formats.docx.reading.reader import form_of
    from interim_method.formats.docx.writing import write_document

    place = Field(key=_KEY, address="/", kind="markdown", label="", value="x", blocks=blocks)
    target = io.BytesIO()
    write_document(Document(title="", language="en", blocks=(place,)), target)
    target.seek(0)
    held = form_of(target, ReadOptions()).held
    return held[0].blocks() if held else ()
