"""Writing the file of permissions: one at a time, and all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from newscrawl.exceptions import PermissionsError
from newscrawl.policy.permission_file import load_text

try:
    import fcntl
except ImportError:  # a system without such locks
    fcntl = None  # type: ignore[assignment]

__all__ = ["changed", "rewrite"]

_USUAL_MODE = 0o644


def changed(path: Path, change: Callable[[str], str]) -> str:
    """Return what *change* makes of the file at *path*, without writing it.

    Raises PermissionsError when it cannot be read, or *change* raises ValueError.
    """
    try:
        return change(load_text(path))
    except ValueError as error:
        raise PermissionsError(f"{path}: {error}") from None


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Put what *change* makes of the file at *path* in its place.

    Whoever else does so at the same time waits: no change is lost. After a crash the file is the
    old one or the new one. Raises PermissionsError as :func:`changed`, and OSError.
    """
    target = path.resolve()  # a symbolic link stays one
    with _alone(target.parent):
        _write(target, changed(path, change))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of *folder*: the file itself is replaced, and a lock on it with it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(target: Path, text: str) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            beside.chmod(target.stat().st_mode if target.exists() else _USUAL_MODE)
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
