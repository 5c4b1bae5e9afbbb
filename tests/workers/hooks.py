"""Pages that do to a worker process what hostile pages do: the page's body names it."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newscrawl.page import Page
from newscrawl.readers import Skipped
from newscrawl.rows import Begun, Opened
from newscrawl.workers.model import Failure, FileJob, InventoryJob, Job

_kept: list[bytearray] = []


class Unpicklable:
    def __reduce__(self) -> Any:
        raise TypeError("no")


def hang(_: str) -> Any:
    while True:
        pass


def fail(_: str) -> Any:
    raise ValueError("a secret sentence of the page")


def allocate(size: str) -> Any:
    return len(bytearray(int(size)))


def forget_why(_: str) -> Any:
    raise SystemError("error return without exception set")


class Resource:
    """Something that cannot be closed for want of memory, when nobody can be told."""

    def __del__(self) -> None:
        raise MemoryError


def close(_: str) -> Any:
    Resource()


def keep(size: str) -> Any:
    _kept.append(bytearray(int(size)))
    return os.getpid()


def wait_for(fifo: str) -> Any:
    return Path(fifo).read_text()


def release(fifo: str) -> Any:
    return Path(fifo).write_text("released")


def hang_after(fifo: str) -> Any:
    release(fifo)
    hang("")


def note(path: str) -> Any:
    with Path(path).open("a") as stream:
        return stream.write(".")


def alone(path: str) -> Any:
    """Whether nobody else does the same meanwhile, which takes a moment."""
    mark = Path(path.rstrip("/"))
    try:
        mark.mkdir()
    except FileExistsError:
        return False
    sum(range(2_000_000))
    mark.rmdir()
    return True


def killed(counter: str) -> Any:
    """Be killed as often as the ending of the file says, which counts the attempts."""
    path = Path(counter)
    attempts = path.read_text() if path.exists() else ""
    path.write_text(f"{attempts}.")
    if len(attempts) < int(path.suffix[1:]):
        os.kill(os.getpid(), signal.SIGKILL)
    return len(attempts)


ACTS: dict[str, Callable[[str], Any]] = {
    "pid": lambda _: os.getpid(),
    "parent": lambda _: os.getppid(),
    "alone": alone,
    "abort": lambda _: os.abort(),
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "unpicklable": lambda _: Unpicklable(),
    "hang": hang,
    "fail": fail,
    "allocate": allocate,
    "forget why": forget_why,
    "close": close,
    "keep": keep,
    "wait": wait_for,
    "fill": lambda size: "x" * int(size),
    "note": note,
    "noted": lambda path: Path(path).exists(),
    "release": release,
    "hang after": hang_after,
    "killed": killed,
}


def act(job: Job) -> Any:
    """Do what the body says, ``act:argument``; the result comes back in a Failure's reason."""
    assert isinstance(job.subject, Page)
    name, _, argument = job.subject.body.decode().partition(":")
    result = ACTS[name](argument)
    return result if isinstance(result, Unpicklable) else Failure(job.name, str(result))


def page(act: str, name: str = "https://a.example/") -> Page:
    return Page(act.encode(), url=name)


def tell(job: Any) -> Any:
    """Read the "file", whose lines are acts, and do them one after another, a page each.

    ``reading:act`` is done while the page is looked for. Large archives are not cut.
    """
    if isinstance(job, InventoryJob):
        return None
    return _told(job)


def _told(job: FileJob) -> Iterator[Opened | Begun | Skipped]:
    for file, source in enumerate(job.sources):
        if file:
            yield Opened(file)
        for number, line in enumerate(source.path.read_text().splitlines()):
            name, _, argument = line.partition(":")
            if name == "reading":
                ACTS[argument]("")
            if not file and number < job.skip:
                continue
            page = f"{source.shown}!{number}"
            yield Begun(page, len(line))
            yield Skipped(page, str(ACTS[name](argument)))


def tell_known(job: FileJob) -> Iterator[Skipped]:
    """Tell of which files something is known."""
    assert job.known is not None
    yield Skipped(job.name, str(sorted(job.known.marks)))
