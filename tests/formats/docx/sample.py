"""A document with every kind of block and run, and with text that writers stumble over."""

from __future__ import annotations

from datetime import date

from interim_method.markup.tree import (
    Block,
    Break,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Collection,
    CollectionRow,
    Column,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Extension,
    Field,
    Figure,
    Footnote,
    Grid,
    GridCell,
    Image,
    Item,
    Items,
    Link,
    NoteRef,
    Option,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Rule,
    Section,
    Series,
    Strike,
    Strong,
    Table,
    Text,
    line,
    paragraph,
)
from interim_method.model.frozen import FrozenMap

STAGES = (
    ("problem", "Problema"),
    ("awareness", "Consciència"),
    ("want", "Voler"),
    ("can", "Poder"),
    ("do", "Fer"),
)

NASTY = (
    "Plantilla {{ nom }} i {% if %}",
    "<w:t>no és XML</w:t> & prou",
    "Emoji 🌱 i 👩🏽‍🌾 juntes",
    "Comença שלום עולם i acaba",
    "العربية من اليمين 12 إلى اليسار",
    "汉字とかな交じり文",
    "La col·laboració i la il·lusió, l·l",
    "  dos espais al principi i al final  ",
    "Tabulador\taquí i línia\nnova",
    "Espai\u00a0dur, guionet\u00adtou, zero\u200bample",
)


def cell(text: str, **more: object) -> Cell:
    return Cell((paragraph(text),), **more)  # type: ignore[arg-type]


def strip(marked: str) -> Grid:
    return Grid(
        tuple(
            GridCell(line(name), (), column=n, stage=stage, marked=stage == marked)
            for n, (stage, name) in enumerate(STAGES, 1)
        ),
        columns=5,
        role="strip",
        title="Les cinc etapes del canvi",
    )


def prose() -> tuple[Block, ...]:
    return (
        paragraph(
            "Una cooperativa petita llegeix dues pàgines de camí cap a l’assemblea. El que segueix cap en dues.",
            "lead",
        ),
        Paragraph(
            (
                Text("Un text amb "),
                Strong((Text("força, "), Emphasis((Text("i èmfasi dins"),)))),
                Text(", amb "),
                Strike((Text("coses que ja no valen"),)),
                Text(", "),
                Code("codi = 1 < 2"),
                Text(" i un "),
                Image("signe.png", alt="signe de l’illa"),
                Text(", un "),
                Link((Text("enllaç"),), "https://example.org/?a=1&b=2", 'amb "títol"'),
                Text(", un altre "),
                Link((Text("dins del document"),), "#escolta"),
                Text(", una nota"),
                NoteRef("n1"),
                Text(", "),
                Text("a sentence in English", "en"),
                Text(" i un salt"),
                Break(),
                Text("de línia. Torna a la nota"),
                NoteRef("n1"),
                Text(" i a una altra"),
                NoteRef("n2"),
                Text("."),
            )
        ),
        *(paragraph(text) for text in NASTY),
        Items(
            (
                Item((paragraph("Primer"),)),
                Item(
                    (
                        paragraph("Segon, amb més d’un paràgraf"),
                        paragraph("El segon paràgraf del segon punt."),
                        Items((Item((paragraph("Dins"),)), Item((paragraph("També dins"),)))),
                    )
                ),
                Item((paragraph("Tercer"),)),
            )
        ),
        Items((Item((paragraph("Tres"),)), Item((paragraph("Quatre"),))), start=3),
        Items(
            (
                Item((paragraph("Un altre cop u"),)),
                Item(
                    (
                        paragraph("Dos"),
                        Items((Item((paragraph("Lletra"),)), Item((paragraph("Lletra"),))), start=1),
                    )
                ),
            ),
            start=1,
            tight=False,
        ),
        Items(
            (
                Item((paragraph("Convocar l’equip"),), checked=True),
                Item((paragraph("Reservar la sala"),), checked=False),
            )
        ),
        Quote(
            (paragraph("Venem el que sabem fer, no el que ens demanen."),),
            line("una sòcia, a la sessió d’Escolta"),
        ),
        CodeBlock("def hola():\n    return {{ nom }}\n\tfi", "python"),
        Rule(),
        Image("foto.png", alt="L’equip al voltant d’una taula", caption=line("La sessió de gener")),
        Extension(
            "desconeguda", FrozenMap({"a": 1}), (paragraph("El que es mostra si no se sap dibuixar."),)
        ),
        Footnote("n1", (paragraph("La primera nota, amb més coses."), paragraph("I un segon paràgraf."))),
        Footnote(
            "n2",
            (Paragraph((Text("Vegeu "), Link((Text("la web"),), "https://example.org/notes"), Text("."))),),
        ),
        Footnote("n3", (paragraph("Una nota que ningú no crida."),)),
        Callout((paragraph("Deixeu dos minuts de silenci abans de parlar."),), "tip", line("Consell")),
        Callout((paragraph("No compartiu preus fora del grup."),), "warning", line("Compte")),
        Callout(
            (
                Items(
                    (
                        Item((paragraph("Coordinació: trucar a les tres clientes, abans del 30/1"),)),
                        Item((paragraph("Equip: portar els pressupostos, el 5/2"),)),
                    )
                ),
            ),
            "next",
            line("Què fem ara"),
        ),
        Definitions(
            (
                Definition(line("Qui"), (paragraph("Les sòcies de treball"),)),
                Definition(line("Quan"), (paragraph("Cada dimarts, de 16.00 a 18.00 h"),)),
            ),
            "facts",
        ),
        Definitions(
            (
                Definition(line("Proposta de valor"), (paragraph("El que algú guanya quan ens tria."),)),
                Definition(line("Usuària"), (paragraph("Qui fa servir el servei, el pagui o no."),)),
            )
        ),
    )


def tables() -> tuple[Block, ...]:
    columns = (
        Column(width=3),
        Column("right", 1, "number"),
        Column(width=1.2, holds="short"),
        Column(width=0.6, holds="sign"),
    )
    return (
        Table(
            columns,
            (Row((cell("Objectiu"), cell("Hores"), cell("Qui"), cell("Estat"))),),
            (
                Row((Cell((paragraph("Primera fase"),), span=4),), role="group"),
                *(
                    Row(
                        (
                            cell(f"Acció {n} & companyia"),
                            cell(f"{n},5"),
                            cell("Coordinació", stage="want" if n == 2 else None),
                            cell("●" if n % 2 else "○"),
                        ),
                        heading=n == 1,
                    )
                    for n in range(1, 5)
                ),
                Row((cell("Total"), cell("12,0"), cell(""), cell("")), role="total"),
            ),
            title="Accions de la primera fase",
            caption=line("Accions i hores"),
            stage="can",
            role="plan",
        ),
        Table(
            tuple(Column(width=w) for w in (1.4, 1, 1, 1)),
            (Row((cell("Hipòtesi"), cell("Cal Forn"), cell("La Trama"), cell("El Bri"))),),
            (
                Row(
                    (
                        cell("El mètode cap en 90 hores"),
                        cell("✓ confirmada"),
                        cell("~ oberta"),
                        cell("✗ refutada"),
                    )
                ),
                Row(
                    (
                        cell("Dues sessions virtuals són prou"),
                        cell("~ oberta"),
                        cell(""),
                        cell("✓ confirmada"),
                    )
                ),
            ),
            title="Matriu d’hipòtesis",
            role="matrix",
        ),
    )


def figures() -> tuple[Block, ...]:
    months = ("gener", "febrer", "març", "abril", "maig", "juny")
    values = (6.0, 14.5, 22.0, None, 48.0, 61.5)

    def fallback(name: str) -> tuple[Block, ...]:
        rows = tuple(
            Row((cell(m), cell("" if v is None else str(v)))) for m, v in zip(months, values, strict=True)
        )
        return (
            Table(
                (Column(width=2), Column("right", 1, "number")),
                (Row((cell("Mes"), cell(name))),),
                rows,
                title=name,
            ),
        )

    return (
        Figure(
            "line",
            "Les hores pugen de 6 al gener a 61,5 al juny, per sota de les 90 previstes.",
            months,
            (Series("Hores", values),),
            fallback("Hores"),
            caption=line("Hores acumulades."),
            unit="h",
            low=0,
            reference=("Pressupost", 90.0),
            stage="do",
        ),
        Figure(
            "bar",
            "El juny és el mes amb més hores.",
            months,
            (Series("Previst", (5, 10, 20, 30, 40, 60)), Series("Fet", values)),
            fallback("Fet"),
            unit="h",
        ),
        Figure(
            "curve",
            "L’emoció cau a la contractació i puja a l’experiència.",
            ("Descobriment", "Investigació", "Decisió", "Contractació", "Experiència", "Fidelització"),
            (Series("Emoció", (1, 0, -1, -2, 1, 2), ("curiositat", "", "dubte", "enuig", "", "orgull")),),
            (),
            low=-2,
            high=2,
            stage="want",
        ),
        Figure("timeline", "Quatre passos de gener a juny.", months, (), fallback("Passos")),
        Figure(
            "timeline",
            "El primer pas va acabar una setmana més tard que no estava previst.",
            ("Escolta", "Diagnosi & més"),
            (
                Series("Inici previst", (739000, 739030)),
                Series("Previst", (739029, 739060), ("previst 30 dies", "previst 31 dies")),
                Series("Inici real", (739000, None)),
                Series("Fet", (739036, None), ("fet en 37 dies", "")),
            ),
            fallback("Calendari"),
            caption=line("Calendari."),
        ),
        Figure(
            "movement",
            "Problema: 4 → 5; Consciència: 3 → 3.",
            ("Problema", "Consciència"),
            (Series("inici", (4, 3)), Series("final", (5, 3))),
            (
                Table(
                    (Column(), Column("center"), Column("center")),
                    (Row((cell(""), cell("Problema"), cell("Consciència"))),),
                    (Row((cell("inici"), cell("4"), cell("3"))), Row((cell("final"), cell("5"), cell("3")))),
                    title="Termòmetre",
                ),
            ),
            low=1,
            high=5,
            over=True,
        ),
        Figure(
            "dots", "Totes responen 3 o més.", ("1", "2", "3", "4", "5"), (Series("n", (0, 0, 2, 3, 1)),), ()
        ),
    )


def fields() -> tuple[Block, ...]:
    scale = Field("k5scale000", "/answers/a5/value", "scale", "Termòmetre", low=1, high=5, stage="awareness")
    return (
        paragraph("Què us preocupa quan penseu en vendre?", "question"),
        paragraph("Penseu en l’última vegada que vau perdre una clienta.", "help"),
        Field("k1prose000", "/answers/a1/value", "markdown", "Què us preocupa", lines=6, stage="problem"),
        paragraph("I què us agradaria?", "question"),
        Field(
            "k2filled00",
            "/answers/a2/value",
            "markdown",
            "Què us agradaria",
            value="Que **truquessin** elles.\n\nI que tornessin.",
            blocks=(
                Paragraph((Text("Que "), Strong((Text("truquessin"),)), Text(" elles."))),
                paragraph("I que tornessin."),
            ),
            lines=4,
            stage="want",
        ),
        paragraph("Nom de la sessió", "label"),
        Field("k3text0000", "/sessions/s1/title", "text", "Nom", placeholder="Escriviu-hi el nom", lines=1),
        paragraph("On sou, de l’1 al 5?", "question"),
        scale,
        Definitions(
            (
                Definition(
                    line("Data"),
                    (
                        Field(
                            "k6date0000",
                            "/sessions/s1/date",
                            "date",
                            "Data",
                            value="2026-01-22",
                            blocks=(paragraph("22 de gener de 2026"),),
                        ),
                    ),
                ),
                Definition(line("Lloc"), (Field("k7place000", "/sessions/s1/place", "text", "Lloc"),)),
                Definition(
                    line("Qui respon"),
                    (
                        Field(
                            "k8choice00",
                            "/answers/a1/mode",
                            "choice",
                            "Qui respon",
                            value="group",
                            blocks=(paragraph("el grup"),),
                            options=(Option("individual", "cadascú"), Option("group", "el grup")),
                        ),
                    ),
                ),
                Definition(
                    line("Validat"),
                    (Field("k9bool0000", "/sessions/s1/valid", "yes-no", "Validat", value="true"),),
                ),
                Definition(
                    line("Hores"),
                    (
                        Field(
                            "kahours000",
                            "/sessions/s1/hours",
                            "hours",
                            "Hores",
                            value="150",
                            blocks=(paragraph("2,5"),),
                            unit="h",
                        ),
                    ),
                ),
            ),
            "facts",
        ),
        Field("k3text0000", "/sessions/s1/title", "text", "Nom, un altre cop", placeholder="El mateix lloc"),
    )


def plan(shape: str = "rows") -> Collection:
    def row(n: int) -> CollectionRow:
        done = n < 3
        tag = f"{shape[0]}{n}"
        return CollectionRow(
            f"krow{tag}0000",
            f"a{n}" if done else "",
            (
                Cell(
                    (
                        Field(
                            f"kwhat{tag}000",
                            f"/actions/a{n}/title",
                            "text",
                            "Acció",
                            value=f"Acció número {n}" if done else "",
                            blocks=(paragraph(f"Acció número {n}"),) if done else (),
                            lines=2,
                        ),
                    )
                ),
                Cell(
                    (
                        Field(
                            f"kwho{tag}0000",
                            f"/actions/a{n}/owner",
                            "reference",
                            "Qui",
                            value="coord" if done else "",
                            blocks=(paragraph("Coordinació"),) if done else (),
                            options=(Option("coord", "Coordinació"), Option("team", "Equip")),
                        ),
                    )
                ),
                Cell(
                    (
                        Field(
                            f"kwhen{tag}000",
                            f"/actions/a{n}/due",
                            "date",
                            "Fins a",
                            value="2026-03-01" if done else "",
                            blocks=(paragraph("1/3/2026"),) if done else (),
                        ),
                    )
                ),
                cell("6/8" if done else ""),
            ),
            title=line(f"Acció {n}") if done else (),
        )

    return Collection(
        f"kplan{shape}"[:10],
        "/actions",
        "Accions",
        (
            Column(width=3),
            Column(width=1.2, holds="short"),
            Column(width=1, holds="short"),
            Column("right", 0.7, "number"),
        ),
        (line("Acció"), line("Qui"), line("Fins a"), line("Hores")),
        ("title", "owner", "due", ""),
        tuple(row(n) for n in range(1, 5)),
        shape=shape,  # type: ignore[arg-type]
        role="plan",
        stage="do",
        title="Pla d’acció",
    )


def boards() -> tuple[Block, ...]:
    questions = (
        "1 Qui són les nostres usuàries?",
        "2 Quins objectius tenen?",
        "3 Quins obstacles hi troben?",
        "4 Com hi responem?",
    )
    quadrants = Grid(
        tuple(
            GridCell(
                line(q),
                (
                    Items((Item((paragraph("Una targeta"),)), Item((paragraph("Una altra targeta"),)))),
                    Field(f"kquad{n}0000", f"/tools/q/{n}", "markdown", q, lines=3),
                ),
                column=n % 2 + 1,
                row=n // 2 + 1,
            )
            for n, q in enumerate(questions)
        ),
        columns=2,
        title="Quadrants",
        minimum=58,
        stage="want",
    )
    canvas = Grid(
        (
            GridCell(line("Aliances"), (paragraph("Altres cooperatives"),), 1, 1, 1, 2),
            GridCell(line("Activitats"), (), 2, 1),
            GridCell(line("Proposta"), (paragraph("Menjar de debò"),), 3, 1, 1, 2, marked=True),
            GridCell(line("Relació"), (), 4, 1),
            GridCell(line("Recursos"), (), 2, 2),
            GridCell(line("Canals"), (), 4, 2),
            GridCell(line("Costos"), (), 1, 3, 2, 1),
            GridCell(line("Ingressos"), (), 3, 3, 2, 1),
        ),
        columns=4,
        minimum=22,
        stage="can",
    )
    cards = Grid(
        tuple(
            GridCell(line(name), (paragraph(f"Què vol dir {name.lower()} per a nosaltres."),), stage=stage)
            for stage, name in STAGES
        ),
        columns=3,
        role="cards",
    )
    return (quadrants, PageBreak(), canvas, cards)


def document() -> Document:
    """The sample."""
    return Document(
        title="Full de treball: Escolta",
        subtitle="Interim Executive · Forn Cooperatiu",
        organisation="Forn Cooperatiu, SCCL",
        language="ca",
        id="d0c1d0c1d0c1",
        identity=FrozenMap(
            {"record": "forn-2026", "revision": "7", "recipe": "session-sheet", "schema": "1"}
        ),
        notice="Exemple fictici: cap d’aquestes persones no existeix.",
        facts=(
            ("Sessió", "Escolta"),
            ("Data", "22 de gener de 2026"),
            ("Estat", "esborrany"),
            ("Pot llegir-ho", "el grup"),
        ),
        rights=(
            "Mètode: Interim Executive, de Calidoscoop, CC BY-SA, adaptat.",
            "Contingut: Forn Cooperatiu. Només la cooperativa.",
        ),
        page_label="Pàgina {page} de {pages}",
        contents_title="Continguts",
        strip=strip("awareness"),
        date=date(2026, 1, 22),
        author="Forn Cooperatiu",
        subject="Escolta",
        keywords=("escolta", "cooperativa"),
        blocks=(
            Section(line("On som"), prose(), id="on-som", numbered=True),
            Section(
                line("Escolta"),
                (
                    Section(line("Preguntes"), fields(), numbered=True, id="preguntes"),
                    Section(line("Dades"), (*tables(), *figures()), numbered=True),
                ),
                id="escolta",
                numbered=True,
                new_page=True,
                stage="awareness",
            ),
            Section(line("Tauler"), boards(), orientation="landscape", id="tauler"),
            Section(line("Pla d’acció"), (plan(),), orientation="landscape", new_page=True, stage="do"),
            Section(line("Fitxes"), (plan("cards"),), id="fitxes", stage="do"),
        ),
    )
