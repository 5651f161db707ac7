"""How Sphinx builds this documentation."""

from __future__ import annotations

import interim_method

project = "interim-method"
author = "interim-method contributors"
copyright = author
release = interim_method.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["decisions/template.md"]
myst_heading_anchors = 3
nitpicky = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"

html_theme = "furo"
html_title = "interim-method"
