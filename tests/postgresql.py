"""A PostgreSQL server of our own on loopback, for as long as a block runs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "newscrawl"
_DEBIAN = Path("/usr/lib/postgresql")
_SECONDS_TO_START = 60


def programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``; None where PostgreSQL is not installed."""
    found = [Path(path).resolve().parent for path in filter(None, [shutil.which("initdb")])]
    found += [path.parent for path in sorted(_DEBIAN.glob("*/bin/initdb"), reverse=True)]
    return next((path for path in found if (path / "pg_ctl").exists()), None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Run a server; give the URL of its databases, to which a name is to be added."""
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-postgresql-"))
    account = None
    if os.geteuid() == 0:  # as which PostgreSQL refuses to run
        account = "nobody"
        shutil.chown(folder, account)
    port = _free_port()
    data, log = str(folder / "data"), str(folder / "log")
    options = f"-h 127.0.0.1 -p {port} -c unix_socket_directories= -c fsync=off"

    def call(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, "-D", data, *arguments],
            check=True,
            cwd=folder,
            user=account,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    try:
        how = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        call("initdb", f"--username={USER}", *how)
        call("pg_ctl", "start", "-w", "-t", str(_SECONDS_TO_START), "-l", log, "-o", options)
        try:
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}"
        finally:
            call("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
