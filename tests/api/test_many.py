"""Many exports at once: without an executor, with threads, with processes."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import interim_method as im
from interim_method.errors import ExportError, InterimMethodError, UnknownName
from interim_method.methodologies.interim_executive import example
from interim_method.plugin import ExporterOffer, hookimpl

KINDS = ("none", "threads", "processes")


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def executor(request: pytest.FixtureRequest, processes: Executor):
    if request.param == "threads":
        with ThreadPoolExecutor(2) as pool:
            yield pool
    else:
        yield processes if request.param == "processes" else None


def jobs(folder: Path) -> list[im.ExportJob]:
    def job(name: str, subject: Any = None, **arguments: Any) -> im.ExportJob:
        about = subject or example.engagement()
        return im.ExportJob(subject=about, target=str(folder / name), arguments=arguments)

    return [
        job("plan.docx", document="action-plan"),
        job("plan.md", document="action-plan", language="es"),
        job("novel.md", document="novel"),
        job("missing/plan.md", document="action-plan"),
        job("data.json", audience="public"),
        job("typo.md", documnet="action-plan"),
        job("report.md", example.pilot(), document="pilot-report", engagements=tuple(example.engagements())),
        job("note.md", im.document_from_markdown("# Note")),
        job("plan.md", document="hours"),
    ]


@pytest.mark.parametrize("executor", KINDS, indirect=True)
def test_every_job_has_its_outcome_in_order_and_one_that_fails_stops_no_other(
    executor: Executor | None, tmp_path: Path
) -> None:
    asked = jobs(tmp_path)
    seen = []
    made = im.export_many(
        asked, executor=executor, on_progress=lambda job, result: seen.append((job, result))
    )
    assert [job for job, _ in made] == asked
    outcomes = [result if isinstance(result, tuple) else type(result) for _, result in made]
    assert outcomes == [(), (), UnknownName, ExportError, (), ExportError, (), (), ExportError]
    assert "there is no folder" in str(made[3][1])
    assert "TypeError: " in str(made[5][1])
    assert "an earlier job writes the same file" in str(made[8][1])
    assert len(seen) == len(asked)
    assert all(any(job is one and result is its for one, its in made) for job, result in seen)
    names = {"plan.docx", "plan.md", "data.json", "report.md", "note.md"}
    assert {path.name for path in tmp_path.iterdir()} == names


@pytest.mark.parametrize("executor", ["threads", "processes"], indirect=True)
def test_files_are_the_same_wherever_they_are_made(executor: Executor, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    im.export_many(jobs(here))
    im.export_many(jobs(there), executor=executor)
    for path in here.iterdir():
        assert path.read_bytes() == (there / path.name).read_bytes(), path.name


def test_nothing_to_do_is_done() -> None:
    assert im.export_many([]) == ()


def test_a_host_goes_with_threads_and_not_with_processes(processes: Executor, tmp_path: Path) -> None:
    class Plugin:
        @hookimpl
        def interim_exporters(self):
            def write(job, stream):
                stream.write(job.subject.id.encode())

            return [ExporterOffer(name="id", suffixes=(".id",), takes="record", load=lambda: write)]

    host = im.plugin_host(Plugin(), discover=False)
    asked = [im.ExportJob(subject=example.engagement(), target=str(tmp_path / f"{n}.id")) for n in range(3)]
    im.export_many(asked[:1], host=host)
    with ThreadPoolExecutor(2) as pool:
        im.export_many(asked[1:], host=host, executor=pool)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"nespra"}
    assert len(list(tmp_path.iterdir())) == 3
    with pytest.raises(ExportError, match="cannot be sent to other processes"):
        im.export_many(asked, host=host, executor=processes)


def test_what_cannot_be_sent_to_another_process_is_the_error_of_its_job(
    processes: Executor, tmp_path: Path
) -> None:
    options = {"template": lambda: None}
    asked = [
        im.ExportJob(
            subject=example.engagement(), target=str(tmp_path / "a.docx"), arguments={"options": options}
        ),
        im.ExportJob(subject=example.pilot(), target=str(tmp_path / "b.json")),
    ]
    (_, failed), (_, good) = im.export_many(asked, executor=processes)
    assert isinstance(failed, ExportError)
    assert failed.target.endswith("a.docx")
    assert good == ()


def test_an_executor_that_breaks_fails_its_jobs_and_no_more(tmp_path: Path) -> None:
    class Breaks(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future: Future[Any] = Future()
            future.set_exception(RuntimeError("the worker is gone"))
            return future

    asked = jobs(tmp_path)[:2]
    results = [result for _, result in im.export_many(asked, executor=Breaks())]
    assert all(isinstance(result, ExportError) for result in results)
    assert "the worker is gone" in str(results[0])


def test_an_interruption_cancels_what_has_not_begun(tmp_path: Path) -> None:
    submitted: list[Future[Any]] = []

    class Slow(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future: Future[Any] = Future()
            if not submitted:
                future.set_result(fn(*args, **kwargs))
            submitted.append(future)
            return future

    def interrupted(job: im.ExportJob, result: object) -> None:
        raise KeyboardInterrupt

    asked = [
        im.ExportJob(subject=subject, target=str(tmp_path / f"{subject.id}.json"))
        for subject in example.engagements()
    ]
    with pytest.raises(KeyboardInterrupt):
        im.export_many(asked, executor=Slow(), on_progress=interrupted)
    assert [future.cancelled() for future in submitted] == [False, True, True]


def test_jobs_about_one_record_travel_together_so_that_it_is_sent_once_for_several(tmp_path: Path) -> None:
    sizes: list[int] = []

    class Measures(Executor):
        def submit(self, fn, /, *args, **kwargs):
            sizes.append(len(pickle.dumps(args)))
            future: Future[Any] = Future()
            future.set_result(fn(*args, **kwargs))
            return future

    record = example.engagement()
    asked = [im.ExportJob(subject=record, target=str(tmp_path / f"{n}.json")) for n in range(64)]
    im.export_many(asked, executor=Measures())
    assert sum(sizes) < len(asked) * len(pickle.dumps(record)) / 4


def test_errors_come_back_as_they_are() -> None:
    ((_, error),) = im.export_many([im.ExportJob(subject=example.engagement(), target="x.wps")])
    assert isinstance(error, InterimMethodError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
