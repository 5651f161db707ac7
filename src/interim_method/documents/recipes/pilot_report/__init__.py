"""The pilot report, and the parts that only it has."""

from interim_method.documents.recipes.pilot_report.document import compose

__all__ = ["compose"]
