"""The methodology: immutable data about how an accompaniment is done.

All elements lie flat in `Methodology.elements`, each with an id of its own; where one belongs is said by the
child (`parent`, `after`), so that two variants may add steps to one phase without knowing of each other.
"""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from attrs import frozen

from interim_method.errors import AddressError, Fault
from interim_method.model.frozen import FrozenMap, Keyed
from interim_method.model.record import Record
from interim_method.model.values import (
    Count,
    Id,
    Language,
    Line,
    LocalizedLine,
    LocalizedProse,
    Minutes,
    Ref,
    ScaleEnd,
    Span,
)

__all__ = [
    "Activity",
    "Answered",
    "Block",
    "Canvas",
    "Cell",
    "ChangeStage",
    "Check",
    "Choice",
    "ChoiceList",
    "Comparison",
    "Condition",
    "Criterion",
    "Effort",
    "Element",
    "Every",
    "Format",
    "Funnel",
    "FunnelStage",
    "Gate",
    "HoursPerOrganisation",
    "Hypothesis",
    "Is",
    "Journey",
    "JourneyStage",
    "Lane",
    "Layer",
    "Methodology",
    "Months",
    "NoneOf",
    "Note",
    "Origin",
    "Phase",
    "PilotStage",
    "Prompt",
    "PromptGroup",
    "Quadrants",
    "RatingScale",
    "Role",
    "Sessions",
    "Some",
    "Step",
    "Term",
    "Tool",
    "Turn",
    "Unknown",
    "Verb",
    "Was",
]

Verb = Literal["add", "set", "append", "drop", "remove"]
"""How a change makes a value: it adds an element, sets a value, appends to one, drops one, removes an element."""
Format = Literal["group", "intensive", "individual", "virtual"]
"""How people meet: the organisation's group, intensive work with one organisation, alone, on line."""


@frozen(kw_only=True, eq=False, repr=False)
class Origin(Record):
    """Where a value comes from.

    `source` is ``seed`` (on Calidoscoop's slides), ``public`` (a public page), ``reconstructed`` (a reasoned
    default, never shown as Calidoscoop's own words), ``translation`` (of a seed, by this project), ``variant``
    (a change by a methodology variant) or ``own`` (a change by the organisation itself, in its engagement).

    What a change made says so: `verb`, the layer that it is of, as its id and version, and where the change
    stands in it. `was` keeps what stood here before, first to last, so that whoever wrote what was changed
    stays named, and the change can be told.
    """

    source: Literal["seed", "public", "reconstructed", "translation", "variant", "own"]
    credit: Line = ""
    licence: str = ""
    note: Line = ""
    variant: str = ""
    change: str = ""
    verb: Verb | None = None
    replaced_by: str = ""
    was: "tuple[Was, ...]" = ()


@frozen(kw_only=True, eq=False, repr=False)
class Was(Record):
    """A value that a change took the place of: the value as plain data, and where it came from.

    `at` is where it stood below the value that took its place; empty for that place itself.
    """

    at: str = ""
    value: Any = None
    origin: Origin | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Layer(Record):
    """What was laid over the base: a variant, or an organisation's own changes, with whom to name for it."""

    id: Id
    version: str = ""
    title: LocalizedLine
    source: Literal["variant", "own"] = "variant"
    credit: Line = ""
    licence: str = ""

    @property
    def name(self) -> str:
        """Its id with its version: what origins name it by."""
        return f"{self.id} {self.version}".strip()


@frozen(kw_only=True, eq=False, repr=False)
class Note(Record):
    """One line of a list, such as a tip or a material."""

    id: Id
    text: LocalizedProse


# --- effort: of three natures, hence a tagged type --------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Months(Record):
    """Effort as a length of calendar time."""

    KIND: ClassVar[str] = "months"
    months: Count


@frozen(kw_only=True, eq=False, repr=False)
class HoursPerOrganisation(Record):
    """Effort of the professional for each organisation, in minutes."""

    KIND: ClassVar[str] = "hours-per-organisation"
    minutes: Minutes


@frozen(kw_only=True, eq=False, repr=False)
class Sessions(Record):
    """Effort as a number of sessions of one format."""

    KIND: ClassVar[str] = "sessions"
    count: Count = 1
    format: Format = "group"


Effort = Months | HoursPerOrganisation | Sessions


# --- conditions: data, evaluated by `interim_method.rules` ----------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Is(Record):
    """True where the latest answer to *prompt* compares so with *value*."""

    KIND: ClassVar[str] = "is"
    prompt: Annotated[str, Ref("elements:prompt")]
    value: str | bool | int
    compare: Literal["equals", "differs", "includes", "at-least", "at-most"] = "equals"


@frozen(kw_only=True, eq=False, repr=False)
class Answered(Record):
    """True where *prompt* has an answer."""

    KIND: ClassVar[str] = "answered"
    prompt: Annotated[str, Ref("elements:prompt")]


@frozen(kw_only=True, eq=False, repr=False)
class Every(Record):
    """True where all of the conditions are."""

    KIND: ClassVar[str] = "every"
    of: "tuple[Condition, ...]"


@frozen(kw_only=True, eq=False, repr=False)
class Some(Record):
    """True where at least one of the conditions is."""

    KIND: ClassVar[str] = "some"
    of: "tuple[Condition, ...]"


@frozen(kw_only=True, eq=False, repr=False)
class NoneOf(Record):
    """True where none of the conditions is."""

    KIND: ClassVar[str] = "none-of"
    of: "tuple[Condition, ...]"


Condition = Is | Answered | Every | Some | NoneOf


# --- elements ------------------------------------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Element(Record):
    """Base of everything in a methodology. `after` is the id of the sibling that it follows."""

    id: Id
    after: Annotated[str | None, Ref("elements")] = None
    parent: Annotated[str | None, Ref("elements")] = None


@frozen(kw_only=True, eq=False, repr=False)
class ChangeStage(Element):
    """One of the stages through which people come from a problem to acting on it.

    `statement` with its two ends is what the thermometer asks, from 1 to 5.
    """

    KIND: ClassVar[str] = "change-stage"
    title: LocalizedLine
    gloss: LocalizedLine | None = None
    meaning: LocalizedProse | None = None
    statement: LocalizedLine | None = None
    low: LocalizedLine | None = None
    high: LocalizedLine | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Phase(Element):
    """A large part of the process; holds steps. `label` is a second name in use."""

    KIND: ClassVar[str] = "phase"
    title: LocalizedLine
    label: LocalizedLine | None = None
    meaning: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Turn(Element):
    """The change of view between two phases: `after` is the phase that it closes."""

    KIND: ClassVar[str] = "turn"
    title: LocalizedLine
    meaning: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Step(Element):
    """What a phase (or another step) consists of.

    `stages` are the change stages it serves; `effort` is the professional's, and `participant_minutes` what it
    asks of each person who takes part.
    """

    KIND: ClassVar[str] = "step"
    title: LocalizedLine
    description: LocalizedProse | None = None
    purpose: LocalizedProse | None = None
    format: Format = "group"
    stages: tuple[Annotated[str, Ref("elements:change-stage")], ...] = ()
    effort: Effort | None = None
    effort_note: LocalizedProse | None = None
    participant_minutes: Minutes | None = None
    optional: bool = False
    repeatable: bool = False
    bring: Keyed[Note] = Keyed()
    materials: Keyed[Note] = Keyed()
    tips: Keyed[Note] = Keyed()
    roles: tuple[Annotated[str, Ref("elements:role")], ...] = ()
    tools: tuple[Annotated[str, Ref("elements")], ...] = ()
    leaves: tuple[str, ...] = ()
    """Names of the documents that the step leaves behind."""
    terms: tuple[Annotated[str, Ref("elements:term")], ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class Activity(Element):
    """A part of a step's session, with its length. `drop` says that it goes first if time runs short."""

    KIND: ClassVar[str] = "activity"
    title: LocalizedLine
    purpose: LocalizedProse | None = None
    minutes: Minutes = 0
    prompts: tuple[Annotated[str, Ref("elements:prompt")], ...] = ()
    optional: bool = False
    drop: bool = False
    pause: bool = False
    effort: Effort | None = None
    """A budget of its own, apart from the step's."""


@frozen(kw_only=True, eq=False, repr=False)
class PromptGroup(Element):
    """Prompts that belong together and may be answered several times over."""

    KIND: ClassVar[str] = "prompt-group"
    title: LocalizedLine
    help: LocalizedProse | None = None
    repeatable: bool = False
    least: Count = 0
    most: Count | None = None
    individual: bool = False
    condition: Condition | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Prompt(Element):
    """A guiding question; `parent` is a step, an activity or a group. A `heading` only titles what follows."""

    KIND: ClassVar[str] = "prompt"
    text: LocalizedLine
    help: LocalizedProse | None = None
    answer: Literal["markdown", "text", "number", "hours", "date", "choice", "choices", "scale", "yes-no"] = (
        "markdown"
    )
    heading: bool = False
    unit: str = ""
    scale: Annotated[str | None, Ref("elements:scale")] = None
    choices: Annotated[str | None, Ref("elements:choice-list")] = None
    condition: Condition | None = None
    required: bool = False
    lines: Count = 6
    """Lines of room that a hand needs on paper."""


@frozen(kw_only=True, eq=False, repr=False)
class RatingScale(Element):
    """A scale that prompts share."""

    KIND: ClassVar[str] = "scale"
    title: LocalizedLine
    low: ScaleEnd = 1
    high: ScaleEnd = 5
    low_label: LocalizedLine | None = None
    high_label: LocalizedLine | None = None
    unsure: bool = True
    """Whether "I don't know" is an answer, counted apart."""


@frozen(kw_only=True, eq=False, repr=False)
class Choice(Record):
    """One option of a choice list."""

    id: Id
    label: LocalizedLine
    help: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class ChoiceList(Element):
    """Options that prompts and records share, such as the kinds of blocker."""

    KIND: ClassVar[str] = "choice-list"
    title: LocalizedLine
    choices: Keyed[Choice] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Role(Element):
    """A part that somebody plays in the process."""

    KIND: ClassVar[str] = "role"
    title: LocalizedLine
    description: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Check(Record):
    """One line of a gate's checklist."""

    id: Id
    text: LocalizedLine
    required: bool = True


@frozen(kw_only=True, eq=False, repr=False)
class Gate(Element):
    """What must hold before the step or phase named by `parent` may begin or end."""

    KIND: ClassVar[str] = "gate"
    title: LocalizedLine
    moment: Literal["before", "after"] = "before"
    checklist: Keyed[Check] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Hypothesis(Element):
    """What is believed of the method and still has to be checked, with the measure decided beforehand."""

    KIND: ClassVar[str] = "hypothesis"
    statement: LocalizedProse
    check: LocalizedProse | None = None
    measure: LocalizedProse | None = None
    threshold: LocalizedProse | None = None
    across: bool = False
    """Whether it is read across the pilot as well."""


@frozen(kw_only=True, eq=False, repr=False)
class Term(Element):
    """A word of the glossary with its definition."""

    KIND: ClassVar[str] = "term"
    term: LocalizedLine
    definition: LocalizedProse


@frozen(kw_only=True, eq=False, repr=False)
class PilotStage(Element):
    """A stage of a pilot: several organisations, one after another or together."""

    KIND: ClassVar[str] = "pilot-stage"
    title: LocalizedLine
    activity: LocalizedProse | None = None
    effort: Effort | None = None


# --- tools: definitions of something filled in -------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class Tool(Element):
    """Base of the tools. `stage` is the change stage served, `when`, `unless` and `reading` guide its use."""

    title: LocalizedLine
    subtitle: LocalizedLine | None = None
    stage: Annotated[str | None, Ref("elements:change-stage")] = None
    when: LocalizedProse | None = None
    unless: LocalizedProse | None = None
    reading: LocalizedProse | None = None
    tips: Keyed[Note] = Keyed()
    credit: Line | None = None
    """Authors to be named wherever the tool is printed."""


@frozen(kw_only=True, eq=False, repr=False)
class Cell(Record):
    """A named cell of a board, with the questions that open it."""

    id: Id
    label: LocalizedLine
    questions: Keyed[Note] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Quadrants(Tool):
    """A grid of named cells, two by two by default; one board a segment."""

    KIND: ClassVar[str] = "quadrants"
    cells: Keyed[Cell]
    columns: Span = 2
    sentence: LocalizedLine | None = None
    """The sentence that sums the board up, with gaps."""


@frozen(kw_only=True, eq=False, repr=False)
class JourneyStage(Record):
    """A stage of the client's way."""

    id: Id
    title: LocalizedLine
    gloss: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Lane(Record):
    """A lane across the stages. `holds` says what its cells hold; ``text`` for all but three kinds."""

    id: Id
    label: LocalizedLine
    help: LocalizedProse | None = None
    holds: Literal["text", "emotion", "owner-action", "evidence"] = "text"


@frozen(kw_only=True, eq=False, repr=False)
class Journey(Tool):
    """Stages by lanes, with an emotion from −2 to +2 a stage."""

    KIND: ClassVar[str] = "journey"
    stages: Keyed[JourneyStage]
    lanes: Keyed[Lane]


@frozen(kw_only=True, eq=False, repr=False)
class Block(Record):
    """A block of the Canvas. `column` and `row` (from 1) and their spans say where it lies on the board."""

    id: Id
    label: LocalizedLine
    question: LocalizedProse | None = None
    column: Span = 1
    row: Span = 1
    columns: Span = 1
    rows: Span = 1


@frozen(kw_only=True, eq=False, repr=False)
class Canvas(Tool):
    """A page of blocks; reading order is the order of the blocks, their place on the board is their own."""

    KIND: ClassVar[str] = "canvas"
    blocks: Keyed[Block]


@frozen(kw_only=True, eq=False, repr=False)
class FunnelStage(Record):
    """A stage of the sales funnel; `counted` says what counts."""

    id: Id
    title: LocalizedLine
    counted: LocalizedProse | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Funnel(Tool):
    """How many are at each stage. Percentages are shown where the stage before holds `least` or more."""

    KIND: ClassVar[str] = "funnel"
    stages: Keyed[FunnelStage]
    ask: Keyed[Note] = Keyed()
    least: Count = 10


@frozen(kw_only=True, eq=False, repr=False)
class Criterion(Record):
    """A line of a comparison."""

    id: Id
    label: LocalizedLine


@frozen(kw_only=True, eq=False, repr=False)
class Comparison(Tool):
    """Others looked at by the same criteria; `sources` are the ways of knowing."""

    KIND: ClassVar[str] = "comparison"
    criteria: Keyed[Criterion]
    sources: Keyed[Choice] = Keyed()


@frozen(kw_only=True, eq=False, repr=False)
class Unknown(Record):
    """Something of a kind whose plug-in is not installed: kept verbatim, and written back unchanged."""

    id: Id
    kind: str
    version: int = 1
    data: FrozenMap[str, Any] = FrozenMap()


# --- the whole ---------------------------------------------------------------------------------------------------

E = TypeVar("E", bound=Element)


@frozen(kw_only=True, cache_hash=True)
class Methodology(Record):
    """A resolved methodology: its elements, and where each value comes from.

    `origins` maps an address below the methodology (for one language of a text, the address with the
    language) to its `Origin`; a value without one has that of its nearest parent.
    """

    KIND: ClassVar[str] = "methodology"
    id: Id
    version: str = "1.0"
    title: LocalizedLine
    summary: LocalizedProse | None = None
    languages: tuple[Language, ...] = ("ca", "es", "en")
    authors: str = ""
    licence: str = ""
    attribution: LocalizedLine | None = None
    """The line on the method's rights that every document carries."""
    narrative: Keyed[Note] = Keyed()
    """Texts about where the method comes from, told in the handbook and the experience account."""
    elements: Keyed[Element | Unknown] = Keyed()
    origins: FrozenMap[str, Origin] = FrozenMap()
    layers: Keyed[Layer] = Keyed()
    """The variants resolved into it, and an organisation's own changes, first to last."""
    replaced: FrozenMap[str, str] = FrozenMap()
    """What earlier versions called something → what it is called now; empty where nothing takes its place.

    An element by its id; what lies in one by its address below the elements, such as ``journey/stages/loyalty``.
    """
    extensions: FrozenMap[str, Any] = FrozenMap()

    def _faults(self) -> list[Fault]:
        faults: list[Fault] = []
        for element in self.elements:
            at = f"/elements/{element.id}"
            for name in ("parent", "after"):
                target = getattr(element, name, None)
                if target is not None and target not in self.elements:
                    faults.append(Fault(f"{at}/{name}", f"there is no element {target!r}"))
        return faults

    # views, in the order in which things are done

    def of_kind(self, cls: type[E], parent: str | None = None) -> tuple[E, ...]:
        """All elements of a class in order of placement; of one *parent* where given."""
        found = [e for e in self.elements if isinstance(e, cls) and (parent is None or e.parent == parent)]
        return tuple(_placed(found))

    def element(self, key: str, cls: type[E]) -> E:
        """The element with this id.

        Raises:
            AddressError: There is none, or it is not of the class.
        """
        found = self.elements.get(key)
        if not isinstance(found, cls):
            known = ", ".join(e.id for e in self.of_kind(cls))
            raise AddressError(
                f"there is no {cls.__name__.lower()} {key!r}; known: {known}", f"/elements/{key}"
            )
        return found

    @property
    def stages(self) -> tuple[ChangeStage, ...]:
        """The change stages."""
        return self.of_kind(ChangeStage)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases."""
        return self.of_kind(Phase)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, depth first, in the order of their phases."""
        found: list[Step] = []

        def walk(parent: str) -> None:
            for step in self.steps_of(parent):
                found.append(step)
                walk(step.id)

        for phase in self.phases:
            walk(phase.id)
        return tuple(found)

    def steps_of(self, parent: Phase | Step | str) -> tuple[Step, ...]:
        """The steps directly below a phase or a step."""
        return self.of_kind(Step, parent if isinstance(parent, str) else parent.id)

    def step(self, key: str) -> Step:
        """The step with this id."""
        return self.element(key, Step)

    def phase_of(self, step: Step | str) -> Phase | None:
        """The phase that a step belongs to, however deep it lies."""
        above: Element | Unknown | None = self.step(step) if isinstance(step, str) else step
        while isinstance(above, Element) and not isinstance(above, Phase):
            above = self.elements.get(above.parent)
        return above if isinstance(above, Phase) else None

    def activities_of(self, step: Step | str) -> tuple[Activity, ...]:
        """The activities of a step."""
        return self.of_kind(Activity, step if isinstance(step, str) else step.id)

    def prompts_of(self, parent: Element | str) -> tuple[Prompt, ...]:
        """The prompts directly below a step, an activity or a group."""
        return self.of_kind(Prompt, parent if isinstance(parent, str) else parent.id)

    def groups_of(self, parent: Element | str) -> tuple[PromptGroup, ...]:
        """The groups of prompts directly below a step or an activity."""
        return self.of_kind(PromptGroup, parent if isinstance(parent, str) else parent.id)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The tools."""
        return self.of_kind(Tool)

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """The hypotheses."""
        return self.of_kind(Hypothesis)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The glossary."""
        return self.of_kind(Term)

    @property
    def pilot_stages(self) -> tuple[PilotStage, ...]:
        """The stages of a pilot."""
        return self.of_kind(PilotStage)

    def choices(self, key: str) -> Keyed[Choice]:
        """The options of a choice list."""
        return self.element(key, ChoiceList).choices

    def origin(self, address: str) -> Origin | None:
        """Where the value at *address* comes from: its own origin or that of its nearest parent."""
        while True:
            found = self.origins.get(address)
            if found is not None or not address:
                return found
            address = address.rpartition("/")[0]

    def budgets(self) -> tuple[tuple[Step | Activity, int], ...]:
        """What has hours of the professional of its own, steps and activities in order, in minutes."""
        found: list[tuple[Step | Activity, int]] = []
        for step in self.steps:
            parts: tuple[Step | Activity, ...] = (step, *self.activities_of(step))
            for part in parts:
                if isinstance(part.effort, HoursPerOrganisation):
                    found.append((part, part.effort.minutes))
        return tuple(found)


def _placed(elements: list[E]) -> Iterable[E]:
    """Siblings with each that names an `after` behind it, otherwise as they lie."""
    ids = {e.id for e in elements}
    followers: dict[str | None, list[E]] = {}
    for element in elements:
        followers.setdefault(element.after if element.after in ids else None, []).append(element)
    placed: list[E] = []
    waiting = list(reversed(followers.pop(None, [])))
    while waiting:
        element = waiting.pop()
        placed.append(element)
        waiting.extend(reversed(followers.pop(element.id, [])))
    # A circle of `after` has no first element: what is left keeps the order in which it lies.
    return [*placed, *(e for rest in followers.values() for e in rest)]
