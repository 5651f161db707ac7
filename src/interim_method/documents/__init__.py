"""Recipes: records become document trees, in the words of a language."""
