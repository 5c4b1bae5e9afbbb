"""What is checked before a crawl starts: whatever would make it fail later, or lose items."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.misc import load_object

from newscrawl.config import DATABASE, PURPOSE, SUMMARY, WARC, Config
from newscrawl.ending import STANDARD_OUTPUT
from newscrawl.exceptions import ArgumentError, UsageError
from newscrawl.job import Job, take
from newscrawl.outputs import local_path
from newscrawl.policy.model import Purpose
from newscrawl.store import open_store
from newscrawl.store.database import is_file_of

__all__ = ["take_off"]


def take_off(
    settings: Settings, spider: type[Spider], arguments: Mapping[str, str], config: Config
) -> Job:
    """Take the job of a run of *spider* with *arguments*, when all that it writes can be written.

    Raises NewscrawlError for the first thing that is wrong.
    """
    _check_log(settings, config[DATABASE])
    _check_job_folder(settings.get("JOBDIR"))
    _check_feeds(settings, config[DATABASE])
    _check_summary(config[SUMMARY], config[DATABASE])
    _check_archive(config)
    open_store(config[DATABASE]).close()
    return take(spider, arguments, config)


def _check_feeds(settings: BaseSettings, database: str) -> None:
    """Raise ArgumentError when a feed could not be written: the items would be lost at the end."""
    exporters = settings.getwithbase("FEED_EXPORTERS")
    for uri, options in settings.getdict("FEEDS").items():
        _check_encoding(options.get("encoding") or settings.get("FEED_EXPORT_ENCODING"))
        path = local_path(str(uri))
        if path is not None and not _is_writable(path, makes_folder=True):
            raise ArgumentError(f"{path}: the output cannot be written there")
        if path is not None and is_file_of(database, path):
            raise ArgumentError(f"{path}: is the database itself")
        exporter = exporters.get(options.get("format"))
        exporter = load_object(exporter) if exporter else None
        if (check := getattr(exporter, "check_feed", None)) is not None:
            check(path, overwrite=bool(options.get("overwrite")))


def _check_encoding(name: str | None) -> None:
    try:
        "".encode(name or "utf-8")  # Codecs that are there for bytes alone are looked up, too.
    except LookupError as error:
        raise ArgumentError(f"the output cannot be written in {name!r}: {error}") from error


def _check_archive(config: Config) -> None:
    """Raise UsageError when WARC files could not, or must not, be written."""
    folder = config[WARC]
    if folder is None:
        return
    if Purpose.ARCHIVE not in config[PURPOSE]:
        raise UsageError(f"{WARC.name}: to keep pages is to archive: declare archive as a purpose")
    if not _is_writable(folder / "a.warc", makes_folder=True):
        raise UsageError(f"{WARC.name}: {folder}: no file can be written there")


def _check_log(settings: Settings, database: str) -> None:
    level = str(settings.get("LOG_LEVEL"))
    if level.upper() not in logging.getLevelNamesMapping() and not level.isdigit():
        raise UsageError(f"{level!r} is no log level")
    file = settings.get("LOG_FILE")
    if file and (is_file_of(database, Path(file)) or not _is_writable(Path(file))):
        raise UsageError(f"{file}: the log cannot be written there")


def _check_job_folder(folder: str | None) -> None:
    if folder and not _is_writable(Path(folder) / "frontier.db", makes_folder=True):
        raise UsageError(f"JOBDIR: {folder}: no file can be written there")


def _check_summary(target: str, database: str) -> None:
    if target in {"", STANDARD_OUTPUT}:
        return
    if is_file_of(database, Path(target)) or not _is_writable(Path(target)):
        raise UsageError(f"{target}: the summary cannot be written there")


def _is_writable(path: Path, *, makes_folder: bool = False) -> bool:
    """Whether a file can be written at *path*; tried, for permissions do not tell it all.

    Its folder must be there, unless who writes the file makes it.
    """
    existed = path.exists()
    if existed and not path.is_file():
        # Opening a named pipe would wait for its reader.
        return path == Path(os.devnull)
    try:
        nearest = next(parent for parent in path.absolute().parents if parent.exists())
        if nearest != path.absolute().parent:
            return makes_folder and nearest.is_dir() and os.access(nearest, os.W_OK)
        with path.open("ab"):
            pass
    except OSError:
        return False
    if not existed:
        path.unlink()
    return True
