"""``scrapy permit add|list|revoke``: the permissions held in writing, kept in one file.

Exit codes: 0 done, 1 the file could not be written, 2 wrong usage or no permission.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from newscrawl.commandline import OrderlyCommand
from newscrawl.config import PERMISSIONS, Config
from newscrawl.exceptions import PermissionsError, ReferenceChanged, UsageError
from newscrawl.exit_codes import ExitCode
from newscrawl.policy.model import Purpose
from newscrawl.policy.permission_file import load_permissions, with_added, with_revoked
from newscrawl.policy.permission_proof import Proof, document_path, proof
from newscrawl.policy.permission_writing import changed, rewrite
from newscrawl.policy.permissions import Permission, grant_host

__all__ = ["Command"]

_REQUIRED = ("licensor", "host", "purpose", "granted", "document")
_PROOFS = {
    Proof.HELD: "the one that was recorded",
    Proof.MISSING: "not there",
    Proof.CHANGED: "CHANGED since it was recorded; nothing may rest on it",
}


class Command(OrderlyCommand):
    """Record a permission, list them, or revoke one."""

    requires_crawler_process = False
    _change: Callable[[str], str] | None = None

    def syntax(self) -> str:
        """Return what is to be written after the name of the command."""
        return "[options] add|list|revoke [REFERENCE]"

    def short_desc(self) -> str:
        """Return the line of the overview."""
        return "Record, list or revoke what a licensor has permitted in writing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what describes a grant."""
        super().add_options(parser)
        group = parser.add_argument_group("For add")
        group.add_argument("--licensor", help="who permits it")
        group.add_argument("--host", action="append", help="with its subdomains; may be repeated")
        group.add_argument("--path", action="append", help="as in robots.txt; may be repeated")
        group.add_argument("--purpose", help="one or several, parted by commas")
        group.add_argument("--granted", metavar="YYYY-MM-DD", help="the first day")
        group.add_argument("--expires", metavar="YYYY-MM-DD", help="the last day, if there is one")
        group.add_argument("--document", metavar="FILE", help="the letter or contract; is hashed")
        group.add_argument("--reference", help="what the document is cited as; its file name")
        group.add_argument("--lifts-robots", action="store_true", help="it lifts robots.txt too")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError for what makes no sense; nothing has been written then."""
        assert self.settings is not None
        config = Config(self.settings)
        with suppress(ReferenceChanged):  # listed as such, and mended by a change
            config.check()
        path, today = config[PERMISSIONS], datetime.now(UTC).date()
        match args:
            case ["list"]:
                return
            case ["add"]:
                permission = _granted(opts, path, today)
                self._change = partial(with_added, permission=permission)
            case ["revoke", reference]:
                self._change = partial(with_revoked, reference=reference, day=today)
            case _:
                raise UsageError("write add, or list, or revoke and the reference of a document")
        changed(path, self._change)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Write the file, where it is changed, and print what it records then."""
        assert self.settings is not None
        path = Config(self.settings)[PERMISSIONS]
        if self._change is not None:
            try:
                rewrite(path, self._change)
            except OSError as error:
                self.leave(ExitCode.COULD_NOT_RUN, f"{path}: {error.strerror or error}")
            except PermissionsError as error:
                self.leave(ExitCode.WRONG_USAGE, error)
        sys.stdout.write(_listed(path, load_permissions(path), datetime.now(UTC).date()))


def _granted(opts: argparse.Namespace, path: Path, today: date) -> Permission:
    """Return the permission that *opts* describe. Raises UsageError."""
    for name in _REQUIRED:
        if not getattr(opts, name):
            raise UsageError(f"--{name} is missing")
    document = Path(opts.document)
    permission = Permission(
        licensor=opts.licensor,
        hosts=_hosts(opts.host),
        paths=tuple(opts.path or ["/"]),
        purposes=_purposes(opts.purpose),
        granted=_day("--granted", opts.granted),
        expires=_day("--expires", opts.expires) if opts.expires else None,
        reference=opts.reference or document.name,
        sha256=_hash(document),
        lifts_robots=opts.lifts_robots,
    )
    if not _same_file(document, document_path(permission, path.parent)):
        permission = replace(permission, document=_seen_from(path.parent, document))
    if permission.expires is not None and permission.expires < today:
        raise UsageError(f"--expires: {permission.expires} is past: there is nothing to rely on")
    return permission


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _seen_from(folder: Path, document: Path) -> str:
    try:
        return os.path.relpath(document.resolve(), folder.resolve())
    except ValueError:  # on another drive
        return str(document.resolve())


def _hosts(names: list[str]) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(map(grant_host, names)))
    except ValueError as error:
        raise UsageError(f"--host: {error}") from None


def _purposes(names: str) -> tuple[Purpose, ...]:
    try:
        return Purpose.declared(names)
    except ValueError as error:
        raise UsageError(f"--purpose: {error}") from None


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is no date; write YYYY-MM-DD") from None


def _hash(document: Path) -> str:
    try:
        content = document.read_bytes()
    except OSError as error:
        raise UsageError(f"--document: {document}: {error.strerror or error}") from None
    if not content:
        raise UsageError(f"--document: {document}: the file is empty: it grants nothing")
    return hashlib.sha256(content).hexdigest()


def _listed(path: Path, permissions: Sequence[Permission], today: date) -> str:
    if not permissions:
        return f"{path} records no permission.\n"
    return "\n".join(
        "".join(f"{line}\n" for line in _lines(each, path.parent, today)) for each in permissions
    )


def _lines(permission: Permission, folder: Path, today: date) -> Iterator[str]:
    yield permission.citation
    yield f"  {permission.licensor}: {_state(permission, today)}"
    yield f"  hosts     {', '.join(permission.hosts)}"
    yield f"  paths     {', '.join(permission.paths)}"
    yield f"  purposes  {', '.join(permission.purposes)}"
    yield f"  robots    {'lifted' if permission.lifts_robots else 'not lifted'}"
    found = _PROOFS[proof(permission, folder)]
    yield f"  document  {document_path(permission, folder)}: {found}"


def _state(permission: Permission, today: date) -> str:
    if permission.revoked is not None:
        return f"revoked on {permission.revoked}"
    if not permission.holds(today):
        is_past = permission.granted <= today
        return f"expired on {permission.expires}" if is_past else f"from {permission.granted}"
    until = f"until {permission.expires}" if permission.expires else "until revoked"
    return f"in force since {permission.granted}, {until}"
