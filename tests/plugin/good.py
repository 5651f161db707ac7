"""A good plug-in: an exporter, a rule, a document, a tool kind, a methodology, a variant and a template."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

import docx
from attrs import frozen
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor

import interim_method as im
from interim_method.markup import tree as t
from interim_method.model import Add, Step, Tool, ToolContent, Variant
from interim_method.plugin import (
    DocumentOffer,
    ExporterOffer,
    MethodologyOffer,
    Parameter,
    RuleOffer,
    TemplateOffer,
    ToolKind,
    ToolOffer,
    VariantOffer,
    hookimpl,
)
from interim_method.testing import samples


@frozen(kw_only=True)
class Blueprint(Tool):
    """A service blueprint: rows of what is seen and what is not."""

    KIND = "blueprint"

    rows: tuple[str, ...] = ()


@frozen(kw_only=True)
class BlueprintContent(ToolContent):
    """One filling of a blueprint."""

    KIND = "blueprint"

    seen: str = ""
    unseen: str = ""


def write_text(job, stream):
    from interim_method.formats.markdown import export

    return export(job, stream)


def write_ids(job, stream):
    stream.write(f"{job.subject.KIND} {job.subject.id}\n".encode())
    return ()


def untitled(record, on):
    for action in record.actions:
        if not action.owner:
            yield im.Finding(
                rule="our-owners",
                severity="warning",
                address=f"/actions/{action.id}/owner",
                message="Nobody owns this action.",
            )


def letter(ctx):
    return ctx.document(
        [
            t.Section((t.Text("Organisation"),), (ctx.field("/organisation/name", "Name"),), part="who"),
            t.Paragraph((t.Text("Dear all,"),)),
        ]
    )


def variant():
    return Variant(
        id="louder",
        version="1.2",
        base="interim-executive",
        title=im.Text(ca="Més fort", es="Más fuerte", en="Louder"),
        changes=(
            Add(
                element=Step(
                    id="shout", parent="self-diagnosis", title=im.Text(ca="Crit", es="Grito", en="Shout")
                )
            ),
        ),
    )


@cache
def template():
    """A house template as Word makes one, in a folder of its own."""
    file = Path(mkdtemp()) / "house.docx"
    house = docx.Document()
    for style in house.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.font.color.rgb is not None:
            style.font.color.rgb = RGBColor(0, 0, 0)
    house.save(str(file))
    return file


class Good:
    """All hooks that the contracts are about."""

    @hookimpl
    def interim_exporters(self):
        yield ExporterOffer(
            name="plain-text",
            suffixes=(".txt",),
            media_type="text/plain",
            summary="Plain text.",
            options=(Parameter(name="loud", kind="yes-no", default=False, summary="In capitals."),),
            load=lambda: write_text,
        )
        yield ExporterOffer(
            name="ids",
            suffixes=(".ids",),
            media_type="text/plain",
            takes="record",
            summary="Only what it is.",
            load=lambda: write_ids,
        )

    @hookimpl
    def interim_rules(self):
        return [
            RuleOffer(
                name="our-owners",
                subjects=("engagement",),
                summary="Every action is somebody's.",
                load=lambda: untitled,
            )
        ]

    @hookimpl
    def interim_documents(self):
        return [
            DocumentOffer(
                name="letter",
                subjects=("engagement",),
                editions=("filled", "blank"),
                titles={"ca": "Carta", "es": "Carta", "en": "Letter"},
                files={"ca": "carta", "es": "carta", "en": "letter"},
                parts=("who",),
                summary="A letter to everybody.",
                load=lambda: letter,
            )
        ]

    @hookimpl
    def interim_tools(self):
        made = partial(ToolKind, definition=Blueprint, content=BlueprintContent)
        return [ToolOffer(kind="blueprint", summary="What is seen of a service, and what is not.", load=made)]

    @hookimpl
    def interim_methodologies(self):
        return [MethodologyOffer(name="small", summary="Ask, then do.", load=samples.small_methodology)]

    @hookimpl
    def interim_variants(self):
        return [
            VariantOffer(
                name="louder", base="interim-executive", version="1.2", summary="Louder.", load=variant
            )
        ]

    @hookimpl
    def interim_templates(self):
        return [TemplateOffer(name="house", summary="Our house.", load=template)]


plugin = Good()
