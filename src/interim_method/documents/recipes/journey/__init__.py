"""The customer journey, and the parts that only it has."""

from interim_method.documents.recipes.journey.document import compose

__all__ = ["compose"]
