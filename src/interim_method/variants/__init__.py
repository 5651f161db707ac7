"""Changes to a methodology, and how they are resolved."""
