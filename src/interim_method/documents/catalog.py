"""The documents in the box: what each may be about, its editions, its names, and where its recipe lies."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from interim_method.model import FrozenMap

__all__ = ["CATALOG", "Choosable", "Entry"]

Edition = Literal["blank", "filled", "facilitator", "summary"]


@frozen(kw_only=True)
class Choosable:
    """Something about a document that its caller may choose; None leaves it to the recipe."""

    name: str
    kind: Literal["text", "count", "choice", "yes-no", "date"] = "text"
    default: str | int | None = None
    choices: tuple[str, ...] = ()
    summary: str = ""


@frozen(kw_only=True)
class Entry:
    """A document in the box.

    Attributes:
        name: Its name; its recipe is the function ``compose`` of the module or package of that name in ``recipes``.
        order: Its place in the order in which people need documents, and the number of its files.
        subjects: What it may be about.
        editions: The editions that make sense.
        narrows: The collections that ``of`` may lead into.
        parameters: What else its caller may choose.
        parts: What its parts are called by house templates, in the order of the document.
        titles: Language → title.
        files: Language → stem of the file's name.
        summary: What it is for.
    """

    name: str
    order: int
    subjects: tuple[Literal["engagement", "pilot", "methodology"], ...]
    editions: tuple[Edition, ...]
    narrows: tuple[str, ...] = ()
    parameters: tuple[Choosable, ...] = ()
    parts: tuple[str, ...] = ()
    titles: FrozenMap[str, str]
    files: FrozenMap[str, str]
    summary: str

    @property
    def module(self) -> str:
        """The module of the recipe."""
        return f"interim_method.documents.recipes.{self.name.replace('-', '_')}"


_PAPER: Final = (
    Choosable(
        name="paper",
        kind="choice",
        choices=("A4", "A3"),
        summary="The size of the page; to fill in on a wall A3 where not said, otherwise A4.",
    ),
)
_COPY: Final = (
    Choosable(
        name="copy",
        kind="count",
        default=0,
        summary="Number of the copy, to hand out: what is written on it is one person's, apart from other copies.",
    ),
)
_PARAMETERS: Final[dict[str, tuple[Choosable, ...]]] = {
    **dict.fromkeys(("agreement", "quadrants", "journey", "canvas", "funnel", "comparison"), _PAPER),
    **dict.fromkeys(("session-sheet", "diagnosis"), _COPY),
    "action-plan": (
        Choosable(name="rows", kind="count", default=12, summary="Empty rows of the blank board."),
    ),
    "hours": (Choosable(name="month", kind="date", summary="A day of the month that a blank sheet is for."),),
}

_PARTS: Final[dict[str, str]] = {
    "handbook": "one-page origin stages phases steps tools hours hypotheses glossary licence",
    "session-sheet": "where before plan materials tips questions concepts thermometer after take-away",
    "minutes": "details decisions worked-on disagreements parking closing-round next hours what-next attendance",
    "diagnosis": "introduction one-page strengths difficulties disagreement priorities how figures statements"
    " findings blockers trace unknowns validation questions what-next guide",
    "agreement": "board expectations roles objectives concepts terms time cadence deciding confidentiality"
    " reviews signatures what-next how",
    "quadrants": "board more verify guide what-next",
    "journey": "persona map critical response assumed guide what-next",
    "canvas": "board guide what-next",
    "funnel": "board bars left guide what-next",
    "comparison": "board guide what-next",
    "action-plan": "board next stuck card cards learning dropped changes by-role what-next",
    "hours": "introduction professional own signatures summary by-step by-week ledgers by-mode own-time"
    " deviations what-next log log-professional log-organisation",
    "hypotheses": "introduction run all cards ballot what-next",
    "engagement-report": "page start agreed done calendar plan plan-changes results hours thermometer hypotheses"
    " learnt quotes handover annexes what-next",
    "pilot-report": "details page calendar changes participants methodology hours objectives comparison blockers"
    " movement matrix one-by-one hypotheses quotes learning agreements sharing annexes what-next",
    "experience": "introduction need idea pilot how tools learning yourselves licence",
}
"""What templates call the parts of each document. A part is there in some editions, and in some records."""


def _entry(
    order: int,
    name: str,
    subjects: str,
    editions: str,
    titles: tuple[str, str, str],
    files: tuple[str, str, str],
    summary: str,
    narrows: str = "",
) -> Entry:
    languages = ("ca", "es", "en")
    return Entry(
        name=name,
        order=order,
        subjects=tuple(subjects.split()),  # type: ignore[arg-type]
        editions=tuple(editions.split()),  # type: ignore[arg-type]
        narrows=tuple(narrows.split()),
        parameters=_PARAMETERS.get(name, ()),
        parts=tuple(_PARTS[name].split()),
        titles=FrozenMap(zip(languages, titles, strict=True)),
        files=FrozenMap(zip(languages, files, strict=True)),
        summary=summary,
    )


CATALOG: Final[tuple[Entry, ...]] = (
    _entry(
        1,
        "handbook",
        "methodology",
        "filled facilitator summary",
        ("Manual del mètode", "Manual del método", "Method handbook"),
        ("manual-del-metode", "manual-del-metodo", "method-handbook"),
        "Anyone can lead the process the same way; a cooperative sees what it lets itself in for.",
    ),
    _entry(
        2,
        "session-sheet",
        "engagement",
        "blank filled facilitator",
        ("Full de treball", "Hoja de trabajo", "Worksheet"),
        ("full-de-treball", "hoja-de-trabajo", "worksheet"),
        "People think and write before they talk; what is written comes back as data.",
        "elements",
    ),
    _entry(
        3,
        "minutes",
        "engagement pilot",
        "blank filled",
        (
            "Acta [de la sessió]{session}",
            "Acta [de la sesión]{session}",
            "[Session]{session:attributive} minutes",
        ),
        ("acta", "acta", "minutes"),
        "What was agreed, by whom, until when; and proof that the session happened.",
        "sessions",
    ),
    _entry(
        4,
        "diagnosis",
        "engagement",
        "blank filled facilitator summary",
        ("Diagnosi participativa", "Diagnóstico participativo", "Participatory diagnosis"),
        ("diagnosi", "diagnostico", "diagnosis"),
        "Return to the team its own picture, with its differences, so that it can choose.",
    ),
    _entry(
        5,
        "agreement",
        "engagement",
        "blank filled facilitator",
        (
            "Acord de treball («tauler de joc»)",
            "Acuerdo de trabajo («tablero de juego»)",
            "Working agreement (the “game board”)",
        ),
        ("acord-de-treball", "acuerdo-de-trabajo", "working-agreement"),
        "The rules of the game before playing: expectations, objectives, roles, words, hours.",
        "agreements",
    ),
    _entry(
        6,
        "quadrants",
        "engagement",
        "blank filled facilitator",
        ("Quadrants de treball", "Cuadrantes de trabajo", "Work quadrants"),
        ("quadrants", "cuadrantes", "quadrants"),
        "Understand our users, the objectives and how to respond to them.",
        "contents elements",
    ),
    _entry(
        7,
        "journey",
        "engagement",
        "blank filled facilitator",
        (
            "Viatge [de clientes]{client:other}",
            "Viaje [de clientas]{client:other}",
            "[Customer]{client:attributive} journey",
        ),
        ("viatge-de-clientes", "viaje-de-clientas", "customer-journey"),
        "See the relation through the client's eyes and find where to act.",
        "contents elements",
    ),
    _entry(
        8,
        "canvas",
        "engagement",
        "blank filled facilitator",
        ("Canvas", "Canvas", "Canvas"),
        ("canvas", "canvas", "canvas"),
        "The business model on one page of nine blocks.",
        "contents elements",
    ),
    _entry(
        9,
        "funnel",
        "engagement",
        "blank filled facilitator",
        ("Embut de vendes", "Embudo de ventas", "Sales funnel"),
        ("embut-de-vendes", "embudo-de-ventas", "sales-funnel"),
        "How many are at each stage, from first contact to agreement, and where they drop out.",
        "contents elements",
    ),
    _entry(
        10,
        "comparison",
        "engagement",
        "blank filled facilitator",
        ("Anàlisi de la competència", "Análisis de la competencia", "Competitor analysis"),
        ("analisi-de-la-competencia", "analisis-de-la-competencia", "competitor-analysis"),
        "What others do for the same clients, and with whom we might cooperate.",
        "contents elements",
    ),
    _entry(
        11,
        "action-plan",
        "engagement",
        "blank filled summary",
        ("Pla d’acció comercial", "Plan de acción comercial", "Commercial action plan"),
        ("pla-d-accio", "plan-de-accion", "action-plan"),
        "Who does what by when, and whether it works.",
        "people",
    ),
    _entry(
        12,
        "hours",
        "engagement",
        "blank filled",
        ("Informe d’hores", "Informe de horas", "Hour report"),
        ("hores", "horas", "hours"),
        "Know in time whether the hours will do, and justify them afterwards.",
    ),
    _entry(
        13,
        "hypotheses",
        "engagement",
        "blank filled facilitator",
        ("Tauler d’hipòtesis", "Tablero de hipótesis", "Hypothesis board"),
        ("hipotesis", "hipotesis", "hypotheses"),
        "Learn honestly whether the method works, for whom and under which conditions.",
    ),
    _entry(
        14,
        "engagement-report",
        "engagement",
        "filled summary",
        ("Informe de l’acompanyament", "Informe del acompañamiento", "Engagement report"),
        ("informe-de-l-acompanyament", "informe-del-acompanamiento", "engagement-report"),
        "Close and hand over: what was done, what changed, what stays and who carries it on.",
    ),
    _entry(
        15,
        "pilot-report",
        "pilot",
        "filled summary",
        ("Memòria de la prova pilot", "Memoria de la prueba piloto", "Pilot report"),
        ("memoria-del-pilot", "memoria-del-piloto", "pilot-report"),
        "Account to the funder, and learning across organisations.",
    ),
    _entry(
        16,
        "experience",
        "pilot",
        "filled",
        ("Relat de l’experiència", "Relato de la experiencia", "Experience account"),
        ("relat-de-l-experiencia", "relato-de-la-experiencia", "experience-account"),
        "Let other initiatives judge whether this could serve them.",
    ),
)
