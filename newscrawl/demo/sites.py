"""Sites that exist only here: a host, and what it answers.

A site can be written down in a folder. Each file is the answer to its own path, ``index.html``
to that of its folder; ``.html`` is left out of the address. What no file can say stands in
``site.toml``::

    [headers]                        # of every answer
    tdm-reservation = "1"

    [answers."/robots.txt"]          # of one path, with its query
    status = 503
    headers = { retry-after = "60" }
    seconds = 0.5                    # until it is given

    [answers."/old"]
    redirect = "/new"                # with 302, where no status is named

    [answers."/story?from=feed"]
    file = "story.html"
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from newscrawl.exceptions import DataError

__all__ = ["Answer", "Misbehaviour", "Site", "load_site", "page", "redirect"]

Misbehaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]

_RULES = "site.toml"
_KEYS = frozenset(["file", "headers", "redirect", "seconds", "status"])
_HTML = "text/html; charset=utf-8"
_TYPES = {
    "html": _HTML,
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
}
_BODILESS = frozenset([HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers to one request.

    Length and, where *headers* name none, the type of a web page are added. A header with
    several values is sent once for each. It is given after *seconds*. *misbehave* takes the
    connection instead of all this, writes what it likes, and the connection is closed.
    """

    status: int = 200
    headers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    misbehave: Misbehaviour | None = None

    @property
    def closes(self) -> bool:
        """Whether the connection ends with it."""
        named = {name.lower(): value for name, value in self.headers.items()}
        return self.misbehave is not None or named.get("connection") == "close"

    @property
    def etag(self) -> str | None:
        """The tag of this version of the document, where there is one."""
        return next((str(v) for name, v in self.headers.items() if name.lower() == "etag"), None)

    def unchanged(self) -> Answer:
        """Return the answer to whoever has this version already (RFC 9110 section 15.4.5)."""
        return Answer(HTTPStatus.NOT_MODIFIED, self.headers, seconds=self.seconds)

    def message(self, *, with_body: bool = True) -> bytes:
        """Return it as bytes on the wire; without the body it answers a HEAD request."""
        lines = [f"{name}: {value}" for name, value in self._lines()]
        head = "\r\n".join([f"HTTP/1.1 {self.status} ", *lines, "", ""]).encode("latin-1")
        return head + self.body if with_body else head

    def _lines(self) -> Iterator[tuple[str, str]]:
        named = {name.lower() for name in self.headers}
        if self.body and "content-type" not in named:
            yield "content-type", _HTML
        if self.status not in _BODILESS and "content-length" not in named:
            yield "content-length", str(len(self.body))
        for name, values in self.headers.items():
            for value in [values] if isinstance(values, str) else values:
                yield name, value


def page(markup: str, headers: Mapping[str, str | Sequence[str]] | None = None) -> Answer:
    """Return the answer that is the web page *markup*."""
    return Answer(headers=headers or {}, body=markup.encode())


def redirect(target: str, status: int = HTTPStatus.FOUND) -> Answer:
    """Return the answer that sends whoever asks on to *target*."""
    return Answer(status, {"location": target})


_NOT_FOUND = Answer(404, body=b"<!DOCTYPE html><title>Not found</title><h1>Not found</h1>")


@dataclass(slots=True)
class Site:
    """What *host* answers, by path with query, as requested; to all others the *default*.

    Of several answers to one path each is given once, in order, and the last one ever after.
    *host* names a port only where it is not the usual one.
    """

    host: str
    answers: dict[str, Answer | Sequence[Answer]] = field(default_factory=dict)
    default: Answer = _NOT_FOUND

    def answer(self, path: str, turn: int = 0) -> Answer:
        """Return the answer to the request for *path* that *turn* others came before."""
        found = self.answers.get(path, self.default)
        return found if isinstance(found, Answer) else found[min(turn, len(found) - 1)]


def load_site(folder: Traversable) -> Site:
    """Return the site written down in *folder*, whose name is the host.

    Raises DataError when its ``site.toml`` is malformed.
    """
    files = dict(_files(folder))
    rules = _rules(folder.name, files.pop(_RULES, b""))
    common = dict(rules.get("headers", {}))
    site = Site(folder.name)
    for name, body in files.items():
        site.answers[_path(name)] = Answer(headers={**_type(name), **common}, body=body)
    for path, rule in rules.get("answers", {}).items():
        site.answers[path] = _of_rule(f"{site.host}{path}", rule, files, common)
    site.default = replace(_NOT_FOUND, headers=common)
    return site


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()


def _path(name: str) -> str:
    path = "/" + name.removesuffix(".html")
    return path.removesuffix("index") if path.endswith("/index") else path


def _type(name: str) -> dict[str, str]:
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return {"content-type": kind}


def _rules(host: str, source: bytes) -> dict[str, Any]:
    try:
        return tomli.loads(source.decode())
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{host}/{_RULES}: {error}") from None


def _of_rule(
    name: str, rule: Mapping[str, Any], files: Mapping[str, bytes], common: Mapping[str, str]
) -> Answer:
    if unknown := set(rule) - _KEYS:
        raise DataError(f"{name}: unknown key {min(unknown)!r}")
    status, headers, body = HTTPStatus.OK, dict(common), b""
    if target := rule.get("redirect"):
        status, headers["location"] = HTTPStatus.FOUND, target
    if file := rule.get("file"):
        if file not in files:
            raise DataError(f"{name}: there is no file {file!r}")
        body, headers = files[file], {**_type(file), **headers}
    headers |= rule.get("headers", {})
    return Answer(rule.get("status", status), headers, body, rule.get("seconds", 0.0))
