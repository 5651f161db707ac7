"""The hour report, and the parts that only it has."""

from interim_method.documents.recipes.hours.document import compose

__all__ = ["compose"]
