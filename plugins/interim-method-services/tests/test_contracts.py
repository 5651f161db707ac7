"""What every variant, kind of tool, document and check must hold, as the plug-in is installed."""

from __future__ import annotations

from typing import Any

from blueprint import PLUGIN, content, definition, engagement

import interim_method as im
from interim_method.testing import DocumentContract, RuleContract, ToolKindContract, VariantContract


class TestVariant(VariantContract):
    plugin = PLUGIN
    name = "services"


class TestToolKind(ToolKindContract):
    plugin = PLUGIN
    name = "service-blueprint"

    def definition(self) -> Any:
        return definition()

    def content(self) -> Any:
        return content()

    def engagement(self) -> im.Engagement:
        return engagement()


class TestDocument(DocumentContract):
    plugin = PLUGIN
    name = "service-blueprint"

    def records(self) -> tuple[Any, ...]:
        return (engagement(), *super().records())


class TestRule(RuleContract):
    plugin = PLUGIN
    name = "failure-without-action"

    def good(self) -> im.Engagement:
        return engagement(planned=True)

    def bad(self) -> im.Engagement:
        return engagement()
