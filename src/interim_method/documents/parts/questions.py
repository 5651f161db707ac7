"""Guiding questions with room for answers, or with the answers that were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from interim_method.documents.context import Context
from interim_method.documents.parts.conditions import condition
from interim_method.documents.parts.prompts import apart, groups_of, own_prompts
from interim_method.documents.parts.scales import ends, scale_of
from interim_method.markup import tree as t
from interim_method.model import (
    Activity,
    Answer,
    ChoiceList,
    Condition,
    Every,
    FrozenMap,
    Kind,
    NewItem,
    NoneOf,
    Prompt,
    PromptGroup,
    Some,
    Step,
)
from interim_method.rules.answers import answers_to, holds, latest, tally

__all__ = ["ALONE", "COPIES", "PRINTED", "Asked", "asked"]

COPIES = 2
"""How often a group that may be repeated is printed where the method asks for no more."""

ALONE: Final = FrozenMap({"mode": "individual"})
"""What an answer holds that one person gives on a sheet of her own."""

PRINTED = 12
"""Most copies of a group that are printed, however many the method asks for."""


@frozen
class Asked:
    """Where questions are asked.

    Attributes:
        session: In which session; None for one that is not in the record.
        stage: Whose colour they take.
        taken: What the answers take of what is said elsewhere: field → address of the place.
        given: What the answers hold besides.
    """

    session: str | None = None
    stage: str | None = None
    taken: FrozenMap[str, str] = field(factory=FrozenMap)
    given: FrozenMap[str, str] = field(factory=FrozenMap)

    def new(self, prompt: Prompt, group_item: str = "") -> str:
        """The address of an answer that is not in the record yet; what it will hold stands behind its id."""
        given = {"prompt": prompt.id, **self.given}
        if self.session:
            given["session"] = self.session
        if group_item:
            given["group_item"] = group_item
        taken = {name: place for name, place in self.taken.items() if name not in given}
        hint = f"{prompt.id}-{group_item}" if group_item else prompt.id
        return f"/answers/{NewItem(hint, given, taken).token}"


def asked(ctx: Context, owner: Step | Activity, where: Asked) -> Iterator[t.Block]:
    """The questions of a step or activity, numbered; those of a questionnaire apart are only named."""
    number = 0
    for heading, prompts in _titled(p for p in own_prompts(ctx, owner) if p.heading or _shown(ctx, p, where)):
        if heading is not None:
            yield t.Paragraph(ctx.line(heading.text), "label")
        if ctx.edition == "facilitator":
            yield _listed(ctx, prompts, number + 1)
        else:
            for n, prompt in enumerate(prompts, number + 1):
                yield from _question(ctx, prompt, where, number=n)
        number += len(prompts)
    for group in groups_of(ctx, owner):
        if apart(ctx, group):
            yield ctx.callout("note", ctx.text(group.title), t.paragraph(_questionnaire(ctx, group)))
        else:
            yield from _group(ctx, group, where)


def _titled(prompts: Iterable[Prompt]) -> Iterator[tuple[Prompt | None, list[Prompt]]]:
    """Questions in a row, each row with the heading above it; a heading with none below it is left out."""
    heading: Prompt | None = None
    row: list[Prompt] = []
    for prompt in prompts:
        if not prompt.heading:
            row.append(prompt)
            continue
        if row:
            yield heading, row
        heading, row = prompt, []
    if row:
        yield heading, row


def _listed(ctx: Context, prompts: Iterable[Prompt], start: int) -> t.Items:
    """Questions to be read out: a list, since nobody writes below them."""
    return t.Items(
        tuple(t.Item((t.Paragraph(ctx.line(p.text)), *_asides(ctx, p))) for p in prompts), start=start
    )


def _asides(ctx: Context, prompt: Prompt) -> Iterator[t.Paragraph]:
    """What helps to answer a question, below it."""
    if prompt.help:
        yield t.Paragraph(ctx.inline(prompt.help), "help")
    if hint := _hint(ctx, prompt):
        yield t.paragraph(hint, "help")


def _questionnaire(ctx: Context, group: PromptGroup) -> str:
    """That a questionnaire comes apart; in the record how many answered it."""
    prompts = ctx.methodology.prompts_of(group)
    if ctx.edition == "filled":
        answered = max(tally(ctx.engagement, p.id).answered for p in prompts)
        if answered:
            return ctx.language.counted("method.questionnaire-answered", answered)
    return ctx.word("method.questionnaire", count=ctx.number(len(prompts)))


def _group(ctx: Context, group: PromptGroup, where: Asked) -> Iterator[t.Block]:
    prompts = ctx.methodology.prompts_of(group)
    items = _items(ctx, group, where)
    if not _may_be_asked(ctx, group.condition) or (not items and not ctx.blank):
        return
    blocks: list[t.Block] = [*_help(ctx, group)]
    for n, item in enumerate(items, 1):
        inside = tuple(
            block
            for prompt in prompts
            if not prompt.heading and _shown(ctx, prompt, where, item)
            for block in _question(ctx, prompt, where, group_item=item)
        )
        title = item if item and not item.isdecimal() else ctx.word("method.copy", n=ctx.number(n))
        blocks.extend((t.Section(t.line(title), inside),) if group.repeatable else inside)
    yield t.Section(ctx.line(group.title), tuple(blocks), id=group.id)


def _items(ctx: Context, group: PromptGroup, where: Asked) -> list[str]:
    """The items of a group: those answered, or as many as are to be filled in."""
    if not ctx.blank:
        prompts = {p.id for p in ctx.methodology.prompts_of(group)}
        given = (
            a for a in ctx.engagement.answers if a.prompt in prompts and where.session in (None, a.session)
        )
        return list(dict.fromkeys(a.group_item for a in given))
    if not group.repeatable:
        return [""]
    copies = min(max(group.least, min(COPIES, group.most or COPIES)), PRINTED)
    return [str(n) for n in range(1, copies + 1)]


def _help(ctx: Context, group: PromptGroup) -> Iterator[t.Block]:
    if group.help:
        yield t.Paragraph(ctx.inline(group.help), "help")
    if not ctx.blank:
        return
    said = [ctx.word("method.alone")] if group.individual else []
    if group.condition is not None:
        said.append(ctx.word("method.only-if", condition=condition(ctx, group.condition)))
    if group.repeatable:
        most = ctx.word("method.at-most", n=ctx.number(group.most)) if group.most else ""
        said.append(most or ctx.word("method.repeat"))
    if said:
        yield t.paragraph(" ".join(said), "help")


# --- one question ------------------------------------------------------------------------------------------------------


def _question(
    ctx: Context,
    prompt: Prompt,
    where: Asked,
    *,
    number: int = 0,
    group_item: str = "",
) -> Iterator[t.Block]:
    text = ctx.line(prompt.text)
    yield t.Paragraph((t.Text(f"{number}. "), *text) if number else text, "question")
    yield from _asides(ctx, prompt)
    if ctx.edition == "facilitator":
        return
    given = _given(ctx, prompt, where, group_item)
    if ctx.blank or not given:
        at = where.new(prompt, group_item)
        yield from _place(ctx, prompt, at, where)
        return
    several = len(given) > 1
    for answer in given:
        label = _how(ctx, answer) if several else ""
        if label:
            yield t.paragraph(label, "label")
        yield from _place(ctx, prompt, f"/answers/{answer.id}", where, answer=answer)


def _given(ctx: Context, prompt: Prompt, where: Asked, group_item: str) -> tuple[Answer, ...]:
    if ctx.blank:
        return ()
    return answers_to(ctx.engagement, prompt.id, session=where.session, group_item=group_item or None)


def _how(ctx: Context, answer: Answer) -> str:
    """How an answer was given, and by which role where it was not given alone."""
    said = [ctx.choice("mode", answer.mode)]
    if answer.mode != "individual":
        said.append(ctx.role(answer.respondent))
    return " · ".join(s for s in said if s)


def _place(
    ctx: Context, prompt: Prompt, at: str, where: Asked, *, answer: Answer | None = None
) -> Iterator[t.Block]:
    """The place for an answer, and the one for "I don't know" where that is an answer."""
    scale = scale_of(ctx.methodology, prompt)
    if prompt.answer == "choices" and any(_options(ctx, prompt)):
        yield from _boxes(ctx, prompt, f"{at}/value", where)
    elif answer is None or not answer.unsure:
        yield _field(ctx, prompt, f"{at}/value", where, answer=answer)
    may_be_unsure = scale is not None and scale.unsure and ctx.blank
    if may_be_unsure or (answer is not None and answer.unsure):
        label = ctx.word("label.unsure")
        unsure = ctx.field(f"{at}/unsure", label, stage=where.stage)
        yield ctx.facts((label, (unsure,)))


def _field(ctx: Context, prompt: Prompt, at: str, where: Asked, *, answer: Answer | None) -> t.Field:
    scale = scale_of(ctx.methodology, prompt)
    low, high = (scale.low, scale.high) if scale else (1, 5)
    marked = prompt.answer == "scale"
    offered = prompt.answer in ("choice", "choices")
    found = ctx.field(
        at,
        ctx.text(prompt.text),
        lines=prompt.lines if prompt.answer == "markdown" else 1,
        stage=where.stage,
        options=tuple(_options(ctx, prompt)) if offered else None,
        kind=Kind(prompt.answer, low if marked else None, high if marked else None),
    )
    if answer is not None and prompt.answer == "date" and isinstance(answer.value, str) and found.value:
        found = evolve(found, blocks=(t.paragraph(_date(ctx, answer.value)),))
    return evolve(found, unit=prompt.unit) if prompt.unit else found


def _date(ctx: Context, value: str) -> str:
    try:
        return ctx.short_date(date.fromisoformat(value))
    except ValueError:
        return value


def _options(ctx: Context, prompt: Prompt) -> Iterator[t.Option]:
    listed = ctx.methodology.elements.get(prompt.choices)
    for choice in listed.choices if isinstance(listed, ChoiceList) else ():
        yield t.Option(choice.id, ctx.text(choice.label))


def _boxes(ctx: Context, prompt: Prompt, at: str, where: Asked) -> Iterator[t.Field]:
    """The options of a question with several: a box each, for a pen and for a reader."""
    for option in _options(ctx, prompt):
        box = (evolve(option, value="true"),)
        yield ctx.field(f"{at}/{option.value}", option.label, stage=where.stage, options=box)


def _hint(ctx: Context, prompt: Prompt) -> str:
    """What else to know before answering: when it applies, what the ends mean, what to choose from."""
    said: list[str] = []
    if prompt.condition is not None and ctx.edition != "filled":
        said.append(ctx.word("method.only-if", condition=condition(ctx, prompt.condition)))
    scale = scale_of(ctx.methodology, prompt)
    if scale is not None and prompt.answer == "scale":
        said.append(ends(ctx, scale.low, scale.high, scale.low_label, scale.high_label))
    options = [o.label for o in _options(ctx, prompt)]
    if options and (
        prompt.answer == "markdown" or (prompt.answer != "text" and ctx.edition == "facilitator")
    ):
        said.append(" · ".join(options))
    if prompt.required and ctx.blank:
        said.append(ctx.word("method.required"))
    return " ".join(s for s in said if s)


# --- conditions ---------------------------------------------------------------------------------------------------------


def _shown(ctx: Context, prompt: Prompt, where: Asked, group_item: str = "") -> bool:
    """Whether a question is shown: it applies, may still apply, or was answered."""
    return bool(_given(ctx, prompt, where, group_item)) or _may_be_asked(ctx, prompt.condition, group_item)


def _may_be_asked(ctx: Context, given: Condition | None, group_item: str = "") -> bool:
    """Whether a condition holds, or nobody can tell yet because what it rests on has no answer.

    In a record it has to hold: what may still come is no gap in what was said.
    """
    if given is None or ctx.edition == "facilitator":
        return True
    engagement = ctx.engagement
    if ctx.blank:
        known = all(latest(engagement, key) is not None for key in _rests_on(given))
        # A printed item of a group has no answers yet, whatever was said of others.
        return not known or bool(group_item) or holds(given, engagement)
    # What is asked once for all, outside the group, holds for each of its items.
    own = any(latest(engagement, key, group_item=group_item or None) for key in _rests_on(given))
    return holds(given, engagement, group_item=(group_item or None) if own else None)


def _rests_on(given: Condition) -> Iterable[str]:
    if isinstance(given, (Every, Some, NoneOf)):
        return [key for part in given.of for key in _rests_on(part)]
    return [given.prompt]
