"""How long variants take to be made to a large methodology, against what Python needs to import attrs.

    python benchmarks/resolve.py

2,000 elements and 1,000 changes, by one variant and by ten. Both are counted in processor seconds of one run,
turn by turn, so that a slower machine is slower for both: the import in processes of its own, each of which tells
what the import took, the resolving in this one, on a methodology and variants that were not resolved before.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time

from interim_method.model import Keyed, Methodology, Note, Phase, Step, Text
from interim_method.variants import Add, Change, ChangeOf, Remove, Variant, resolve

ELEMENTS = 2_000
CHANGES = 1_000
ROUNDS = 15
AIM = 50 / 25


def methodology() -> Methodology:
    """Twenty phases, with as many steps as there is room for."""
    phases = [Phase(id=f"p{n}", title=Text(ca=f"Fase {n}")) for n in range(20)]
    steps = [
        Step(
            id=f"s{n}",
            parent=f"p{n % 20}",
            title=Text(ca=f"Pas {n}", es=f"Paso {n}", en=f"Step {n}"),
            purpose=Text(ca=f"Per a què serveix el pas {n}.", en=f"What step {n} is for."),
            tips=Keyed([Note(id="one", text=Text(ca="Un consell."))]),
        )
        for n in range(ELEMENTS - len(phases))
    ]
    return Methodology(id="large", title=Text(ca="Gran"), elements=Keyed([*phases, *steps]))


def changes() -> list[ChangeOf]:
    """Of ten changes seven set and append, one reaches inside an element, one adds and one removes."""
    found: list[ChangeOf] = []
    for n in range(CHANGES):
        key = f"s{n + 100}"
        match n % 10:
            case 0:
                found.append(Add(Step(id=f"new{n}", parent="p1", title=Text(ca="Nou")), based_on=key))
            case 1:
                found.append(Remove(key, replaced_by=f"s{n % 100}"))
            case 2:
                found.append(Change(key, element="step", set={"tips/one/text/ca": "Un altre consell."}))
            case 3 | 4:
                found.append(Change(key, element="step", append={"purpose": Text(ca="I per a més.")}))
            case _:
                found.append(Change(key, element="step", set={"title": Text(ca="Canviat")}))
    return found


def variants(number: int) -> list[Variant]:
    """The changes shared out among so many variants."""
    every = changes()
    size = len(every) // number
    return [
        Variant(id=f"v{n}", base="large", title=Text(ca="v"), changes=every[n * size : (n + 1) * size])
        for n in range(number)
    ]


def importing_attrs() -> float:
    """The milliseconds of a processor that an import of attrs takes in a process of its own, once compiled."""
    script = "from time import process_time as t; s = t(); import attrs; print(t() - s)"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    return float(said) * 1000


def resolving(number: int) -> float:
    """The milliseconds of a processor that resolving takes."""
    base, line = methodology(), variants(number)
    gc.collect()
    start = time.process_time()
    resolve(base, line)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Time both by turns and print the table."""
    took: dict[str, list[float]] = {"import": [], "1": [], "10": []}
    for _ in range(ROUNDS):
        took["import"].append(importing_attrs())
        took["1"].append(resolving(1))
        took["10"].append(resolving(10))
    middle = {name: statistics.median(times) for name, times in took.items()}
    out = sys.stdout
    out.write("| what | median, ms | times an import of attrs |\n|---|---:|---:|\n")
    for name, label in (
        ("import", "`import attrs`"),
        ("1", f"{ELEMENTS:,} elements, {CHANGES:,} changes of 1 variant"),
        ("10", f"{ELEMENTS:,} elements, {CHANGES:,} changes of 10 variants"),
    ):
        out.write(f"| {label} | {middle[name]:.0f} | {middle[name] / middle['import']:.2f} |\n")
    out.write(f"\nThe aim is {AIM:.0f} times at most.\n")


if __name__ == "__main__":
    main()
