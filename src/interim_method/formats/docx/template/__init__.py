"""Our own template: A4, Calibri, every role of the tree as a named style, made from strings."""
