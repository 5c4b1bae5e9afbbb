"""HTTP responses as archives keep them: status, headers, and the body without its codings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import whitespace

from newscrawl.compression import CODINGS, BrokenBody, UnreadableBody, decompress
from newscrawl.exceptions import UnreadableInput
from newscrawl.text.encoding import is_binary

__all__ = ["NO_STATUS", "SHORT", "Message", "read_message"]

# Some archivers write HTTP/2 as it is on the wire, with its status as a pseudo-header.
_STATUS = re.compile(
    rb"\s{0,8}(?:HTTP/\d(?:\.\d)?|ICY|:status:)[ \t]{1,8}(\d{3})(?:[ \t][^\r\n]*)?(\r?\n|\r)",
    re.IGNORECASE,
)
NO_STATUS = 0
_HEAD_WITHOUT_STATUS = re.compile(
    rb"(?:[^<\n]{0,200}\n)?(?:[A-Za-z][A-Za-z0-9-]*+:[^\n]*+\n)++\r?\n"
)
SHORT = "it has fewer bytes than its headers say"
_END = re.compile(rb"\r?\n\r?\n")
_MARKUP = re.compile(rb"\n<[A-Za-z!]")
_INTERIM = b"1"
_LENGTH = re.compile(r"\d{1,18}")
_LINE_END = re.compile(rb"\r?\n")
# Of a body that is cut within the first size nothing more may be left.
_CHUNKED = re.compile(rb"[0-9A-Fa-f]{1,12}[ \t]*(?:;[^\r\n]*)?\r?(?:\n|\Z)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b\x08"
_SIGNS = {"gzip": _GZIP, "x-gzip": _GZIP, "zstd": b"\x28\xb5\x2f\xfd"}
_PLAIN = {"", "identity", "none", "utf-8", "chunked"}
_FOLDED = re.compile(r"\r?\n[ \t]+")
_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Message:
    """A response. ``headers`` are (lower-case name, value) pairs.

    ``status`` is None without any, and ``NO_STATUS`` where it cannot be read.
    """

    status: int | None
    headers: tuple[tuple[str, str], ...]
    content: bytes = field(repr=False)
    """The body as archived, codings and all."""
    fault: str = ""
    """Why its head cannot be read, and with it nothing else; empty where it can."""

    def header(self, name: str) -> str:
        """Return the values of the header *name* (lower case), joined by commas."""
        return ", ".join(value for key, value in self.headers if key == name)

    @property
    def content_type(self) -> str:
        """The declared media type in lower case, without parameters; empty when there is none."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def is_encoded(self) -> bool:
        """Whether the body has to be decoded before it can be looked at."""
        return bool(self._codings()) or self._is_chunked()

    @property
    def is_short(self) -> bool:
        """Whether its headers tell of more bytes than it has."""
        told = max(map(int, _LENGTH.findall(self.header("content-length"))), default=0)
        if len(self.content) >= told:
            return False
        # They tell of those in a coding, and text in its place may be shorter.
        return not (self.is_encoded and self.content and not is_binary(self.content))

    def body(self, limit: int) -> bytes:
        """Return the body without its codings, at most *limit* bytes.

        Many archivers take the codings off and leave the headers as they were: a coding of
        which the body shows no sign was taken off. Others leave out the header: a page shows
        the sign of gzip by itself. Raises UnreadableInput where the body is damaged, cut or
        too large.
        """
        body = _joined(self.content) if self._is_chunked() else self.content
        unsaid = ["gzip"] if self.content_type.endswith("html") else []
        for coding in reversed(self._codings() or unsaid):
            body = _decoded(body, coding, limit)
        return body

    def _is_chunked(self) -> bool:
        return "chunked" in self.header("transfer-encoding").lower() and bool(
            _CHUNKED.match(self.content)
        )

    def _codings(self) -> list[str]:
        listed = f"{self.header('content-encoding')},{self.header('transfer-encoding')}"
        named = (name.strip().lower() for name in listed.split(","))
        return [name for name in named if name not in _PLAIN]


def read_message(block: bytes) -> Message:
    """Read the response in *block*; what begins no status line is a body alone (HTTP/0.9).

    Interim responses before it (RFC 9110 section 15.2), such as early hints, are passed over.
    Where the head does not end, or not before the markup of a page, its *fault* says so.
    """
    start = _STATUS.match(block)
    if start is None:
        is_named = b"HTTP/".startswith(block.lstrip()[:5].upper())
        if is_named or _HEAD_WITHOUT_STATUS.match(block):
            return Message(NO_STATUS, (), block, "the status of its HTTP response cannot be read")
        return Message(None, (), block)
    end = _END.search(block, start.end() - 2)
    while end and start[1].startswith(_INTERIM) and (final := _STATUS.match(block, end.end())):
        start, end = final, _END.search(block, final.end() - 2)
    head = block[start.end() : end.start() if end else len(block)]
    headers = tuple(_headers(head.decode("latin-1")))
    if end is None or start[2] == b"\r" or _MARKUP.search(block, start.end() - 1, end.start()):
        fault = "its HTTP head cannot be told from its body"
        return Message(int(start[1]), headers, b"", fault)
    return Message(int(start[1]), headers, block[end.end() :])


def _headers(head: str) -> list[tuple[str, str]]:
    # A byte of a letter in UTF-8 may look like the end of a line, or like a space, to Python.
    lines = _LINE_ENDS.split(_FOLDED.sub(" ", head))
    pairs = (line.partition(":") for line in lines if ":" in line)
    return [(name.strip().lower(), value.strip(whitespace)) for name, _, value in pairs]


def _joined(content: bytes) -> bytes:
    """Return the chunks of *content* put together (RFC 9112 section 7.1)."""
    chunks: list[bytes] = []
    position = 0
    while match := _CHUNK.match(content, position):
        size = int(match[1], 16)
        if not size:
            return b"".join(chunks)
        end = _LINE_END.match(content, match.end() + size)
        if end is None:
            break
        chunks.append(content[match.end() : end.start()])
        position = end.end()
    raise UnreadableInput("the chunks of its HTTP body are damaged or cut")


def _decoded(body: bytes, coding: str, limit: int) -> bytes:
    if not body or not body.startswith(_SIGNS.get(coding, b"")):
        return body
    if coding not in CODINGS and not is_binary(body):
        return body
    try:
        return decompress(body, [coding], limit)
    except UnreadableBody as error:
        raise UnreadableInput(str(error)) from error
    except BrokenBody as error:
        # Deflate and Brotli have no sign of their own; text is in no coding any more. What merely
        # ends early is no text: that is damaged from its first line on.
        ends_early = isinstance(error.__cause__, EOFError)
        if coding in _SIGNS or ends_early or is_binary(body):
            raise UnreadableInput(f"its HTTP body: {error}") from error
        return body
