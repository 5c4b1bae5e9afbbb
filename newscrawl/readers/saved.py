"""Marks that browsers leave in a page they save: its address and the moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from newscrawl.readers.moments import moment
from newscrawl.urls import is_web_url

__all__ = ["SavedCopy", "saved_copy"]

_HEAD = 4_096
# "Save as" of Chromium, Firefox and Internet Explorer (the mark of the web), and SingleFile.
_MARK_OF_THE_WEB = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(\S{1,2048}) -->")
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s{1,8}url: (\S{1,2048})\s{1,8}saved date: ([^\r\n]{1,80})"
)
_JAVASCRIPT_DATE = re.compile(r"(\w{3}) (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """Where a saved page came from, and when it was saved if that is written down."""

    url: str
    at: datetime | None = None


def saved_copy(body: bytes) -> SavedCopy | None:
    """Return what the saving browser noted in *body*, or None."""
    head = body[:_HEAD]
    if match := _SINGLE_FILE.search(head):
        url, at = match.group(1), _moment(match.group(2).decode("ascii", "replace"))
    elif match := _MARK_OF_THE_WEB.search(head):
        url, at = match.group(1), None
    else:
        return None
    address = url.decode("utf-8", "replace")
    return SavedCopy(address, at) if is_web_url(address) else None


def _moment(text: str) -> datetime | None:
    match = _JAVASCRIPT_DATE.match(text)
    if match is None:
        return None
    weekday, month, day, year, clock, zone = match.groups()
    return moment(parsedate_to_datetime, f"{weekday}, {day} {month} {year} {clock} {zone}")
