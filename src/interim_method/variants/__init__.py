"""Changes to a methodology, and how they are resolved."""

from interim_method.variants.resolution import resolve

__all__ = ["resolve"]
