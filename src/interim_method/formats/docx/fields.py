"""Fields: places to fill in, each anchored by a content control, a bookmark and the map.

A control of one line stands within its paragraph, so that a cell still ends in a paragraph; prose stands in
a control around its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from interim_method.formats.docx.anchors import BOOKMARK, TAG
from interim_method.formats.docx.context import Context, Here, Mapped, locale_of
from interim_method.formats.docx.look import HAIRLINE, shade
from interim_method.formats.docx.oxml import attribute
from interim_method.formats.docx.paragraphs import styled
from interim_method.formats.docx.prints import text_of
from interim_method.formats.docx.runs import Marks, text_run
from interim_method.formats.docx.tables import LINE, box
from interim_method.markup import tree
from interim_method.markup.prints import fingerprint

__all__ = ["field", "in_line"]

_PROSE_LINES: Final = 4
"""Least lines of a box for prose."""
_MOST_PRINTED: Final = 7
"""How many choices are printed to be marked with a pen."""
_ROOM: Final = 12
"""Spaces of half an em that an empty control without a placeholder shows, so that it can be clicked."""
_SPACE: Final = 150
"""How wide one of them is at most, on A3 too: in a narrow cell there are fewer, or they would take a second line."""
_HERE: Final = "\0"
"""Stands for the control: no text can hold it."""
_NOTE: Final = "<w:footnoteReference "
_TRUE: Final = ("true", "yes", "1")
_DATE_FORMATS: Final = {"en": "d MMMM yyyy"}


def field(block: tree.Field, ctx: Context, here: Here) -> Iterator[str]:
    """A place to fill in, empty or with what it holds."""
    name = ctx.bookmark_name(BOOKMARK + block.key)
    marks = ctx.marks(name)
    at = len(ctx.map)
    empty = not block.value and not block.blocks
    in_cell = here.tables > 0
    boxed = empty and not in_cell and not here.lists
    inside = here.inside(
        style=here.style if in_cell or here.lists else "IM Answer",
        stage=block.stage or here.stage,
        indent=0 if boxed else here.indent,
        body=False,
    )
    if block.kind == "markdown":
        control = _prose(block, ctx, inside, empty=empty)
        content = marks[0] + control + styled(ctx.style("IM Spacer"), marks[1])
    else:
        control, around = _line(block, ctx, inside, empty=empty)
        content = around.replace(_HERE, marks[0] + control + marks[1])
    _map(block, name, control, ctx, at)
    if boxed:
        colour, tint = shade(inside.stage)
        lines = max(block.lines, _PROSE_LINES) if block.kind == "markdown" else block.lines
        height = LINE * max(lines, 1) + 85
        yield box(content, ctx, here, fill=tint, bar=colour, height=height)
    else:
        yield content


def in_line(block: tree.Field, ctx: Context, here: Here, look: str = "") -> str:
    """A place to fill in within a line of somebody else's, its text in the *look* that stands there."""
    name = ctx.bookmark_name(BOOKMARK + block.key)
    start, end = ctx.marks(name)
    kind, shown = _kind(block, ctx)
    empty = not block.value and not block.blocks and block.kind != "yes-no"
    if empty:
        content = _placeholder(block, ctx, here)
    else:
        content = text_run(shown).replace("<w:r>", f"<w:r>{look}")
    control = _control(block, ctx, here, content, kind, empty=empty)
    _map(block, name, control, ctx, len(ctx.map))
    return f"{start}{control}{end}"


def _control(block: tree.Field, ctx: Context, here: Here, content: str, kind: str, *, empty: bool) -> str:
    """A content control around *content*."""
    lock = "" if here.collection else '<w:lock w:val="sdtLocked"/>'
    return (
        "<w:sdt><w:sdtPr>"
        + (f'<w:alias w:val="{attribute(block.label[:64])}"/>' if block.label else "")
        + f'<w:tag w:val="{attribute(TAG + block.key)}"/><w:id w:val="{ctx.control_id(block.key)}"/>{lock}'
        + ("<w:showingPlcHdr/>" if empty else "")
        + f"{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _placeholder(block: tree.Field, ctx: Context, here: Here) -> str:
    most = 1 if _printed(block) and not here.collection else _ROOM
    room = "\u2002" * max(1, min(most, here.width // _SPACE))
    return text_run(block.placeholder or room, Marks(style=ctx.style("Placeholder Text")))


def _map(block: tree.Field, name: str, control: str, ctx: Context, at: int) -> None:
    """Enter a field in the map, with a print of what it shows: what still shows the same was not edited.

    *at* is where it stands: before the places within it, which are entered already.
    """
    shown = "" if block.kind == "yes-no" else fingerprint(text_of(control))
    ctx.map.insert(at, Mapped(block, (name,), shown))


def _prose(block: tree.Field, ctx: Context, here: Here, *, empty: bool) -> str:
    """A control around paragraphs."""
    if empty:
        content = styled(
            ctx.style(here.style),
            _placeholder(block, ctx, here),
            indent=here.indent,
            spacing=_hand(block, here),
        )
    else:
        blocks = block.blocks or (tree.paragraph(block.value),)
        content = "".join(ctx.inner(blocks, here)) or styled(ctx.style(here.style), "")
        if _NOTE in content.partition("</w:p>")[0]:
            # LibreOffice loses what stands before a note in the first paragraph of a control.
            content = styled(ctx.style("IM Spacer"), "") + content
    return _control(block, ctx, here, content, "<w:richText/>", empty=empty)


def _hand(block: tree.Field, here: Here) -> str:
    """Room below an empty control that stands in a cell or a list; a box or a row gives it otherwise."""
    if not (here.tables or here.lists) or here.collection or block.lines < 2:
        return ""
    return f'<w:spacing w:after="{LINE * (block.lines - 1)}"/>'


def _line(block: tree.Field, ctx: Context, here: Here, *, empty: bool) -> tuple[str, str]:
    """A control of one line, and the paragraph around it with a mark where the control belongs."""
    kind, shown = _kind(block, ctx)
    checkbox = block.kind == "yes-no"
    if checkbox:
        content = text_run(shown)
    elif empty:
        content = _placeholder(block, ctx, here)
    else:
        content = text_run(shown)
    control = _control(block, ctx, here, content, kind, empty=empty and not checkbox)
    after = ""
    if checkbox and [o.label for o in block.options] == [block.label]:
        # What is chosen with it stands behind the box, and nowhere else.
        after += text_run(f"\u00a0{block.label}")
    if block.unit and (empty or block.unit not in shown):
        after += text_run(f"\u00a0{block.unit}", Marks(style=ctx.style("Placeholder Text")))
    # The choices stand before the control, so that their lines begin at one edge.
    before = _by_hand(block, ctx) if empty and not here.collection else ""
    border = ""
    if empty and not before and (here.tables or here.lists) and not here.collection and not checkbox:
        border = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{HAIRLINE}"/></w:pBdr>'
    around = styled(
        ctx.style(here.style),
        before + _HERE + after,
        border=border,
        spacing=_hand(block, here) if empty else "",
        indent=here.indent,
        align=here.align,
    )
    return control, around


def _by_hand(block: tree.Field, ctx: Context) -> str:
    """The choices in print, for those who mark one with a pen."""
    printed = _printed(block)
    # Each stays on one line with its circle.
    said = "\u2002 ".join(f"○\u00a0{label}".replace(" ", "\u00a0") for label in printed)
    return text_run(f"{said} ", Marks(style=ctx.style("Placeholder Text"))) if printed else ""


def _printed(block: tree.Field) -> tuple[str, ...]:
    """The choices to be marked with a pen, where they are few."""
    if block.kind not in ("scale", "choice") or len(block.options) > _MOST_PRINTED:
        return ()
    return tuple(o.label for o in block.options) or tuple(str(n) for n in _steps(block))


def _steps(block: tree.Field) -> tuple[int, ...]:
    if block.low is None or block.high is None or block.high - block.low > 10:
        return ()
    return tuple(range(block.low, block.high + 1))


def _kind(block: tree.Field, ctx: Context) -> tuple[str, str]:
    """What a control takes, and what it shows."""
    shown = (
        "\n".join(tree.plain(b.runs) for b in tree.walk(block.blocks) if isinstance(b, tree.Paragraph))
        or block.value
    )
    if block.kind == "yes-no":
        checked = block.value.lower() in _TRUE
        return (
            f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/>'
            '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>',
            "☑" if checked else "☐",
        )
    if block.kind == "date":
        return _date(block, ctx), shown
    options = block.options or tuple(tree.Option(str(n), str(n)) for n in _steps(block))
    if block.kind in ("choice", "reference", "scale") and options:
        return _dropdown(block, options, shown)
    return ('<w:text w:multiLine="1"/>' if block.lines > 1 or "\n" in shown else "<w:text/>"), shown


def _date(block: tree.Field, ctx: Context) -> str:
    try:
        full = f' w:fullDate="{date.fromisoformat(block.value).isoformat()}T00:00:00Z"'
    except ValueError:
        full = ""
    language = block.language or ctx.document.language
    pattern = _DATE_FORMATS.get(language.partition("-")[0], "d/M/yyyy")
    return (
        f'<w:date{full}><w:dateFormat w:val="{pattern}"/><w:lid w:val="{attribute(locale_of(language))}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def _dropdown(block: tree.Field, options: tuple[tree.Option, ...], shown: str) -> tuple[str, str]:
    items: list[str] = []
    seen: set[str] = set()
    for option in options:
        if option.value and option.label and option.value not in seen:
            seen.add(option.value)
            label, value = attribute(option.label), attribute(option.value)
            items.append(f'<w:listItem w:displayText="{label}" w:value="{value}"/>')
            if option.value == block.value:
                shown = option.label
    last = f' w:lastValue="{attribute(block.value)}"' if block.value in seen else ""
    return f"<w:dropDownList{last}>{''.join(items)}</w:dropDownList>", shown
