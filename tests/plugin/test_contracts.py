"""The contracts: a good plug-in keeps them all."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import attrs

import interim_method as im
from interim_method.testing import (
    DocumentContract,
    ExporterContract,
    MethodologyContract,
    RuleContract,
    TemplateContract,
    ToolKindContract,
    VariantContract,
    samples,
)
from plugin import good

PLUGIN = good.Good()


class TestPlainText(ExporterContract):
    plugin = PLUGIN
    name = "plain-text"

    def text_of(self, content: bytes) -> str:
        return "".join(_texts(im.document_from_markdown(content.decode())))


class TestIds(ExporterContract):
    plugin = PLUGIN
    name = "ids"


class TestOwners(RuleContract):
    plugin = PLUGIN
    name = "our-owners"

    def good(self) -> im.Engagement:
        return samples.empty_engagement()

    def bad(self) -> im.Engagement:
        return self.good().add_action("Call", id="call")


class TestLetter(DocumentContract):
    plugin = PLUGIN
    name = "letter"


class TestBlueprint(ToolKindContract):
    plugin = PLUGIN
    name = "blueprint"

    def definition(self) -> good.Blueprint:
        return good.Blueprint(id="service", title=im.Text(en="Service"), rows=("seen", "unseen"))

    def content(self) -> good.BlueprintContent:
        return good.BlueprintContent(id="first", tool="service", seen="The door", unseen="The *kitchen*")


class TestSmall(MethodologyContract):
    plugin = PLUGIN
    name = "small"


class TestLouder(VariantContract):
    plugin = PLUGIN
    name = "louder"


class TestHouse(TemplateContract):
    plugin = PLUGIN
    name = "house"


# What comes in the box keeps the same contracts: the box is in every host.


class TestWord(ExporterContract):
    plugin = PLUGIN
    name = "docx"

    def text_of(self, content: bytes) -> str:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [package.read(n).decode() for n in package.namelist() if n.endswith(".xml")]
        said = [re.findall(r'<w:t(?: [^>]*)?>([^<]*)|descr="([^"]*)"', part) for part in parts]
        return html.unescape("".join(text or words for part in said for text, words in part))


class TestMarkdown(TestPlainText):
    name = "markdown"


class TestJson(ExporterContract):
    plugin = PLUGIN
    name = "json"


class TestMinutes(DocumentContract):
    plugin = PLUGIN
    name = "minutes"


class TestActionPlan(DocumentContract):
    plugin = PLUGIN
    name = "action-plan"


class TestHandbook(DocumentContract):
    plugin = PLUGIN
    name = "handbook"


class TestPilotReport(DocumentContract):
    plugin = PLUGIN
    name = "pilot-report"


class TestInterimExecutive(MethodologyContract):
    plugin = PLUGIN
    name = "interim-executive"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from _texts(getattr(value, attribute.name))
