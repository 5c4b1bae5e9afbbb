"""One worker, seen from the event loop: a process, started when needed, replaced when dead."""

from __future__ import annotations

import asyncio
import errno
import os
import pickle
import signal
import socket
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from newscrawl.exceptions import WorkerError
from newscrawl.readers import Skipped, Source
from newscrawl.rows import Known, Opened, Row
from newscrawl.workers.frames import OUT_OF_MEMORY, pack, receive
from newscrawl.workers.model import (
    Ended,
    Failure,
    FileJob,
    InventoryJob,
    Job,
    Limits,
    Work,
)
from newscrawl.workers.processes import ForkServer, Process

__all__ = ["Worker"]

_MEGABYTE = 1024 * 1024
_START = 60.0
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM}
_NO_ROOM = {errno.EAGAIN, errno.ENOMEM}
"""What forking fails with."""
_GRACE = 10.0
"""Seconds that a process may be late: its own alarm comes first, unless it is stopped."""


class _DeathError(Exception):
    """The process has died with this exit *code*, the *page* in hand (None: none)."""

    def __init__(self, code: int, page: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.page = page


class Worker:
    """A place in the pool, beside *others*.

    It does one job at a time; the process in it may change.
    """

    def __init__(self, work: Work, limits: Limits, server: ForkServer, others: int) -> None:
        self._work = work
        self._limits = limits
        self._server = server
        self._others = others
        self._process: Process | None = None
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None
        self._closed = False
        self._told: Known | None = None
        self._has_answered = False
        self._received = 0

    @property
    def pid(self) -> int | None:
        """The id of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Start the process and wait until it is ready; again if it was killed from outside.

        Raises WorkerError when it never is, or when the worker is closed.
        """
        for may_try_again in (True, False):
            try:
                await self._start()
            except _DeathError as death:
                if not (may_try_again and death.code in _FROM_OUTSIDE):
                    cause = _cause(death.code)
                    raise WorkerError(f"no worker process can be started: {cause}") from death
            else:
                return

    async def _start(self) -> None:
        """Start the process as ``start`` does. Raises _DeathError when it dies at that."""
        if self._closed:
            raise WorkerError("the workers are closed")
        try:
            self._told = None
            self._has_answered = False
            self._received = 0
            async with asyncio.timeout(_START):
                process = await self._connect()
                process.pid, _ = await self._exchange((self._work, self._limits))
        except TimeoutError as error:
            await self._stop()
            raise WorkerError(f"a worker process was not ready within {_START:g} s") from error
        except (OSError, EOFError) as error:
            death = await self._stop()
            if death is None:
                raise WorkerError(f"no worker process can be started: {error}") from error
            raise death from error
        except BaseException:
            await self._stop()
            raise

    async def do(self, job: Job | InventoryJob) -> Any:
        """Do *job*, in a new process when there is none. Raises WorkerError as ``start`` does.

        When the job kills the process, or it does not answer in time, that is a Failure. Where the
        job may be without fault it is done once more.
        """
        try:
            return await self._done(job)
        except _DeathError as death:
            if not self._is_excused(death):
                return Failure(job.name, self._reason(death.code, self._limit(job)))
        try:
            return await self._done(job)
        except _DeathError as death:
            return Failure(job.name, self._reason(death.code, self._limit(job)))

    async def _done(self, job: Job | InventoryJob) -> Any:
        """Do *job* as ``do`` does it. Raises _DeathError when the process dies at it."""
        await self._ensure()
        patience = self._limit(job) + _GRACE
        try:
            async with asyncio.timeout(patience):
                outcome, last = await self._exchange(job)
        except TimeoutError:
            await self._stop()
            return Failure(job.name, f"no answer within {patience:g} s")
        except (OSError, EOFError) as error:
            death = await self._stop()
            if death is None:
                raise WorkerError("the workers were closed") from error
            raise death from error
        except BaseException:
            # Its answer, still to come, must not be taken for that to the next job.
            await self._stop()
            raise
        self._has_answered = True
        if last:
            await self._stop()
        return outcome

    async def stream(self, job: FileJob) -> AsyncGenerator[Row, None]:
        """Yield the rows of *job* as they come. Raises WorkerError as ``start`` does.

        A page that kills the process is Skipped, and the rest is left to a new process; so is a
        file that kills it while it is read. Where that may be without fault, it is tried there
        once more. No more is taken from the process than is asked for here.
        """
        tried_again: FileJob | None = None
        is_complete = False
        while not is_complete:
            asked = job
            try:
                async with aclosing(self._answers(asked)) as answers:
                    async for message in answers:
                        match message:
                            case Ended():
                                is_complete = message.complete
                            case Opened():
                                job = asked.after(message.number)
                            case _:
                                job = replace(job, skip=job.skip + 1)
                                self._has_answered = True
                                yield message
            except _DeathError as death:
                if self._is_excused(death) and tried_again != job:
                    tried_again = job
                    continue
                yield self._killing(job, death)
                # Killed while it was reading, it would be killed there again.
                job = replace(job, skip=job.skip + 1) if death.page is not None else job.after(1)
                is_complete = not job.sources

    def _is_excused(self, death: _DeathError) -> bool:
        """Whether what the process was at may be without fault in its *death*.

        It was killed from outside, or lacked the memory that earlier pages had left filled.
        """
        left_filled = death.code == OUT_OF_MEMORY and self._has_answered
        return death.code in _FROM_OUTSIDE or left_filled

    def _killing(self, job: FileJob, death: _DeathError) -> Skipped:
        """Return what is told of the page, or of what is left of the file, that is given up."""
        if death.page is not None:
            return Skipped(death.page, self._reason(death.code, self._limits.seconds))
        reason = self._reason(death.code, self._limits.patience(job.source.path))
        return Skipped(job.name, f"{reason}; {_given_up(job.source)}")

    async def _answers(self, job: FileJob) -> AsyncGenerator[Row | Opened | Ended, None]:
        """Yield what the process answers to *job*, up to the end. Raises _DeathError."""
        await self._ensure()
        patience = self._limits.silence(job.source.path, self._others) + _GRACE
        is_over = False
        try:
            await self._send(self._spared(job))
            while not is_over:
                async with asyncio.timeout(patience):
                    message, last = await self._receive()
                is_over = isinstance(message, Ended)
                if is_over and last:
                    await self._stop()
                yield message
        except (OSError, EOFError, TimeoutError) as error:
            is_over = True
            death = await self._stop()
            if self._closed or death is None:
                raise WorkerError("the workers were closed") from error
            raise death from error
        finally:
            if not is_over:
                # Left in the middle: its answers must not be taken for those to the next job.
                await self._stop()

    def _spared(self, job: FileJob) -> FileJob:
        """Return *job* without what is known of its files, where the process was told that last."""
        if job.known is self._told:
            return replace(job, known=None)
        self._told = job.known
        return job

    async def close(self) -> None:
        """End the process, at whatever it is; none is started after it."""
        self._closed = True
        await self._stop()

    async def _ensure(self) -> None:
        if self._process is None or self._process.has_ended:
            await self._stop()
            await self.start()

    async def _connect(self) -> Process:
        ours, theirs = socket.socketpair()
        try:
            process = self._process = self._server.start(theirs)
            self._reader, self._writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        return process

    async def _stop(self) -> _DeathError | None:
        """End the process and return its death, of its own or by the kill; None without one."""
        process, self._process = self._process, None
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.transport.abort()
        return _DeathError(*await process.end(self._received)) if process is not None else None

    async def _exchange(self, message: object) -> tuple[Any, bool]:
        await self._send(message)
        return await self._receive()

    async def _receive(self) -> tuple[Any, bool]:
        received = await receive(self._reader)
        self._received += 1
        return received

    async def _send(self, message: object) -> None:
        assert self._writer is not None
        self._writer.writelines(pack(pickle.dumps(message, pickle.HIGHEST_PROTOCOL)))
        await self._writer.drain()

    def _limit(self, job: Job | InventoryJob) -> float:
        """Return the seconds that *job* may take."""
        limits = self._limits
        return limits.patience(job.path) if isinstance(job, InventoryJob) else limits.seconds

    def _reason(self, code: int, limit: float) -> str:
        if code == -signal.SIGALRM:
            return f"took longer than {limit:g} s"
        if code == OUT_OF_MEMORY:
            return f"needs more than {self._limits.memory // _MEGABYTE} MB of memory"
        return f"its worker process died ({_cause(code)})"


def _given_up(source: Source) -> str:
    portion = source.portion
    place = f" up to offset {portion.end:,}" if portion is not None and portion.end else ""
    return f"the rest of it{place} was not read"


def _cause(code: int) -> str:
    if code in _NO_ROOM:
        return os.strerror(code)
    return f"exit status {code}" if code >= 0 else signal.strsignal(-code) or f"signal {-code}"
