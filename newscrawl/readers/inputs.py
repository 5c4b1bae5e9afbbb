"""What ``-a path=`` means: a file, a directory, a pattern, a list of them, or standard input."""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Container, Iterator
from pathlib import Path

from newscrawl.exceptions import InputError, InputNotFound, UnreadableInput
from newscrawl.readers.content import HEAD, Format, format_of
from newscrawl.readers.files import opened
from newscrawl.readers.names import printable
from newscrawl.readers.patterns import literal_part, matches
from newscrawl.text.encoding import is_binary, wide_encoding

__all__ = ["STANDARD_INPUT", "Inputs"]

STANDARD_INPUT = "-"
_LIST = "@"


class Inputs:
    """The files that one path argument names.

    A directory stands for all files below it, in order of name; hidden ones (``.name``) and
    symbolic links within it are left out, the links by name. A pattern knows ``*``, ``?``,
    ``[...]`` and ``**``. The argument itself may be a link: the user has named it. After ``@``
    it names a list, one of all these a line; blank lines and such that begin with ``#`` count
    for nothing, nor does a list that is named within itself.
    """

    def __init__(
        self,
        argument: str,
        within: frozenset[str] = frozenset(),
        left_out: Container[Path] = frozenset(),
    ) -> None:
        """Take the *argument*, which stands *within* these lists; nothing is opened yet.

        What is *left_out* no directory and no pattern stands for.
        """
        self.argument = argument
        self._within = within
        self._left_out = left_out
        self.links: list[str] = []
        """Printable names of the symbolic links met so far, none of them followed."""
        self.faults: list[tuple[str, str]] = []
        """Printable names of what a list names and no file stands for, and why."""

    @property
    def from_standard_input(self) -> bool:
        """Whether the one page comes from standard input."""
        return self.argument == STANDARD_INPUT

    @property
    def root(self) -> str:
        """The printable folder that the argument names, with its slash: what may be moved whole.

        For a list, and for standard input, it is empty.
        """
        if self._is_list or self.from_standard_input:
            return ""
        named = Path(self.argument)
        if _kind(named) is None:
            named = literal_part(named)
        return printable(named if _kind(named) == stat.S_IFDIR else named.parent) + "/"

    def check(self) -> None:
        """Raise InputNotFound or UnreadableInput when the argument can yield no file at all."""
        if self.from_standard_input:
            if sys.stdin is None:
                raise InputNotFound("-: standard input is closed")
            return
        if self._is_list:
            self._check_list()
            return
        if next(self.files(), None) is not None:
            return
        name = printable(self.argument)
        if glob.has_magic(self.argument):
            raise InputNotFound(f"{name}: no file matches")
        try:
            Path(self.argument).stat()
        except (OSError, ValueError) as error:
            raise InputNotFound(f"{name}: {_told(error)}") from error
        raise InputNotFound(f"{name}: the directory holds no file")

    @property
    def is_one_path(self) -> bool:
        """Whether it can only name one file, there or not."""
        is_several = self._is_list or glob.has_magic(self.argument)
        return not is_several and _kind(Path(self.argument)) != stat.S_IFDIR

    @property
    def _is_list(self) -> bool:
        return self.argument.startswith(_LIST)

    def _check_list(self) -> None:
        try:
            if self.argument == _LIST:
                raise InputNotFound(f"{_LIST}: no list is named")
            self._check_is_text()
            is_empty = next(self._listed(), None) is None
        except OSError as error:
            name = printable(self.argument[1:])
            raise UnreadableInput(f"{name}: {error.strerror or error}") from error
        if is_empty:
            raise InputNotFound(f"{printable(self.argument[1:])}: the list names no file")

    def _list(self) -> Path:
        """Return the list, which is read again and again. Raises UnreadableInput for a pipe."""
        path = Path(self.argument[1:])
        if _kind(path) not in {None, stat.S_IFREG}:
            raise UnreadableInput(f"{printable(path)}: no regular file, not a list of files")
        return path

    def _check_is_text(self) -> None:
        with opened(self._list()) as (stream, _):
            head = stream.read(HEAD)
        form = format_of(head)
        is_markup = head.removeprefix(BOM_UTF8).lstrip().startswith(b"<")
        if form is not Format.PAGE or is_markup or is_binary(head):
            other = "HTML or XML" if is_markup else "binary data"
            what = other if form is Format.PAGE else form
            raise UnreadableInput(f"{printable(self.argument[1:])}: {what}, not a list of files")

    def _listed(self) -> Iterator[str]:
        with opened(self._list()) as (stream, _):
            wide = wide_encoding(stream.read(HEAD))
            stream.seek(0)
            errors = "replace" if wide else "surrogateescape"
            with io.TextIOWrapper(stream, wide or "utf-8", errors) as lines:
                for line in lines:
                    entry = line.replace("\0", "\ufffd").removeprefix("\ufeff").strip()
                    if entry and not entry.startswith("#"):
                        yield entry

    def _from_list(self) -> Iterator[Path]:
        lists = self._within | {os.path.realpath(self.argument[1:])}
        for entry in self._listed():
            if entry.startswith(_LIST) and os.path.realpath(entry[1:]) in lists:
                continue
            inner = Inputs(entry, lists, self._left_out)
            if inner.is_one_path:
                # One that is not there, too: its reader says what is wrong with it.
                yield Path(entry) if inner.from_standard_input else _file(Path(entry))
            else:
                yield from self._from_entry(inner)

    def _from_entry(self, inner: Inputs) -> Iterator[Path]:
        try:
            inner.check()
            yield from inner.files()
        except (InputError, OSError) as error:
            name = printable(inner.argument.removeprefix(_LIST)) or _LIST
            self.faults.append((name, str(error).removeprefix(f"{name}: ")))
        for link in inner.links:
            self._note_link(link)
        self.faults += inner.faults

    def files(self) -> Iterator[Path]:
        """Yield the files, in order; each call starts anew.

        What is no regular file (a FIFO, a device) is yielded too: reading it says so. ``-`` is
        standard input, and no file: one of that name is yielded with its folder.
        Raises UnreadableInput when the named directory may not be listed.
        """
        self.links.clear()
        self.faults.clear()
        if self.from_standard_input:
            yield Path(STANDARD_INPUT)
        elif self._is_list:
            yield from self._from_list()
        else:
            yield from map(_file, self._named())

    def _named(self) -> Iterator[Path]:
        root = Path(self.argument)
        kind = _kind(root)
        if kind == stat.S_IFDIR:
            yield from self._below(root, required=True)
        elif kind is not None:
            yield root
        elif glob.has_magic(self.argument):
            yield from self._matched()

    def _matched(self) -> Iterator[Path]:
        # ``**`` matches the files below a directory as well as the directory.
        is_deep = "**" in Path(self.argument).parts
        for path, is_directory in matches(self.argument, self._note_link):
            if not is_directory:
                if path not in self._left_out:
                    yield path
            elif not is_deep:
                yield from self._below(path)

    def _note_link(self, path: str | Path) -> None:
        if (name := printable(path)) not in self.links:
            self.links.append(name)

    def _below(self, directory: Path, *, required: bool = False) -> Iterator[Path]:
        # With a stack of its own: a tree may be deeper than Python's.
        waiting = [iter(self._entries(directory, required=required))]
        while waiting:
            path, is_directory = next(waiting[-1], (None, False))
            if path is None:
                waiting.pop()
            elif is_directory:
                waiting.append(iter(self._entries(path)))
            else:
                yield path

    def _entries(self, directory: Path, *, required: bool = False) -> list[tuple[Path, bool]]:
        """Return what to visit in *directory*, in order, with whether each is a directory."""
        try:
            with os.scandir(directory) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            if required:
                name = printable(directory)
                raise UnreadableInput(f"{name}: {error.strerror or error}") from error
            # Handed on as if it were a file, so that its reader reports it by name.
            return [(directory, False)]
        found = []
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_symlink():
                self._note_link(entry.path)
            elif (path := Path(entry.path)) not in self._left_out:
                found.append((path, _is_directory(entry)))
        return found


def _file(path: Path) -> Path:
    """Return *path*, with its folder where it is called as standard input is."""
    return path.absolute() if str(path) == STANDARD_INPUT else path


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _kind(path: Path) -> int | None:
    """Return the type bits of what stands at *path*, None when nothing that can be named does."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return None


def _told(error: OSError | ValueError) -> str:
    """Return why something cannot be looked at; a name with a NUL byte cannot even be asked for."""
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or "no such file or directory").lower()
