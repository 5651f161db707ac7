"""The recipes: one module a document, each with a function `compose`."""
