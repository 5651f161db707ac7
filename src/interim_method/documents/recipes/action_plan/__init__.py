"""The commercial action plan, and the parts that only it has."""

from interim_method.documents.recipes.action_plan.document import compose

__all__ = ["compose"]
