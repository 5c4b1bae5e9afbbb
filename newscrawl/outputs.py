"""The local files that a run writes itself: its feeds, its log, its summary, its database."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

from newscrawl import store
from newscrawl.config import DATABASE, SUMMARY, Config

__all__ = ["Outputs", "local_path"]


class Outputs:
    """The files that a run with *settings* writes, as a container of paths."""

    def __init__(self, settings: BaseSettings) -> None:
        config = Config(settings)
        targets = [*settings.getdict("FEEDS"), config[SUMMARY], settings.get("LOG_FILE")]
        found = (local_path(str(target)) for target in targets if target)
        self._files = {path.resolve() for path in found if path is not None}
        self._names = {path.name for path in self._files}
        self._database = config[DATABASE]
        file = store.database_file(self._database)
        self._database_name = file.name if file is not None else ""

    def __contains__(self, path: object) -> bool:
        """Whether *path* is one of them."""
        if not isinstance(path, Path):
            return False
        if path.name in self._names and path.resolve() in self._files:
            return True
        # Most are told by their names, sooner.
        return path.name.startswith(self._database_name) and store.is_file_of(self._database, path)


def local_path(uri: str) -> Path | None:
    """Return the local file that the target *uri* of a feed names, if it names one."""
    parts = urlsplit(uri)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    # One letter is a drive of Windows, not a scheme; a pattern names the file only later.
    if len(parts.scheme) > 1 or "%(" in uri:
        return None
    return Path(uri)
