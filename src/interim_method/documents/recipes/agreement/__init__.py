"""The working agreement, and the parts that only it has."""

from interim_method.documents.recipes.agreement.document import compose

__all__ = ["compose"]
