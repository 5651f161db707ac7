"""Markdown that nobody wrote: it is read, or refused with one error, in a few seconds and little memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
PROGRAM = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (5, 6))
import interim_method as im
from interim_method.errors import ReadError
flood = eval(sys.argv[1]).encode()
try:
    im.read(io.BytesIO(flood), format="markdown")
except ReadError as error:
    print(str(error)[:200])
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert kilobytes < 300_000, kilobytes
"""


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_read_or_refused_in_five_seconds_and_300_megabytes(flood: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, FLOODS[flood]], capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
