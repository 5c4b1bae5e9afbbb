"""Texts that nobody reads as they stand: data, mails, lists, programs."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import Counter

__all__ = ["MAIL_HEADERS", "is_json", "is_program", "other_text"]

MAIL_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
"""The headers of a mail, its blank line included (RFC 5322)."""
# What a mail, or the first of a mailbox, begins with: its own headers, and some of its carriers'.
_MAIL_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_MAIL_CARRIER = re.compile(
    rb"^(?:Message-ID|Received|Return-Path|Delivered-To|MIME-Version):",
    re.IGNORECASE | re.MULTILINE,
)
_MAILBOX = re.compile(rb"From \S+ [^\n]*\d\n[!-9;-~]+:")
# Lines of comment, then the first group (RFC 9309 section 2.2): who is spoken to.
_ROBOTS = re.compile(rb"\s*+(?:#[^\n]*+\n\s*+)*+User-agent[ \t]*+:", re.IGNORECASE)
_XML = re.compile(rb"\s*+<\?xml\s")
_PROGRAM = re.compile(rb"[{};]")
_QUOTED = re.compile(rb'"[^"\n]*+"')
_TABLE_LINES, _FEWEST_ROWS, _FEWEST_FIELDS = 100, 6, 2
_LONGEST_FIELD, _ALIKE = 40, 0.95
# An address, a path, a checksum, a moment in digits: no word of any language.
_CODE = re.compile(rb"(?<!\S)(?=[!-~]*[\d/\\_=])[!-~]{8,}+(?!\S)")
_MOSTLY = 0.75


def other_text(head: bytes) -> str | None:
    """Return what the text is that begins with *head*, if people do not read it as it stands."""
    if _XML.match(head):
        return "an XML document"
    if _ROBOTS.match(head):
        return "a robots.txt file"
    if _MAILBOX.match(head):
        return "a mailbox"
    if _is_mail(head):
        return "a mail without an HTML part"
    if _is_table(head):
        return "a table"
    if is_program(head):
        return "a style sheet or a program"
    if _is_list(head):
        return "a list of addresses or codes"
    return None


def is_json(body: bytes) -> bool:
    """Whether *body* is JSON, or JSON Lines as far as its first line tells."""
    start = body[:64].lstrip(BOM_UTF8 + b" \t\r\n")[:1]
    if start not in {b"{", b"["}:
        return False
    try:
        json.loads(body)
    except json.JSONDecodeError as error:
        return error.msg == "Extra data" and error.lineno > 1
    except (ValueError, RecursionError):
        return False
    return True


def is_program(head: bytes) -> bool:
    """Whether *head* has more signs of a program, or of a style sheet, than prose ever has."""
    return len(_PROGRAM.findall(head)) * 50 > len(head)


def _is_mail(head: bytes) -> bool:
    """Whether *head* begins with the headers of a mail (RFC 5322)."""
    headers = MAIL_HEADERS.match(head.lstrip())
    return headers is not None and all(
        sign.search(headers[0]) for sign in (_MAIL_SENDER, _MAIL_CARRIER)
    )


def _is_table(head: bytes) -> bool:
    """Whether the lines of *head* are rows, parted alike: as many short fields in each.

    What stands in quotation marks may be long, and counts for nothing.
    """
    rows = _QUOTED.sub(b'""', head).splitlines()[:_TABLE_LINES]
    lines = [line for line in rows if line.strip()]
    if len(lines) < _FEWEST_ROWS:
        return False
    for separator in (b"\t", b",", b";", b"|"):
        counts = Counter(line.count(separator) for line in lines[:-1])
        count, alike = counts.most_common(1)[0]
        is_short = sum(map(len, lines)) < _LONGEST_FIELD * (count + 1) * len(lines)
        if count >= _FEWEST_FIELDS and is_short and alike >= _ALIKE * (len(lines) - 1):
            return True
    return False


def _is_list(head: bytes) -> bool:
    """Whether *head* is hardly anything but addresses, paths and codes: an index, a log."""
    written = sum(map(len, head.split()))
    return sum(map(len, _CODE.findall(head))) > _MOSTLY * written
