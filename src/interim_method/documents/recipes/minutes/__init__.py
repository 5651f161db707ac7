"""The session minutes, and the parts that only it has."""

from interim_method.documents.recipes.minutes.document import compose

__all__ = ["compose"]
