"""What fifty installed plug-ins cost a program that uses one of them, or none.

    python benchmarks/plugins.py

Fifty distributions are laid out in a folder, each with a module that takes some milliseconds to import, as one
that defines a few classes does. Programs of their own then ask for something; they take turns, so that a machine
that gets slower does so for all of them, and medians of processor time are compared with the same program where
none is installed. Modules are compiled in rounds that do not count.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PLUGINS = 50
ROUNDS = 9
UNCOUNTED = 2

MODULE = """
from attrs import define
from interim_method.plugin import ExporterOffer, hookimpl

{classes}

@hookimpl
def interim_exporters():
    return [ExporterOffer(name="{name}", load=lambda: print)]
"""
CLASSES = "\n".join(f"@define\nclass C{n}:\n    a: int\n    b: str\n    c: float\n" for n in range(12))

ASKED = {
    "an exporter of the box": "host.exporter('docx')",
    "an exporter of one plug-in": "host.exporter('p7')",
    "all documents": "host.documents",
    "all exporters": "host.exporters",
}
PROGRAM = "import interim_method as im; host = im.default_host(); host.exporter('docx'); {}"


def lay_out(folder: Path, *, declared: bool) -> Path:
    """A site folder with the plug-ins; *declared* says whether their distributions tell what they offer."""
    for number in range(PLUGINS):
        name = f"p{number}"
        info = folder / f"interim_method_{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{name}.py").write_text(MODULE.format(name=name, classes=CLASSES))
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: interim-method-{name}\nVersion: 1.0\n")
        points = f"[interim_method.plugins]\n{name} = {name}\n"
        if declared:
            points += f"[interim_method.exporters]\n{name} = {name}\n"
        (info / "entry_points.txt").write_text(points)
        (info / "RECORD").write_text("")
    return folder


def busy(program: str, site: Path | None) -> float:
    """Seconds of a processor that a program takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.pop("INTERIM_METHOD_PLUGINS", None)
    path = [str(site) if site else "", environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, path))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Time the programs and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        sites = {
            "declared": lay_out(Path(folder) / "declared", declared=True),
            "not declared": lay_out(Path(folder) / "silent", declared=False),
        }
        runs: dict[tuple[str, str], list[float]] = {}
        for number in range(UNCOUNTED + ROUNDS):
            for asked, code in ASKED.items():
                for kind, site in (("none", None), *sites.items()):
                    # Where there is no such plug-in, the same look at what is installed is what it costs.
                    wanted = "host.exporters" if site is None and "p7" in code else code
                    took = busy(PROGRAM.format(wanted), site)
                    if number >= UNCOUNTED:
                        runs.setdefault((asked, kind), []).append(took)
    sys.stdout.write(table(runs))


def table(runs: dict[tuple[str, str], list[float]]) -> str:
    """What each question takes by whether the plug-ins declare their offers, and the ratio to having none."""
    middle = {key: statistics.median(took) for key, took in runs.items()}
    lines = [
        "| asked for | none installed, ms | 50 that declare, ms | ratio | 50 that do not, ms | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for asked in ASKED:
        none, declared, silent = (middle[asked, kind] for kind in ("none", "declared", "not declared"))
        lines.append(
            f"| {asked} | {none * 1000:.0f} | {declared * 1000:.0f} | {declared / none:.2f} "
            f"| {silent * 1000:.0f} | {silent / none:.2f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
