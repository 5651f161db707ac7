"""A blueprint that is filled in, of a cooperative that does not exist."""

from __future__ import annotations

from datetime import date

from interim_method_services.model import (
    BlueprintCell,
    BlueprintFailure,
    BlueprintPoint,
    ServiceBlueprint,
    ServiceBlueprintContent,
)

import interim_method as im
from interim_method.testing import isolated_host

PLUGIN = "interim-method-services"
HOST = isolated_host(installed=PLUGIN)
METHOD = im.methodology("interim-executive", variants=["services"], host=HOST)


def definition() -> ServiceBlueprint:
    found = METHOD.elements["service-blueprint"]
    assert isinstance(found, ServiceBlueprint)
    return found


def cells(**said: str) -> im.Keyed[BlueprintCell]:
    return im.Keyed(BlueprintCell(id=lane, text=text) for lane, text in said.items())


def content() -> ServiceBlueprintContent:
    return ServiceBlueprintContent(
        id="repairs",
        tool="service-blueprint",
        service="Reparació de bicicletes a domicili",
        case="La bicicleta de càrrega d’una escola, març.",
        known_from="Dibuixat amb les tres mecàniques; deu casos comptats.",
        on=date(2026, 3, 9),
        points=im.Keyed(
            [
                BlueprintPoint(
                    id="request",
                    cells=cells(
                        user="Truca o escriu, i envia una foto.",
                        front="Qui agafa el telèfon pren nota.",
                        back="La nota es passa a la llista del taller.",
                        support="Telèfon i full compartit.",
                    ),
                    wait="1",
                    work=20,
                    redone=2,
                    evidence="full",
                ),
                BlueprintPoint(
                    id="agreement",
                    cells=cells(
                        user="Espera el pressupost.",
                        front="Enviem un correu amb el preu.",
                        back="Una sola persona sap posar preus.",
                        support="Catàleg de recanvis.",
                    ),
                    wait="6",
                    work=45,
                    redone=1,
                    evidence="full",
                ),
                BlueprintPoint(
                    id="preparation",
                    cells=cells(
                        user="No en sap res.", back="Demanem les peces.", support="Proveïdora de recanvis."
                    ),
                    wait="4.5",
                    work=30,
                    redone=3,
                    evidence="partial",
                    evidence_note="Albarans de febrer i març",
                ),
                BlueprintPoint(
                    id="delivery",
                    cells=cells(
                        user="Obre la porta i mira com es fa.",
                        front="Reparem i expliquem què s’ha fet.",
                        back="Preparem la caixa d’eines.",
                        support="Bicicleta de càrrega.",
                    ),
                    wait="0",
                    work=90,
                    redone=1,
                    evidence="full",
                ),
                BlueprintPoint(id="follow-up", cells=cells(user="Paga per transferència."), work=10),
            ]
        ),
        failures=im.Keyed(
            [
                BlueprintFailure(
                    id="wrong-part",
                    stage="preparation",
                    text="Arriba una peça que no és.",
                    effect="Una setmana més sense bicicleta.",
                    times=3,
                    actions=("photo",),
                ),
                BlueprintFailure(
                    id="one-price",
                    stage="agreement",
                    text="Si la persona dels preus no hi és, ningú no pressuposta.",
                    times=4,
                ),
            ]
        ),
    )


def engagement(*, planned: bool = False) -> im.Engagement:
    """A record with the blueprint; *planned* says whether every failure has its action."""
    started = im.Engagement.start(
        METHOD,
        organisation=im.Organisation(name="Cooperativa Exemple", fictional=True),
        started=date(2026, 1, 12),
        language="ca",
        id="example",
    )
    record = started.add_action("Demanar foto del número de peça", id="photo")
    record = im.put(record, "/contents", im.Keyed([content()]))
    if planned:
        record = im.put(record, "/contents/repairs/failures/one-price/actions", ("photo",))
    return record
