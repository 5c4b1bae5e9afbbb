"""What a pattern of paths stands for, with no symbolic link followed on the way."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

__all__ = ["literal_part", "matches"]

_ANY_DEPTH = "**"

NoteLink = Callable[[Path], None]


def matches(pattern: str, note_link: NoteLink) -> list[tuple[Path, bool]]:
    """Return what *pattern* stands for, in order of name, and whether each is a directory.

    A symbolic link is handed to *note_link*: ``glob`` would follow it, and two that lead back up
    have no end. A directory that cannot be listed is told as if it were a file.
    """
    root = literal_part(Path(pattern))
    found = {root: True} if _is_directory(root) else {}
    parts = Path(pattern).parts[len(root.parts) :]
    for number, part in enumerate(parts, 1):
        below = _tree if part == _ANY_DEPTH else _children
        reached: dict[Path, bool] = {}
        for path, is_directory in found.items():
            is_last = number == len(parts)
            reached |= below(path, part, is_last, note_link) if is_directory else {path: False}
        found = reached
    only_directories = pattern.endswith(os.sep)
    return sorted(item for item in found.items() if item[1] or not only_directories)


def literal_part(pattern: Path) -> Path:
    """Return the directories of *pattern* up to the first wildcard: the user named those."""
    parts = []
    for part in pattern.parts:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def _children(directory: Path, part: str, is_last: bool, note_link: NoteLink) -> dict[Path, bool]:
    """Return what in *directory* is named as *part* says; only directories unless it *is_last*."""
    try:
        found = _named(directory, part)
    except OSError:
        return {directory: False}
    children = {}
    for entry in found:
        is_directory = _is_directory(entry)
        if not is_last and not is_directory:
            continue
        if entry.is_symlink():
            note_link(Path(entry))
        else:
            children[Path(entry)] = is_directory
    return children


def _named(directory: Path, part: str) -> Iterable[os.DirEntry[str] | Path]:
    """Return what in *directory* is named as *part* says; hidden things only if it says so."""
    if not glob.has_magic(part):
        path = directory / part
        return [path] if os.path.lexists(path) else []
    with os.scandir(directory) as listing:
        return [
            entry
            for entry in listing
            if fnmatchcase(entry.name, part)
            and (part.startswith(".") or not entry.name.startswith("."))
        ]


def _tree(directory: Path, _: str, is_last: bool, note_link: NoteLink) -> dict[Path, bool]:
    """Return *directory* and all directories below it, and if it *is_last* the files there."""
    found = {directory: True}
    waiting = [directory]
    while waiting:
        below = _children(waiting.pop(), "*", is_last, note_link)
        waiting += (path for path, is_directory in below.items() if is_directory)
        found |= below
    return found


def _is_directory(entry: os.DirEntry[str] | Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
