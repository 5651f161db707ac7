"""Parts that say what a pilot is: its details, its result in short, who took part, with which method."""

from __future__ import annotations

from collections.abc import Iterable

from interim_method.documents.context import Context
from interim_method.documents.parts.reports import of_them, state, told, unit, within
from interim_method.documents.recipes.pilot_report import across, verdicts
from interim_method.documents.signs import code
from interim_method.markup import tree as t
from interim_method.model import HoursPerOrganisation, Step
from interim_method.rules import pilots, progress

__all__ = ["details", "identification", "method", "participants", "published", "result", "unless_unpublished"]


GENDERS = ("women", "men", "other", "undisclosed")


def published(ctx: Context) -> bool:
    """Whether the results may be read outside the pilot."""
    return ctx.pilot.results == "published"


def unless_unpublished(ctx: Context, blocks: Iterable[t.Block | None]) -> Iterable[t.Block | None]:
    """The blocks; of a pilot whose results were not published, the words that say so."""
    return blocks if published(ctx) else (t.paragraph(ctx.word("unpublished"), "muted"),)


# --- identification, result ----------------------------------------------------------------------------------------


def identification(ctx: Context) -> t.Definitions:
    """What everyone may know of the pilot: what it is called, who accompanied it, when."""
    pilot, word = ctx.pilot, ctx.word
    organisations = ctx.language.listing(ctx.text(r.organisation.name) for r in pilot.engagements)
    return ctx.facts(
        (word("pilot-report.project"), ctx.line(pilot.title)),
        (word("pilot-report.entity"), ctx.line(pilot.accompanist.name)),
        (word("pilot-report.organisations"), organisations),
        (
            word("pilot-report.period"),
            ctx.line(pilot.period) if pilot.period else ctx.language.period(pilot.start, pilot.end),
        ),
        (word("pilot-report.call"), ctx.line(pilot.grant.call)),
        (word("pilot-report.professionals"), ctx.number(pilot.professionals)),
        (word("pilot-report.participants-total"), ctx.number(pilot.participants.total)),
    )


def details(ctx: Context) -> t.Definitions:
    """What a grant form asks for first."""
    pilot, word = ctx.pilot, ctx.word
    guide = "" if published(ctx) else word("unpublished")

    def entry(name: str, address: str) -> tuple[str, t.Blocks]:
        label = word(f"pilot-report.{name}")
        return label, (ctx.field(address, label, guide=guide),)

    known = not pilot.period
    amount = told(ctx, "/grant/amount", word("pilot-report.amount"))
    organisations = ctx.bullets(ctx.line(r.organisation.name) for r in pilot.engagements)
    return ctx.facts(
        entry("project", "/title"),
        entry("funder", "/grant/funder"),
        entry("call", "/grant/call"),
        entry("file-number", "/grant/file_number"),
        (word("pilot-report.amount"), (amount,) if amount else None),
        *([entry("start", "/start"), entry("end", "/end")] if known else [entry("period", "/period")]),
        entry("entity", "/accompanist/name"),
        (word("pilot-report.organisations"), (organisations,) if organisations else None),
        entry("professionals", "/professionals"),
        entry("participants-total", "/participants/total"),
    )


def result(ctx: Context) -> Iterable[t.Block | None]:
    """The summary, and the result in at most five lines, none of them an average."""
    if not published(ctx):
        yield t.paragraph(ctx.word("unpublished"), "muted")
        return
    if ctx.audience != "public" or ctx.pilot.summary:
        yield ctx.field("/summary", ctx.heading("page"), lines=4)
    yield ctx.bullets(_result_lines(ctx))


def _result_lines(ctx: Context) -> Iterable[t.Runs]:
    word, called = ctx.word, across.names(ctx)
    by_id = {e.id: e for e in ctx.engagements}
    hours = pilots.hours_by_step(ctx.pilot, ctx.engagements, ctx.day)
    if hours.total:
        yield t.line(
            word("pilot-report.line-hours", spent=unit(ctx, hours.total), budget=unit(ctx, hours.budget))
        )
    states = {called[k]: state(within(ctx, by_id[k]), by_id[k]) for k in called if k in by_id}
    if any(states.values()):
        yield t.line(word("pilot-report.line-states", states=_each(states)))
    done = {called[k]: of_them(ctx, progress.counts(by_id[k])) for k in called if k in by_id}
    if any(done.values()):
        yield t.line(word("pilot-report.line-actions", actions=_each(done)))
    summed = verdicts.totals(ctx)
    if summed:
        apart = [code(h.id) for h, found in summed.items() if verdicts.contradictory(found)]
        yield t.line(
            word(
                "pilot-report.line-hypotheses",
                n=ctx.number(len(summed)),
                apart=ctx.language.listing(apart) or word("pilot-report.none-of-them"),
            )
        )
    changed = [s for s in ctx.pilot.stages if s.change]
    if changed:
        yield t.line(
            word(
                "pilot-report.line-changes",
                n=ctx.number(len(changed)),
                total=ctx.number(len(ctx.pilot.stages)),
            )
        )


def _each(said: dict[str, str]) -> str:
    return "; ".join(f"{name}: {one}" for name, one in said.items() if one)


# --- participants, methodology -------------------------------------------------------------------------------------


def participants(ctx: Context) -> Iterable[t.Block | None]:
    """How many people of each organisation, by gender and role in the sessions; never names."""
    pilot, word = ctx.pilot, ctx.word
    guide = word("not-applicable") if published(ctx) else word("unpublished")
    known = [n for n in GENDERS if getattr(pilot.participants, n) is not None]
    if known or pilot.participants.total:
        entries = [
            (
                word(f"pilot-report.{n}"),
                (ctx.field(f"/participants/{n}", word(f"pilot-report.{n}"), guide=guide),),
            )
            for n in known or GENDERS
        ]
        yield ctx.facts(
            (word("pilot-report.participants-total"), ctx.number(pilot.participants.total)), *entries
        )
    elif not published(ctx):
        yield t.paragraph(word("unpublished"), "muted")
    elif ctx.audience != "public":
        yield ctx.pending()
    note = told(ctx, "/participants/note", word("pilot-report.participants"), lines=2)
    yield note
    if published(ctx) and ctx.audience != "public":
        yield _came(ctx)


def _came(ctx: Context) -> t.Table | None:
    """Who came to what: people of each organisation, in its own process and in the shared sessions."""
    pilot, word = ctx.pilot, ctx.word
    columns = pilots.comparison(pilot, ctx.engagements, ctx.day)
    rows = [
        [
            name,
            word("pilot-report.role-participant"),
            ctx.number(column.people) if column else word("pending"),
            *(ctx.number(p.people) if (p := s.participation.get(key)) else "–" for s in pilot.sessions),
        ]
        for key, name in across.names(ctx).items()
        for column in (columns[key],)
    ]
    rows.append(
        [
            ctx.text(pilot.accompanist.name),
            word("pilot-report.role-professional"),
            ctx.number(pilot.professionals) or word("pending"),
            *(ctx.number(s.professionals) for s in pilot.sessions),
        ]
    )
    heads = [
        f"{ctx.text(s.title) or word('pilot-report.shared-session')}, {ctx.short_date(s.on)}"
        for s in pilot.sessions
    ]
    return ctx.table(
        [word("label.organisation"), word("pilot-report.role"), word("pilot-report.people"), *heads],
        rows,
        align="ll" + "r" * (len(heads) + 1),
        widths=(4.4, 3, 1.6, *(3 for _ in heads)),
        title=ctx.heading("participants"),
    )


def method(ctx: Context) -> Iterable[t.Block | None]:
    """Which method was followed, and in which version."""
    methodology, word = ctx.methodology, ctx.word
    yield from ctx.prose(methodology.summary)
    yield t.paragraph(word("pilot-report.more-in-handbook"), "muted")
    told_in_full = published(ctx)
    heads = [word("label.step"), word("pilot-report.format")]
    if told_in_full:
        heads += [word("pilot-report.purpose"), word("reports.planned")]

    def row(step: Step) -> list[str | t.Runs | t.Blocks]:
        said: list[str | t.Runs | t.Blocks] = [ctx.line(step.title), ctx.word(f"format.{step.format}")]
        if told_in_full:
            effort = step.effort
            hours = effort.minutes if isinstance(effort, HoursPerOrganisation) else None
            said += [ctx.prose(step.purpose), unit(ctx, hours)]
        return said

    for phase in methodology.phases:
        yield t.paragraph(ctx.text(phase.title), "label")
        yield ctx.table(
            heads,
            (row(step) for step in methodology.steps_of(phase)),
            align="lllr" if told_in_full else "ll",
            widths=(2.4, 2.4, 6.4, 1.6) if told_in_full else (4, 4),
            title=ctx.text(phase.title),
        )
