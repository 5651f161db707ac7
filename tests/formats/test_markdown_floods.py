"""Markdown that nobody wrote: it is read, or refused with one error, in a few seconds and little memory."""

from __future__ import annotations

import pytest

from programs import within_bounds

FLOODS = {
    "images": "'![' * 5_000_000",
    "images that are just few enough": "'![' * 39_000",
    "links": "'[a](' * 2_000_000",
    "emphasis": "'*a **b ' * 1_000_000",
    "code": "'`a' * 3_000_000",
    "quotes": "'> ' * 3_000_000",
    "lists": "''.join('  ' * n + '- a\\n' for n in range(2_000))",
    "tables": "'|a\\n|-\\n|\\n' * 1_000_000",
    "tables that are just few enough": "'|a\\n|-\\n|\\n\\n' * 12_000",
    "lines": "'\\n' * 7_000_000",
    "tags": "'<a ' * 2_000_000",
    "anchors": "'<!-- im:abcdefghij -->' * 90_000",
    "a map of nothing": "'<!-- interim-method: x\\n' + 'a\\n' * 3_000_000 + '-->'",
    "a map with a number out of this world": "'<!-- interim-method: x\\nmap 1e999\\n-->'",
    "zeros": "'\\0' * 1_000_000",
}
READ = """
import io
import interim_method as im
from interim_method.errors import ReadError
try:
    im.read(io.BytesIO(eval(sys.argv[1]).encode()), format="markdown")
except ReadError as error:
    print(error)
"""


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_read_or_refused_in_five_seconds_and_300_megabytes(flood: str) -> None:
    within_bounds(READ, FLOODS[flood])
