"""The document tree, and Markdown into it and out of it."""
