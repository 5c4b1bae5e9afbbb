"""Bytes to text: which encoding a page really has, whatever it declares."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    read_bom,
    resolve_encoding,
)

from newscrawl.text.codepages import declarable, likeliest, makes_sense
from newscrawl.text.mojibake import is_suspect, mended

__all__ = ["Decoded", "decode", "is_binary", "is_ebcdic", "wide_encoding", "without_padding"]

_CONTROL = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
# How ISO-2022-JP turns from ASCII to Japanese.
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_SAMPLE = 65_536
_PIECE = 16_384
_PADDING = b"\0" * 4
_HOLE = re.compile(rb"\0{512,}")
_WIDE_SAMPLE = 512
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_PLAIN, _ASCII = re.compile(r"[ -~\s]"), re.compile(rb"[ -~\r\n]")
_UNLIKELY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_MOST_UNLIKELY = 1 / 64
_FEWEST_PLAIN = 1 / 32
"""The share of spaces, points and tags that text in any script has."""
_MOSTLY_PLAIN, _PARTLY_PLAIN = 0.5, 0.25
"""The shares that it has when all its bytes could be ASCII by themselves, too: with as many NUL
bytes at odd places as at even ones, and with nearly all at those of one kind."""
_EBCDIC, _EBCDIC_SPACE, _FEWEST_SPACES = "cp037", b"@", 16
_USUAL = re.compile(r"[A-Za-z0-9 ,.]")
_MOSTLY_USUAL = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in.

    ``damaged`` when bytes had to be replaced, ``guessed`` when nothing declared the encoding
    and it was told from the bytes alone. ``source`` is the text, or the bytes that are it in
    UTF-8.
    """

    source: str | bytes = field(repr=False)
    encoding: str
    damaged: bool = False
    guessed: bool = False

    @property
    def text(self) -> str:
        """The text as a string."""
        return self.source if isinstance(self.source, str) else self.source.decode()

    @property
    def utf8(self) -> bytes:
        """The text in UTF-8, by which C parsers read."""
        source = self.source
        return source if isinstance(source, bytes) else source.encode(errors="replace")


def decode(body: bytes, declared: str | None = None, *, markup: bool = False) -> Decoded:
    """Decode *body*: byte order mark, then valid UTF-8, then *declared*, then detection.

    Valid UTF-8 outranks a declaration because text in another encoding is practically never
    valid UTF-8 by accident, while declarations are often wrong. With *markup* the declaration
    inside the document (``<meta charset>``, XML declaration) counts where *declared* is None.
    Runs that somebody decoded wrongly before are put right.
    """
    decoded = _decode(body, declared, markup=markup)
    if decoded.encoding == "utf-8" and is_suspect(body):
        text = decoded.text
        better = mended(text)
        return decoded if better is text else replace(decoded, source=better)
    return decoded


def _decode(body: bytes, declared: str | None, *, markup: bool) -> Decoded:
    body = without_padding(body)
    bom, _ = read_bom(body)
    if bom is not None:
        encoding, text = html_to_unicode(None, body)
        return Decoded(text.removeprefix("\ufeff"), encoding, "\ufffd" in text)
    if (wide := wide_encoding(body)) is not None:
        text = body.decode(wide, "replace")
        return Decoded(text, wide, "\ufffd" in text)
    if _is_escaped(body) and (sound := _strictly(body, "iso2022_jp")) is not None:
        return Decoded(sound, "iso2022_jp", guessed=True)
    if markup and _is_utf8(body):
        return Decoded(body, "utf-8")
    if (sound := _strictly(body, "utf-8")) is not None:
        return Decoded(sound, "utf-8")
    text = body.decode("utf-8", "replace")
    if _is_mostly_sound(text):
        return Decoded(text, "utf-8", damaged=True)
    if declared is None and markup:
        declared = html_body_declared_encoding(body)
    return _decode_legacy(body, declared)


def is_binary(body: bytes) -> bool:
    """Whether *body* is no text in any encoding: control bytes, and no byte order mark.

    NUL bytes around the text, and holes in it as a damaged disk leaves them, count for nothing, nor
    do any in what begins as a page.
    """
    sample = without_padding(body)[:_SAMPLE]
    # C finds a byte to be nowhere far sooner than it takes it out; most texts have none of these.
    if not any(map(sample.__contains__, _CONTROL)):
        return False
    sample = _HOLE.sub(b"", sample.rstrip(b"\0"))
    if not sample or read_bom(sample)[0] is not None or wide_encoding(sample) is not None:
        return False
    stray = len(sample) - len(sample.translate(None, _CONTROL))
    if _PAGE.match(sample):
        # What begins as a page is one, with as many stray bytes as its server may have let in.
        return stray - sample.count(0) > len(sample) // 20
    return stray > len(sample) // 200


def is_ebcdic(body: bytes) -> bool:
    """Whether *body* is text as IBM's large machines write it: in no encoding that is read here.

    Which of its variants it is in does not show; words and spaces are the same in all.
    """
    sample = body[:_PIECE]
    if sample.count(_EBCDIC_SPACE) * _FEWEST_SPACES < len(sample) or sample.isascii():
        return False
    return len(_USUAL.findall(sample.decode(_EBCDIC))) > _MOSTLY_USUAL * len(sample)


def without_padding(body: bytes) -> bytes:
    """Return *body* without the NUL bytes before it, as a damaged disk leaves them.

    Those that may be half of its first character, in UTF-16 or UTF-32, stay.
    """
    if not body.startswith(_PADDING):
        return body
    padding = len(body) - len(body.lstrip(b"\0"))
    return body[padding - padding % len(_PADDING) :]


def wide_encoding(body: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that *body* is written in, with a mark or without; else None.

    Without one it shows by its spaces and its markup: in one reading, and in no other, they are
    there, and nothing is that no text has. What begins as a page in single bytes is in none.
    """
    bom, _ = read_bom(body)
    if bom is not None:
        return bom if bom.startswith(("utf-16", "utf-32")) else None
    sample = body[:_WIDE_SAMPLE]
    nulls = sample.count(0)
    if nulls * 2 < len(sample) * _FEWEST_PLAIN or _PAGE.match(sample):
        return None
    share, encoding = max((_plain_share(sample, encoding), encoding) for encoding in _WIDE)
    if encoding.startswith("utf-32"):
        # Hardly any four bytes are a character: what makes sense in it is it.
        return encoding if share else None
    is_ascii = len(_ASCII.findall(sample)) > 0.75 * (len(sample) - nulls)
    odd = sample[1::2].count(0)
    is_one_sided = min(odd, nulls - odd) * 8 <= nulls
    fewest = _FEWEST_PLAIN if not is_ascii else _PARTLY_PLAIN if is_one_sided else _MOSTLY_PLAIN
    return encoding if share >= fewest else None


def _plain_share(sample: bytes, encoding: str) -> float:
    """Return the share of ASCII in *sample* read in *encoding*; 0 when that makes no text."""
    text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
    if not text or len(_UNLIKELY.findall(text)) > len(text) * _MOST_UNLIKELY:
        return 0.0
    return len(_PLAIN.findall(text)) / len(text)


def _decode_legacy(body: bytes, declared: str | None) -> Decoded:
    known = _known(declared)
    if known is not None:
        text = body.decode(known, "replace")
        few = text.count("\ufffd") <= len(text) // 1000
        if few and makes_sense(body, known):
            return Decoded(text, known, "\ufffd" in text)
    encoding = likeliest(body) or _statistically_best(body)
    text = body.decode(encoding, "replace")
    return Decoded(text, encoding, "\ufffd" in text, guessed=True)


def _known(declared: str | None) -> str | None:
    """Return the codec for a *declared* legacy encoding, None for a name that is none.

    Only encodings that web pages are written in: Python also knows codecs such as ``zlib``.
    """
    resolved = resolve_encoding(declared) if declared else None
    name = codecs.lookup(resolved).name if resolved is not None else None
    return name.replace("-", "_") if name in declarable() else None


def _statistically_best(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # few pages need it

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _is_utf8(body: bytes) -> bool:
    """Whether *body* is valid UTF-8, which C parsers read as it is.

    In pieces, most of which are ASCII alone: the text as a whole may take four times the memory.
    """
    view, start = memoryview(body), 0
    try:
        while start < len(body):
            is_last = start + _PIECE >= len(body)
            start += codecs.utf_8_decode(view[start : start + _PIECE], "strict", is_last)[1]
    except UnicodeDecodeError:
        return False
    return True


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_escaped(body: bytes) -> bool:
    # Nothing in it is beyond ASCII, as is soon told of most pages; and C searches for a single
    # byte many times faster than for a pattern.
    return body.isascii() and b"\x1b" in body and _JAPANESE_ESCAPE.search(body) is not None


def _is_mostly_sound(text: str) -> bool:
    """Whether *text*, decoded as UTF-8, has more characters beyond ASCII than damaged places.

    Another encoding gives valid sequences by accident only, fewer than one in three.
    """
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii > 2 * damaged
