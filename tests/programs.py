"""Programs in processes of their own, forked from one that has imported everything.

The imports of a crawl take longer than most crawls of the tests. All else that a process has, from
its working directory to its end by a signal, each program here has for itself.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["ROOT", "Ended", "Program", "run"]

ROOT = Path(__file__).parent.parent


class Ended(NamedTuple):
    """The exit code of a program, and what it has written."""

    code: int
    out: str
    err: str


class Program:
    """A program at work. *arguments* are what follows ``python``: ``-m`` and a module, or a file.

    Its environment is ours without proxies, and *environment* on top. Of
    :class:`subprocess.Popen` it has what the tests need.
    """

    def __init__(
        self, *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        given = {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}
        given.pop("PYTHONDONTWRITEBYTECODE", None)  # their workers would compile all anew
        given |= {"PYTHONPATH": str(ROOT), **(environment or {})}
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        ours_err, theirs_err = os.pipe()
        self._channel, theirs = socket.socketpair()
        descriptors = [theirs_in, theirs_out, theirs_err, theirs.detach()]
        socket.send_fds(_server(), [b"+"], descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self._channel.sendall(json.dumps([arguments, str(folder), given]).encode() + b"\n")
        self.stdin = os.fdopen(ours_in, "wb")
        self.stdout = os.fdopen(ours_out, encoding="utf-8", newline="")
        self.stderr = os.fdopen(ours_err, encoding="utf-8", newline="")
        self.returncode: int | None = None
        self.pid = int.from_bytes(self._channel.recv(4))
        assert self.pid, "the fork server has ended"

    def communicate(self, stdin: bytes = b"", *, timeout: float = 120) -> tuple[str, str]:
        """Give it *stdin*, wait for its end, and return what it has written since.

        Raises TimeoutError, and kills it, when it takes longer than *timeout* seconds.
        """
        with ThreadPoolExecutor(3) as pool:
            pool.submit(self._give, stdin)
            reading = pool.submit(self.stdout.read), pool.submit(self.stderr.read)
            try:
                self.wait(timeout)
            except TimeoutError:
                self.kill()
                raise
        out, err = (each.result() for each in reading)
        self.close()
        return out, err

    def poll(self, timeout: float = 0) -> int | None:
        """Return its exit code; None if it has not ended within *timeout* seconds."""
        if self.returncode is None and select.select([self._channel], [], [], timeout)[0]:
            self.returncode = int.from_bytes(self._channel.recv(4), signed=True)
        return self.returncode

    def wait(self, timeout: float = 120) -> int:
        """Wait for its end and return its exit code. Raises TimeoutError."""
        code = self.poll(timeout)
        if code is None:
            raise TimeoutError(f"process {self.pid} has not ended in {timeout:g} s")
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still at work."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it as ``kill -9`` does, if it is still at work, and wait for its end."""
        self.send_signal(signal.SIGKILL)
        self.wait()

    def close(self) -> None:
        """Kill it if it is still at work, and let go of it."""
        if not self.stdout.closed:
            self.kill()
        for each in (self.stdin, self.stdout, self.stderr, self._channel):
            each.close()

    def _give(self, stdin: bytes) -> None:
        try:
            with self.stdin:
                self.stdin.write(stdin)
        except BrokenPipeError:
            return


def run(
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    timeout: float = 120,
) -> Ended:
    """Run a program to its end, as :class:`Program` does."""
    program = Program(*arguments, folder=folder, environment=environment)
    out, err = program.communicate(stdin, timeout=timeout)
    return Ended(program.wait(), out, err)


@cache
def _server() -> socket.socket:
    """Start the fork server, which ends with this process, and return the way to it."""
    ours, theirs = socket.socketpair()
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.forkserver"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=theirs,
            stdout=subprocess.DEVNULL,
        )

    def end() -> None:
        ours.close()
        server.wait()

    atexit.register(end)
    return ours
