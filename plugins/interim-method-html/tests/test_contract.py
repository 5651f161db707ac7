"""The exporter holds what every exporter must, as it is installed."""

from __future__ import annotations

import html5lib

from interim_method.testing import ExporterContract


class TestHtml(ExporterContract):
    plugin = "interim-method-html"
    name = "html"

    def text_of(self, content: bytes) -> str:
        root = html5lib.parse(content, namespaceHTMLElements=False)
        return "".join(root.find("body").itertext())
