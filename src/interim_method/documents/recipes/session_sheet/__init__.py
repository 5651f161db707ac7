"""The worksheet, and the parts that only it has."""

from interim_method.documents.recipes.session_sheet.document import compose

__all__ = ["compose"]
