"""Texts that nobody reads as they stand: data, mails, lists, programs."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8, BOM_UTF16
from collections import Counter
from collections.abc import Callable

__all__ = ["MAIL_HEADERS", "is_json", "is_mailbox", "is_program", "is_xml", "other_text"]

MAIL_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?:\r?\n|[^\n]*\Z)")
"""The headers of a mail, its blank line included (RFC 5322), or where it is cut within them."""
# What a mail, or the first of a mailbox, begins with: its own headers, and some of its carriers'.
_MAIL_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_MAIL_CARRIER = re.compile(
    rb"^(?:Message-ID|Received|Return-Path|Delivered-To|MIME-Version|Content-Type|Snapshot-Content-Location):",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_JSON = BOM_UTF8 + BOM_UTF16 + b"\0 \t\r\n"
_MAILBOX = re.compile(rb"From \S{1,320} [^\n]{0,40}?\d\d:\d\d[^\n]{0,40}\d\r?\n[!-9;-~]+:")
# Lines of comment, then the first group (RFC 9309 section 2.2): who is spoken to.
_ROBOTS = re.compile(rb"\s*+(?:#[^\n]*+\n\s*+)*+User-agent[ \t]*+:", re.IGNORECASE)
_XML = re.compile(
    rb"\s*+<\?xml\s[^>]*+>\s*+<(?!(?:article|div|h[1-6]|p|section|span)\b)", re.IGNORECASE
)
# The address of a page, its labels reversed (SURT), and when it was taken: CDX and CDXJ.
_INDEX = re.compile(rb"\s*+[^\s)]++\)\S*+ \d{14} ")
# When something is said in a film: SubRip, WebVTT.
_SUBTITLES = re.compile(
    rb"\s*+(?:WEBVTT\b|\d{1,6}[ \t]*+\r?\n(?:\d{1,3}:)?\d\d:\d\d[,.]\d{3}[ \t]*+-->)"
)
# To the second, as programs write it: what people write has no such times before most lines.
_LOGGED = re.compile(
    rb"[\[<(]?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d"
    rb"|(?:<\d+>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d "
    rb"|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:"
)
_SETTING = re.compile(rb"[\w.\"'-]{1,80}[ \t]*+=")
_BETWEEN_SETTINGS = re.compile(
    rb"^[ \t]*+(?:\[[^\]\n]{1,80}\][ \t]*+\r?$|[#;][^\n]*+)", re.MULTILINE
)
_PAPER = re.compile(rb"(?:\s|%[^\n]*+\n)*+\\documentclass\b")
_PATCH = re.compile(rb"\s*+(?:diff --git |--- [^\n]++\n\+\+\+ [^\n]++\n@@ -)")
# YAML: keys are small and have no spaces, other than those who speak in an interview.
_YAML = re.compile(rb"(?:- ++)*+[a-z_$][\w$./-]{0,60}+:(?:[ \t]|$)|- ")
_YAML_NESTED = re.compile(
    rb"^[ \t]*+(?:- )?[a-z_$][\w$./-]{0,60}+:[ \t]*+\r?\n[ \t]*+(?:- |[a-z_$][\w$./-]{0,60}+:)",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(
    rb"\A\s*+---[ \t]*+\r?\n(?=[\w-]+:)(?:(?!---)[^\n]*+\n){1,100}+---[ \t]*+\r?\n"
)
# A language without braces.
_STATEMENT = re.compile(
    rb"(?:import|return|def|class|raise|assert)\b|from \S++ import\b|@\w|[\])}]"
    rb"|(?:if|elif|else|for|while|try|except|with)\b[^\n]*+:$|[\w.\[\]]++(?: [-+*/|]?= |\()"
)
_DEFINITION = re.compile(rb"^[ \t]*+(?:def|class) \w++[(:]", re.MULTILINE)
# Prose goes on behind a semicolon, after a space.
_PROGRAM = re.compile(rb"[{}]|;(?! \S)")
# What a page may have of those signs: its scripts, the code that it tells of, its entities.
_MARKED_UP = re.compile(
    rb"<(script|style|pre|code)\b(?:[^<]|<(?!/?(?:script|style|pre|code)\b))*+</\1\s*>|&#?\w{1,32};",
    re.IGNORECASE,
)
# A field in quotation marks: what somebody says is followed by a space.
_QUOTED = re.compile(rb'(?<![^,;|\t\n])"(?:[^"\n]|"")*+"(?=[,;|\t](?! )|[ \r]*+$)', re.MULTILINE)
_TABLE_LINES, _FEWEST_ROWS, _FEWEST_FIELDS = 100, 6, 2
_LONGEST_FIELD, _ALIKE = 40, 0.95
_WORD = re.compile(rb"(?<!\S)[A-Za-z\x80-\xff]{2,}+[,.;:!?]*+(?!\S)")
# An address, a path, a checksum, a moment in digits: no word of any language.
_CODE = re.compile(rb"(?<!\S)(?=[!-~]*[\d/\\_=])[!-~]{8,}+(?!\S)")
_MOSTLY = 0.75


def other_text(head: bytes) -> str | None:
    """Return what the text is that begins with *head*, if people do not read it as it stands.

    YAML in front of a text tells of it, and is none.
    """
    head = _FRONT_MATTER.sub(b"", head, count=1)
    return next((what for is_one, what in _KINDS if is_one(head)), None)


def is_json(body: bytes) -> bool:
    """Whether *body* is JSON, or JSON Lines as far as its first two lines tell.

    A server's remark in JSON may stand before a page, and a number in brackets before a text.
    """
    start = body[:64].lstrip(_BEFORE_JSON)[:1]
    if start not in {b"{", b"["}:
        return False
    try:
        json.loads(body)
    except json.JSONDecodeError as error:
        is_next_line = error.msg == "Extra data" and error.lineno > 1
        return is_next_line and error.doc[error.pos] in "{["
    except (ValueError, RecursionError):
        return False
    return True


def is_mailbox(head: bytes) -> bool:
    """Whether *head* begins as a file of mails, one after another, does."""
    return _MAILBOX.match(head) is not None


def is_xml(head: bytes) -> bool:
    """Whether *head* declares itself as XML, and begins with an element that is none of HTML."""
    return _XML.match(head) is not None


def is_program(head: bytes) -> bool:
    """Whether *head* has more signs of a program, or of a style sheet, than prose ever has."""
    prose = _MARKED_UP.sub(b"", head)
    return len(_PROGRAM.findall(prose)) * 50 > len(prose)


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


def _are_rows(head: bytes, row: re.Pattern[bytes]) -> bool:
    """Whether most lines of *head* begin as a *row* does; what runs on to the next may not."""
    lines = [line.strip() for line in head.splitlines()[:_TABLE_LINES]]
    written = [line for line in lines if line]
    rows = sum(1 for line in written if row.match(line))
    return len(written) >= _FEWEST_ROWS and rows > _MOSTLY * len(written)


def _is_list(head: bytes) -> bool:
    """Whether *head* is hardly anything but addresses, paths and codes: an index, a log.

    A brief may be shorter than the address above it: it has more words.
    """
    codes = _CODE.findall(head)
    written = sum(map(len, head.split()))
    return sum(map(len, codes)) > _MOSTLY * written and len(codes) >= len(_WORD.findall(head))


def _is_log(head: bytes) -> bool:
    return _are_rows(head, _LOGGED)


def _is_settings(head: bytes) -> bool:
    return _are_rows(_BETWEEN_SETTINGS.sub(b"", head), _SETTING)


def _is_yaml(head: bytes) -> bool:
    return _YAML_NESTED.search(head) is not None and _are_rows(head, _YAML)


def _is_script(head: bytes) -> bool:
    return _DEFINITION.search(head) is not None and _are_rows(head, _STATEMENT)


_KINDS: tuple[tuple[Callable[[bytes], object], str], ...] = (
    (is_xml, "an XML document"),
    (_ROBOTS.match, "a robots.txt file"),
    (_INDEX.match, "an index of a web archive"),
    (_SUBTITLES.match, "subtitles"),
    (_PAPER.match, "a LaTeX document"),
    (_PATCH.match, "a patch"),
    (_is_mail, "a mail without an HTML part"),
    (_is_table, "a table"),
    (_is_log, "a log"),
    (_is_settings, "a file of settings"),
    (_is_yaml, "a file of settings"),
    (_is_script, "a program"),
    (is_program, "a style sheet or a program"),
    (_is_list, "a list of addresses or codes"),
)
