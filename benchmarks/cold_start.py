"""How long commands take from a cold start, against what Python needs to import python-docx.

    python benchmarks/cold_start.py

Every run is a process of its own, from its start to its end: the interpreter, all imports, the work. The
commands take turns, so that a machine that gets slower or faster does so for all of them; least and median of
many runs count. Run it where the library is installed as users install it: a checkout whose modules are not
compiled yet compiles them in the rounds that do not count.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import interim_method as im
from interim_method.methodologies.interim_executive.example import engagement

ROUNDS = 25
UNCOUNTED = 2

FLOOR = '`python -c "import docx"`'
PROGRAM = [sys.executable, "-c", "from interim_method.cli import main; main()"]


def commands(record: str) -> dict[str, list[str]]:
    """What is timed, by the name that the table has for it."""
    plan = ["export", record, "--document", "action-plan", "-o"]
    return {
        FLOOR: [sys.executable, "-c", "import docx"],
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`interim-method --version`": [*PROGRAM, "--version"],
        "`interim-method next`": [*PROGRAM, "next", record],
        "action plan as Markdown": [*PROGRAM, *plan, "plan.md"],
        "**action plan as Word**": [*PROGRAM, *plan, "plan.docx"],
    }


def timed(command: list[str], folder: str) -> tuple[float, float]:
    """Seconds by the clock, and seconds of a processor, that one run of *command* takes."""
    # Modules are compiled once, whatever the environment of whoever runs this says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Time the commands and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "engagement.json")
        im.dump(engagement(), record)
        named = commands(record)
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in named}
        for number in range(UNCOUNTED + ROUNDS):
            for name, command in named.items():
                took = timed(command, folder)
                if number >= UNCOUNTED:
                    runs[name].append(took)
    sys.stdout.write(table(runs))


def table(runs: dict[str, list[tuple[float, float]]]) -> str:
    """What each command took, and how many times as long as the floor that is, by the medians."""
    lines = [
        "| command | least, ms | median, ms | of a processor, ms | ratio by the clock | ratio of a processor |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    clock = {name: statistics.median(wall for wall, _ in took) for name, took in runs.items()}
    busy = {name: statistics.median(processor for _, processor in took) for name, took in runs.items()}
    for name, took in runs.items():
        least = min(wall for wall, _ in took)
        lines.append(
            f"| {name} | {least * 1000:.0f} | {clock[name] * 1000:.0f} | {busy[name] * 1000:.0f} "
            f"| {clock[name] / clock[FLOOR]:.2f} | {busy[name] / busy[FLOOR]:.2f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
