"""A feed written outside of a crawl: in any format there is, whole or not at all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from scrapy.exporters import BaseItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.conf import feed_complete_default_values_from_settings
from scrapy.utils.misc import load_object

from newscrawl.exceptions import UsageError
from newscrawl.items import SCHEMA_ORG

__all__ = ["STANDARD_OUTPUT", "Destination", "check_feeds", "check_fields", "exporter_kind", "feed"]

STANDARD_OUTPUT = "-"


class Destination:
    """Where a feed goes: a file, written aside and put in its place when it is whole.

    ``-`` is standard output; what is there and no regular file, such as a pipe, is written to
    as it is.
    """

    def __init__(self, name: str, *, overwrite: bool = False) -> None:
        """Take the *name* of the file. Raises UsageError when it could not be written."""
        self.path = None if name == STANDARD_OUTPUT else Path(name)
        self._is_stream = self.path is None or (self.path.exists() and not self.path.is_file())
        if self.path is None:
            return
        if self.path.is_dir():
            raise UsageError(f"{name}: is a directory")
        if not self.path.parent.is_dir():
            raise UsageError(f"{name}: there is no directory {self.path.parent}")
        if not self._is_stream and self.path.exists() and not overwrite:
            raise UsageError(f"{name}: there is such a file; -O replaces it")
        if not self._is_stream and not os.access(self.path.resolve().parent, os.W_OK | os.X_OK):
            raise UsageError(f"{name}: the output cannot be written there")

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Give what is to be written to; where the block raises, nothing has changed.

        Raises OSError.
        """
        if self.path is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif self._is_stream:
            with self.path.open("wb") as file:
                yield file
        else:
            # Of a link it is what that leads to which is replaced.
            with _aside(self.path.resolve()) as file:
                yield file


def check_fields(settings: BaseSettings) -> None:
    """Raise UsageError for a name in FEED_EXPORT_FIELDS that is no field of an article."""
    _check_names("FEED_EXPORT_FIELDS", settings.getdictorlist("FEED_EXPORT_FIELDS"))


def check_feeds(settings: BaseSettings) -> None:
    """Raise UsageError for a name among the ``fields`` of a feed in FEEDS that is none."""
    for uri, options in settings.getdict("FEEDS").items():
        _check_names(f"FEEDS: {uri}: fields", options.get("fields") or ())


def _check_names(where: str, names: Iterable[object]) -> None:
    for name in names:
        if not (isinstance(name, str) and name in SCHEMA_ORG):
            known = ", ".join(SCHEMA_ORG)
            raise UsageError(f"{where}: {name!r} is no field; the fields are: {known}")


def exporter_kind(settings: BaseSettings, name: str) -> type[BaseItemExporter]:
    """Return the exporter of the format *name*. Raises UsageError, naming those there are."""
    kinds = {each: kind for each, kind in settings.getwithbase("FEED_EXPORTERS").items() if kind}
    if name not in kinds:
        raise UsageError(f"{name!r} is no format; the formats are: {', '.join(sorted(kinds))}")
    kind: type[BaseItemExporter] = load_object(kinds[name])
    return kind


@contextmanager
def feed(
    kind: Callable[..., BaseItemExporter], file: IO[bytes], settings: BaseSettings
) -> Iterator[BaseItemExporter]:
    """Give an exporter of *kind* that writes to *file* as a feed of a crawl would."""
    options: Mapping[str, Any] = feed_complete_default_values_from_settings({}, settings)
    exporter = kind(
        file,
        fields_to_export=options["fields"],
        encoding=options["encoding"],
        indent=options["indent"],
    )
    exporter.start_exporting()
    yield exporter
    exporter.finish_exporting()


@contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
    ) as file:
        written = Path(file.name)
        try:
            with _gone_when_stopped(written):
                yield file
                file.flush()
                os.fsync(file.fileno())
                _take_place(written, path)
        except BaseException:
            with suppress(OSError):
                written.unlink()
            raise


@contextmanager
def _gone_when_stopped(path: Path) -> Iterator[None]:
    """Remove the file at *path* when a signal ends this process within the block."""

    def end(number: int, _: object) -> None:
        path.unlink(missing_ok=True)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _take_place(written: Path, path: Path) -> None:
    """Put the file *written* at *path*, readable by whom any new file is."""
    mask = os.umask(0)
    os.umask(mask)
    written.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
    written.replace(path)
