from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

import interim_method.model as m
from interim_method.rules import readiness

STAGES = ("problem", "awareness", "want", "can", "do")


def measured(key, day, marks):
    return m.Readiness(
        id=key,
        on=day,
        values=m.Keyed(
            [m.ReadinessValue(id=s, value=str(v)) for s, v in zip(STAGES, marks, strict=True) if v]
        ),
    )


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((4, 3, 4, 2, 1), "awareness"),
        ((5, 4, 4, 4, 1), "do"),
        ((5, 5, 4, 3, 3), "can"),
        ((5, 5, 4, 4, 4), None),
        ((4, 4, 2, 2, 2), "want"),
        ((0, 4, 2, 2, 2), "want"),
    ],
)
def test_the_barrier_is_the_first_stage_at_three_or_less(method, marks, expected):
    assert readiness.barrier(measured("r", date(2026, 1, 22), marks), method) == expected


def test_the_stages_go_in_the_order_of_the_method_whatever_the_records(method):
    backwards = attrs.evolve(
        measured("r", date(2026, 1, 22), (4, 3, 2, 2, 1)),
        values=m.Keyed([m.ReadinessValue(id="do", value="1"), m.ReadinessValue(id="want", value="2")]),
    )
    assert readiness.barrier(backwards, method) == "want"


def test_dots_go_before_a_value_that_was_written_down():
    assert readiness.value(m.ReadinessValue(id="do", dots=(1, 2, 5, 5), value="1")) == Decimal("3.5")
    assert readiness.value(m.ReadinessValue(id="do", dots=(1, 2, 5))) == 2
    assert readiness.value(m.ReadinessValue(id="do", value="3.5")) == Decimal("3.5")
    assert readiness.value(m.ReadinessValue(id="do")) is None


def test_movement_goes_from_the_first_measurement_to_the_last(empty):
    record = attrs.evolve(
        empty,
        readiness=m.Keyed(
            [
                measured("late", date(2026, 7, 2), (5, 5, 4, 4, 4)),
                measured("early", date(2026, 1, 22), (4, 3, 4, 2, 1)),
            ]
        ),
    )
    assert [(x.stage, x.start, x.end, x.change) for x in readiness.movement(record)] == [
        ("problem", 4, 5, 1),
        ("awareness", 3, 5, 2),
        ("want", 4, 4, 0),
        ("can", 2, 4, 2),
        ("do", 1, 4, 3),
    ]
    assert [x.change for x in readiness.movement(record, date(2026, 2, 1))] == [0, 0, 0, 0, 0]
    assert readiness.movement(empty) == ()
