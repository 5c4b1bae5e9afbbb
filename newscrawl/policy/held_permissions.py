"""The permissions that a file records, as it is at any moment: a long run hears of a revocation."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import overload

from newscrawl.exceptions import PermissionsError, ReferenceChanged
from newscrawl.policy.permission_file import entry_lines, load_permissions, load_text
from newscrawl.policy.permission_proof import Proof, document_path, proof
from newscrawl.policy.permissions import Permission

__all__ = ["HeldPermissions"]

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 1.0

_Stamp = tuple[int, int, int] | None


class HeldPermissions(Sequence[Permission]):
    """What may be relied upon of the file at *path*; it is looked at once a second at most.

    When it changes while this is in use, and is malformed then, nothing is relied upon until it
    is mended; nor is what rests on a document that is no longer the one that was recorded.
    """

    def __init__(self, path: Path) -> None:
        """Read the file; none is there when nothing is permitted.

        Raises PermissionsError when it is malformed, ReferenceChanged when a document on which
        a permission rests is there and is another one.
        """
        self._path = path
        self._looked = monotonic()
        file = _stamp(path)
        self._held, changed = self._read()
        if changed:
            raise ReferenceChanged(changed[0])
        self._stamps = file, self._documents()

    @overload
    def __getitem__(self, index: int) -> Permission: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Permission]: ...

    def __getitem__(self, index: int | slice) -> Permission | Sequence[Permission]:
        return self._current()[index]

    def __len__(self) -> int:
        return len(self._current())

    def __iter__(self) -> Iterator[Permission]:
        return iter(self._current())

    def _current(self) -> tuple[Permission, ...]:
        now = monotonic()
        if now < self._looked + _SECONDS_BETWEEN_LOOKS:
            return self._held
        self._looked = now
        if (_stamp(self._path), self._documents()) != self._stamps:
            self._renew()
        return self._held

    def _renew(self) -> None:
        file = _stamp(self._path)
        try:
            self._held, changed = self._read()
        except PermissionsError as error:
            self._held, changed = (), [str(error)]
        for reason in changed:
            logger.error("Not relied upon: %s", reason)
        self._stamps = file, self._documents()

    def _read(self) -> tuple[tuple[Permission, ...], list[str]]:
        """Return what may be relied upon, and in lines what may not be for its document."""
        permissions = load_permissions(self._path)
        now = datetime.now(UTC)
        standing = [each for each in permissions if each.ends is None or now < each.ends]
        changed = [each for each in standing if proof(each, self._path.parent) is Proof.CHANGED]
        lines = entry_lines(load_text(self._path)) if changed else []
        reasons = [self._reason(each, permissions.index(each), lines) for each in changed]
        return tuple(each for each in permissions if each not in changed), reasons

    def _reason(self, permission: Permission, number: int, lines: list[int]) -> str:
        line = f", line {lines[number]}" if number < len(lines) else ""
        document = document_path(permission, self._path.parent)
        return f"{self._path}{line}: {document} is not the document that was recorded"

    def _documents(self) -> list[_Stamp]:
        return [_stamp(document_path(each, self._path.parent)) for each in self._held]


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
