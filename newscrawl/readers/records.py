"""The records of WARC 1.0 and 1.1 (ISO 28500) and ARC files: their headers and their blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.moments import moment
from newscrawl.readers.names import printable
from newscrawl.readers.tapes import Opening, Tape
from newscrawl.urls import is_web_url

__all__ = ["OPENINGS", "Damage", "Record", "Wanted", "identity", "moment_in", "read_records"]

OPENINGS: Mapping[Format, Opening] = {
    Format.WARC: Opening(
        re.compile(rb"(?:WARC|warc)/\d\.\d{1,2}\s{0,80}?\r?\n"),
        endings=(b"\r\n\r\n", b"\n\n"),
        is_plain=True,
    ),
    Format.ARC: Opening(
        re.compile(
            rb"[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\n]{1,3000}? \S{1,64} \d{12,17} "
            rb"[^\n]{1,300}(?<=\d)\r?\n"
        ),
        endings=(b"\n", b"\r\n"),
    ),
}

_HEAD = 65_536
_LARGEST_HEADER = 1024 * 1024
_LONGEST_LINE = 65_536
"""Of an ARC file."""
_LONGEST_VALUE = 65_536
_LONGEST_IDENTITY = 300
_TOLD_ONCE = frozenset(
    ["warc-type", "warc-record-id", "warc-target-uri", "warc-date", "content-length"]
)
_LENGTH = re.compile(r"\d{1,15}")
_ARC_1, _ARC_2 = 5, 10
_ARC_DATE = re.compile(r"\d{12,17}")
_HTTP_RESPONSE = "application/http; msgtype=response"


@dataclass(frozen=True, slots=True)
class Record:
    """One record, shaped like one of a WARC whatever the file is.

    ``headers`` have lower-case names; ``block`` is None when nobody wanted it. It ``is_torn`` off
    where what follows is no record: it may have been longer than it claims.
    """

    offset: int
    headers: Mapping[str, str]
    block: bytes | None = field(default=None, repr=False)
    is_torn: bool = False

    @property
    def kind(self) -> str:
        """The type of the record: ``response``, ``revisit`` ..."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address that it is about; WARC 1.0 writers put it in angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<>")

    @property
    def name(self) -> str:
        """What tells it from others in its file: its id, else its offset."""
        return identity(self.headers) or f"offset {self.offset}"

    @property
    def date(self) -> datetime | None:
        """When it was taken (aware), if that can be read."""
        return moment_in(self.headers, "warc-date")


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be read: where it begins, its headers as far as known, and why."""

    offset: int
    reason: str
    headers: Mapping[str, str] = field(default_factory=dict)


def moment_in(headers: Mapping[str, str], name: str) -> datetime | None:
    """Return the moment (aware) that is the value of *name* in *headers*, if it can be read."""
    return moment(datetime.fromisoformat, headers.get(name, ""))


def identity(headers: Mapping[str, str]) -> str:
    """Return the printable id in the *headers* of a record; empty when it has none."""
    stated = headers.get("warc-record-id", "").strip("<>")
    return printable(stated[:_LONGEST_IDENTITY])


Wanted = Callable[[Mapping[str, str], bytes], bool]


def read_records(
    tape: Tape, form: Format, wanted: Wanted, limit: int, end: int | None = None
) -> Iterator[Record | Damage]:
    """Yield the records of *tape* that begin before the offset *end*, and what is damaged.

    *wanted* is asked with the headers and the first bytes of the block whether the block is to
    be had; one of more than *limit* bytes is damage then. Raises TooMuchInput.
    """
    headers_of = _READERS[form]
    # What is packed in one go has one offset: a few kilobytes may hold a million beginnings.
    told: Damage | None = None
    while True:
        headers: dict[str, str] = {}
        is_lost = False
        try:
            if not tape.begin() or (end is not None and tape.offset >= end):
                return
            headers_of(tape, headers)
            yield _read(tape, headers, wanted, limit)
        except TooMuchInput:
            raise
        except UnreadableInput as error:
            if end is not None and tape.offset >= end:
                return
            damage = Damage(tape.offset, str(error), headers)
            if damage != told:
                yield damage
            told, is_lost = damage, True
        if is_lost and not tape.recover():
            return


def _read(tape: Tape, headers: Mapping[str, str], wanted: Wanted, limit: int) -> Record | Damage:
    """Return the record that *headers* begin. Raises UnreadableInput where the tape is lost."""
    length = _length(headers)
    tape.mark()
    block = tape.take(min(length, _HEAD))
    keep = wanted(headers, block)
    if keep and length <= limit:
        block = tape.take(length - len(block), behind=block)
        is_whole = len(block) == length
    else:
        is_whole = len(block) == min(length, _HEAD) and tape.skip(length - len(block))
    if not is_whole:
        tape.go_back(block)
        raise UnreadableInput(f"it claims {length:,} bytes, and there are fewer")
    if not tape.end():
        tape.go_back(block)
        raise UnreadableInput(f"it does not end after the {length:,} bytes that it claims")
    if keep and length > limit:
        return Damage(tape.offset, f"{length:,} bytes, over the limit of {limit:,}", headers)
    return Record(tape.offset, headers, block if keep else None, tape.is_torn)


def _length(headers: Mapping[str, str]) -> int:
    stated = headers.get("content-length", "")
    if not _LENGTH.fullmatch(stated):
        raise UnreadableInput(f"the length of the record is {stated[:20]!r}")
    return int(stated)


def _warc_headers(tape: Tape, headers: dict[str, str]) -> None:
    """Take *headers* from *tape*, as far as they can be read. Raises UnreadableInput."""
    opening = OPENINGS[Format.WARC]
    left = _LARGEST_HEADER
    line = tape.line(left)
    if not opening.match(line):
        # A record may begin in the middle of it.
        tape.give_back(line)
        raise UnreadableInput("here begins no record")
    name = ""
    while left > 0:
        line = tape.line(left)
        left -= len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        begun = opening.find(line, 0)
        if begun >= 0 and line[begun - 1 : begun] != b"/":
            # Cut in its header, it must not take the next one's for its own. An address may end so.
            tape.give_back(line)
            break
        if not line.endswith(b"\n"):
            break
        if not text:
            return
        if text[0] in " \t" and name:
            if len(headers[name]) < _LONGEST_VALUE:
                headers[name] = f"{headers[name]} {text.strip()}".strip()
            continue
        name, _, value = text.partition(":")
        name, value = name.strip().lower(), value.strip()
        if headers.setdefault(name, value) != value and name in _TOLD_ONCE:
            raise UnreadableInput(f"its header tells {name} twice: it may be of two records")
    raise UnreadableInput("the header of the record does not end")


def _arc_headers(tape: Tape, headers: dict[str, str]) -> None:
    line = tape.line(_LONGEST_LINE)
    if not OPENINGS[Format.ARC].match(line):
        raise UnreadableInput("here begins no record")
    fields = line.decode("utf-8", "replace").split()
    # Version 1 has five fields, version 2 ten; an address with blanks in it comes first.
    is_first = len(fields) < _ARC_2 or _ARC_DATE.fullmatch(fields[2 - _ARC_1])
    others = _ARC_1 if is_first else _ARC_2
    url = "%20".join(fields[: 1 - others])
    if any(map(_ARC_DATE.fullmatch, fields[: 2 - others])):
        raise UnreadableInput("its header tells two moments: it may be of two records")
    is_description = url.startswith("filedesc:")
    headers |= {
        "warc-type": "warcinfo" if is_description else "response",
        "warc-target-uri": url,
        "warc-date": _arc_date(fields[2 - others]),
        "content-type": _HTTP_RESPONSE if is_web_url(url) else fields[3 - others],
        "content-length": fields[-1],
    }


def _arc_date(digits: str) -> str:
    text = digits[:14].ljust(14, "0")
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:14]}Z"


_READERS: Mapping[Format, Callable[[Tape, dict[str, str]], None]] = {
    Format.WARC: _warc_headers,
    Format.ARC: _arc_headers,
}
