"""The method handbook, and the parts that only it has."""

from interim_method.documents.recipes.handbook.document import compose

__all__ = ["compose"]
