"""MAFF, a ZIP archive of saved pages: what is noted, beside each, of where it came from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import BinaryIO

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.entries import Entry
from newscrawl.readers.model import Budget
from newscrawl.readers.moments import moment
from newscrawl.readers.saved import SavedCopy
from newscrawl.urls import is_web_url

__all__ = ["Notes"]

_NAME = "index.rdf"
_LONGEST = 65_536
_MOST = 10_000
_SAID = re.compile(r'<MAF:(\w{1,40})\s{1,80}RDF:resource="([^"<>]{1,4096})"')


class Notes:
    """The notes among the *members* of the ZIP archive *stream*: one in a folder, of its page."""

    def __init__(self, stream: BinaryIO, members: Iterable[Entry], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        parts = ((*entry.name.rpartition("/"), entry) for entry in members)
        found = ((folder, entry) for folder, _, name, entry in parts if name == _NAME)
        self._notes = dict(islice(found, _MOST))

    def copy_of(self, member: str) -> SavedCopy | None:
        """Return what is noted of the page *member*; None for nothing. Raises TooMuchInput."""
        folder, _, name = member.rpartition("/")
        if folder not in self._notes:
            return None
        try:
            written = self._notes[folder].open(self._stream, self._budget).read(_LONGEST)
        except TooMuchInput:
            raise
        except UnreadableInput:
            return None
        said = {
            what: html.unescape(how)
            for what, how in _SAID.findall(written.decode("utf-8", "replace"))
        }
        url = said.get("originalurl", "")
        if said.get("indexfilename") != name or not is_web_url(url):
            return None
        return SavedCopy(url, moment(parsedate_to_datetime, said.get("archivetime", "")))
