"""Many exports at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from interim_method.api.exports import export
from interim_method.errors import ExportError, InterimMethodError
from interim_method.model import Finding, FrozenMap
from interim_method.plugin import PluginHost

__all__ = ["ExportJob", "copies", "export_many"]

Result: TypeAlias = tuple[Finding, ...] | InterimMethodError

_MOST_AT_ONCE: Final = 8
_MOST_COPIES: Final = 999


def _arguments(given: Mapping[str, Any]) -> FrozenMap[str, Any]:
    return FrozenMap(given)


@frozen(kw_only=True)
class ExportJob:
    """One export among many: what `export` takes, as a value that can be sent to another process.

    Attributes:
        subject: The record or document.
        target: The file to write.
        arguments: The other arguments of `export`, by name; without ``host``.
    """

    subject: Any
    target: str
    arguments: FrozenMap[str, Any] = field(factory=FrozenMap, converter=_arguments)


def copies(
    subject: Any, target: str | os.PathLike[str], number: int, **arguments: Any
) -> tuple[ExportJob, ...]:
    """The exports of *number* copies of a worksheet, to hand out and to gather again, for `export_many`.

    Each copy has its number in its head and in its file's name, ``sheet-01.docx``; what people write on it stays
    apart from what they write on the others, with no name on it.

    Args:
        subject: The record.
        target: The file, without the number: ``sheet.docx``.
        number: How many.
        **arguments: Those of `export`, such as *document*; the edition is ``blank`` where not said.

    Raises:
        ExportError: *number* is less than 1, or more than 999.
    """
    if not 1 <= number <= _MOST_COPIES:
        raise ExportError(f"there can be 1 to {_MOST_COPIES} copies, not {number}", str(target))
    path = Path(target)
    wide = max(2, len(str(number)))
    given = {"edition": "blank", **arguments}
    parameters = dict(given.pop("parameters", None) or {})
    return tuple(
        ExportJob(
            subject=subject,
            target=str(path.with_name(f"{path.stem}-{n:0{wide}}{path.suffix}")),
            arguments={**given, "parameters": {**parameters, "copy": n}},
        )
        for n in range(1, number + 1)
    )


def export_many(
    jobs: Iterable[ExportJob],
    *,
    executor: Executor | None = None,
    on_progress: Callable[[ExportJob, Result], None] | None = None,
    host: PluginHost | None = None,
) -> tuple[tuple[ExportJob, Result], ...]:
    """Make many exports, in this process or by an *executor*; one that fails does not stop the others.

    Jobs that follow each other and are about one record travel together, so that it is sent to another process
    once for several.

    Args:
        jobs: What to export.
        executor: Any `concurrent.futures.Executor`.
        on_progress: Called in this process after each, with the job and its findings or its error.
        host: Offers documents and exporters. It cannot be sent to another process: with an executor other than
            one of threads, each process has the default one.

    Returns:
        Each job, in the order given, with its findings or its error.

    Raises:
        ExportError: *host* is given, and the executor is not one of threads.
    """
    threads = isinstance(executor, ThreadPoolExecutor)
    if executor is not None and host is not None and not threads:
        raise ExportError(
            "a host of plug-ins cannot be sent to other processes: use an executor of threads, or leave it out"
        )
    listed = tuple(jobs)
    results: dict[int, Result] = {}

    def note(number: int, result: Result) -> None:
        results[number] = result
        if on_progress is not None:
            on_progress(listed[number], result)

    twice = _taken(listed)
    waiting = [number for number in range(len(listed)) if number not in twice]
    for number in sorted(twice):
        note(number, ExportError("an earlier job writes the same file", listed[number].target))
    if executor is None:
        for number in waiting:
            note(number, _run(listed[number], host))
        return tuple((job, results[number]) for number, job in enumerate(listed))
    most = 1 if threads else min(_MOST_AT_ONCE, len(listed) // 16 + 1)
    futures: dict[Future[tuple[Result, ...]], list[int]] = {}
    try:
        for batch in _batches(listed, waiting, most):
            futures[executor.submit(_run_all, tuple(listed[n] for n in batch), host)] = batch
        for future in as_completed(futures):
            batch = futures[future]
            for number, result in zip(batch, _outcome(future, [listed[n] for n in batch]), strict=True):
                note(number, result)
    finally:
        for future in futures:
            future.cancel()
    return tuple((job, results[number]) for number, job in enumerate(listed))


def _taken(jobs: Sequence[ExportJob]) -> set[int]:
    """Which jobs would write over what another one wrote."""
    seen: set[str] = set()
    twice = set()
    for number, job in enumerate(jobs):
        target = str(Path(job.target).absolute())
        if target in seen:
            twice.add(number)
        seen.add(target)
    return twice


def _batches(jobs: Sequence[ExportJob], waiting: Iterable[int], most: int) -> Iterator[list[int]]:
    """Jobs to send together: neighbours about one and the same record, *most* at once."""
    batch: list[int] = []
    for number in waiting:
        if batch and (len(batch) == most or jobs[number].subject is not jobs[batch[0]].subject):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _outcome(future: Future[tuple[Result, ...]], jobs: Sequence[ExportJob]) -> tuple[Result, ...]:
    try:
        return future.result()
    except Exception as error:  # the executor's own trouble: a process that died, a job that cannot be sent
        return tuple(_unexpected(job, error) for job in jobs)


def _run_all(jobs: Sequence[ExportJob], host: PluginHost | None) -> tuple[Result, ...]:
    return tuple(_run(job, host) for job in jobs)


def _run(job: ExportJob, host: PluginHost | None) -> Result:
    try:
        return export(job.subject, job.target, **job.arguments, host=host)
    except InterimMethodError as error:
        # An error class of a plug-in may be one that no other process can make again.
        known = type(error).__module__ == InterimMethodError.__module__
        return error if known else _unexpected(job, error)
    except Exception as error:
        return _unexpected(job, error)


def _unexpected(job: ExportJob, error: Exception) -> ExportError:
    made = ExportError(f"cannot be made: {type(error).__name__}: {error}", job.target)
    made.__cause__ = error
    return made
