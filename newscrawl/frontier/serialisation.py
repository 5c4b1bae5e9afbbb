"""A request as JSON and back: the text that the queue keeps.

Callbacks are kept by name and must be methods of the spider. ``meta`` and ``cb_kwargs`` may
hold what JSON holds, and bytes; tuples come back as lists. Nothing is pickled: what can be
read from the file can do no more than a request can.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.misc import load_object
from scrapy.utils.request import request_from_dict

from newscrawl.frontier.keys import fingerprint
from newscrawl.frontier.queue import Entry

__all__ = ["decode", "encode", "entry_of", "is_first"]

_BYTES = "$bytes"
_DEFAULTS = {"method": "GET", "encoding": "utf-8"}
# What the way to the wire adds, good for one download: a proxy, with its password, among it.
_OF_THE_DOWNLOAD = frozenset(
    """
    proxy _auth_proxy _scheme_proxy download_slot download_latency
    """.split()
)
_SECRET_HEADERS = frozenset([b"proxy-authorization"])
_AGAIN = frozenset(["retry_times", "redirect_times"])
_APART = frozenset({"url", "headers", "callback", "errback"})


def encode(request: Request, spider: Spider) -> str:
    """Return *request* as a line of JSON. Raises ValueError, saying why, when it does not fit."""
    record: dict[str, Any] = {"url": request.url}
    if type(request) is not Request:
        record["_class"] = f"{type(request).__module__}.{type(request).__qualname__}"
    for name in request.attributes:
        if name not in _APART:
            value = _kept(request.meta) if name == "meta" else getattr(request, name)
            if value and value != _DEFAULTS.get(name):
                record[name] = value
    if request.headers:
        record["headers"] = [
            (name.decode("latin-1"), [value.decode("latin-1") for value in values])
            for name, values in request.headers.items()
            if name.lower() not in _SECRET_HEADERS
        ]
    for name in ("callback", "errback"):
        function = getattr(request, name)
        if function is not None:
            record[name] = _name_of(function, spider)
    try:
        return json.dumps(record, default=_plain, separators=(",", ":"))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def is_first(request: Request) -> bool:
    """Whether *request* is a start request as the spider made it: no retry, no redirect of one."""
    meta = request.meta
    return bool(meta.get("is_start_request")) and not _AGAIN & meta.keys()


def entry_of(request: Request, spider: Spider) -> Entry:
    """Return *request* as the queue keeps it. Raises ValueError as :func:`encode` does."""
    depth = request.meta.get("depth", 0)
    return Entry(
        fingerprint(request.url, request.method, request.body),
        encode(request, spider),
        request.priority,
        depth if isinstance(depth, int) else 0,
    )


def decode(text: str, spider: Spider) -> Request:
    """Return the request that *text* keeps. Raises ValueError when there is none in it."""
    try:
        # Few requests hold bytes, and the hook is called for every object in the text.
        record = json.loads(text, object_hook=_restored if _BYTES in text else None)
        name = record.get("_class")
        if name is not None and not issubclass(load_object(name), Request):
            raise ValueError(f"{name} is no request")
        record["headers"] = {
            name.encode("latin-1"): [value.encode("latin-1") for value in values]
            for name, values in record.get("headers", ())
        }
        return request_from_dict(record, spider=spider)
    except (TypeError, KeyError, AttributeError, NameError, ImportError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _kept(meta: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in meta.items() if name not in _OF_THE_DOWNLOAD}


def _name_of(function: Callable[..., Any], spider: Spider) -> str:
    name: str = getattr(function, "__name__", "")
    if getattr(function, "__self__", None) is spider and getattr(spider, name, None) == function:
        return name
    raise ValueError(f"{function!r} is not a method of the spider")


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {_BYTES: value.decode("latin-1")}
    raise TypeError(f"{type(value).__name__} does not fit into JSON")


def _restored(found: dict[str, Any]) -> Any:
    if found.keys() == {_BYTES}:
        return found[_BYTES].encode("latin-1")
    return found
