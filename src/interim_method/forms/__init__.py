"""Filled documents: what a file holds, what that means for a record, and how it goes in."""

from interim_method.forms.merging import Merged, merged
from interim_method.forms.submission import (
    Conflict,
    Deletion,
    Edit,
    Missing,
    Source,
    Submission,
    Unplaced,
)

__all__ = [
    "Conflict",
    "Deletion",
    "Edit",
    "Merged",
    "Missing",
    "Source",
    "Submission",
    "Unplaced",
    "merged",
]
