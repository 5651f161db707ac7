"""Word: documents written as DOCX, and the values of their fields read back.

Only this folder knows python-docx and lxml, and both load with the first document that is written or read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from interim_method.markup import tree
    from interim_method.model.finding import Finding
    from interim_method.plugin.templates import TemplateCheck

__all__ = ["check_template", "export", "write"]


def write(
    document: tree.Document, target: BinaryIO, *, template: str | os.PathLike[str] | None = None
) -> tuple[Finding, ...]:
    """Write *document* as DOCX. The same document gives the same bytes everywhere.

    Args:
        document: The composed document.
        target: A binary stream.
        template: A house template (.docx or .dotx) whose page, styles, headers and footers are kept.

    Returns:
        What could not be shown as meant, such as a picture that nobody may open.

    Raises:
        TemplateError: A house template that cannot be used.
    """
    from interim_method.formats.docx.writing import write_document

    return write_document(document, target, template=template)


def export(job: Any, target: BinaryIO) -> tuple[Finding, ...]:
    """Write the document of an export *job*; its option ``template`` names a house template."""
    return write(job.document, target, template=job.options.get("template"))


def check_template(path: str | os.PathLike[str], **asked: Any) -> TemplateCheck:
    """What a house template holds; see `interim_method.plugin.TemplateChecker`."""
    from interim_method.formats.docx.slots.checking import check_template

    return check_template(path, **asked)
