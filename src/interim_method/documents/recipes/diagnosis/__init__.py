"""The participatory diagnosis, and the parts that only it has."""

from interim_method.documents.recipes.diagnosis.document import compose

__all__ = ["compose"]
