"""Markdown files: whole documents as CommonMark and GFM, with the places of their fields kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from interim_method.forms.form import Form, ReadOptions
    from interim_method.model import Finding
    from interim_method.plugin import Job

__all__ = ["export", "read"]


def export(job: Job, target: BinaryIO) -> Sequence[Finding]:
    """Write the document of a job as UTF-8 with line feeds."""
    from interim_method.formats.markdown.document import write

    target.write(write(job.document).encode())
    return ()


def read(stream: BinaryIO, options: ReadOptions) -> Form:
    """What a filled Markdown file holds.

    Raises:
        ReadError: It is no text, or nothing that a person could have written.
    """
    from interim_method.formats.markdown.reader import read

    return read(stream, options)
