"""The engagement report, and the parts that only it has."""

from interim_method.documents.recipes.engagement_report.document import compose

__all__ = ["compose"]
