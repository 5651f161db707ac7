"""Word: documents written as DOCX, and filled ones read back (`reading`).

Only this folder knows python-docx and lxml. Writing in our own look needs neither; they load for house templates,
for users of python-docx and for reading, lxml for a table of contents too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from interim_method.formats.docx.slots.values import Values
    from interim_method.formats.pictures import Images
    from interim_method.markup import tree
    from interim_method.model.finding import Finding
    from interim_method.plugin.templates import TemplateCheck

__all__ = ["check_template", "export", "write"]


def write(
    document: tree.Document,
    target: BinaryIO,
    *,
    template: str | os.PathLike[str] | None = None,
    images: Images = None,
    strict_images: bool = False,
    values: Values | None = None,
    strict_slots: bool = False,
) -> tuple[Finding, ...]:
    """Write *document* as DOCX. The same document gives the same bytes everywhere.

    Args:
        document: The composed document.
        target: A binary stream.
        template: A house template (.docx or .dotx) whose page, styles, headers and footers are kept; with slots
            its text is kept too, and they are filled.
        images: The folder that pictures lie in, or a function that gives the bytes of one by its source; without
            it none is opened.
        strict_images: Raise where a picture cannot be shown, instead of showing its words.
        values: Gives slots the values at addresses of a record; a job does.
        strict_slots: Raise where a slot cannot be filled, instead of leaving it as it is.

    Returns:
        What could not be shown as meant, such as a picture that nobody may open.

    Raises:
        TemplateError: A house template that cannot be used.
        ExportError: *images* is no folder; with *strict_images*, a picture that cannot be shown.
    """
    from interim_method.formats.docx.writing import write_document

    return write_document(
        document,
        target,
        template=template,
        images=images,
        strict_images=strict_images,
        values=values,
        strict_slots=strict_slots,
    )


def export(job: Any, target: BinaryIO) -> tuple[Finding, ...]:
    """Write the document of an export *job*, with the options that its offer has."""
    options = job.options
    return write(
        job.document,
        target,
        template=options.get("template"),
        images=options.get("images"),
        strict_images=bool(options.get("strict-images")),
        values=job,
        strict_slots=bool(options.get("strict-slots")),
    )


def check_template(path: str | os.PathLike[str], **asked: Any) -> TemplateCheck:
    """What a house template holds; see `interim_method.plugin.TemplateChecker`."""
    from interim_method.formats.docx.slots.checking import check_template

    return check_template(path, **asked)
