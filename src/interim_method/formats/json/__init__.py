"""JSON: the record itself, in its envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from interim_method.errors import ExportError
from interim_method.model import Finding

if TYPE_CHECKING:
    from interim_method.plugin import Job

__all__ = ["export"]


def export(job: Job, target: BinaryIO) -> Sequence[Finding]:
    """Write the record of a job.

    Raises:
        ExportError: The job is of a bare document.
    """
    if job.subject is None:
        raise ExportError("JSON is for records: this is a bare document", "json")
    from interim_method.files import dump

    dump(job.subject, target)
    return ()
