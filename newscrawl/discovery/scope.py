"""Which addresses a document may name: whole ones, of the sites it may speak for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from newscrawl.discovery.problems import Problems
from newscrawl.urls import host, is_web_url, site

__all__ = ["Scope", "resolve"]

_LONGEST = 2_048
_BREAK = re.compile(r"[\t\r\n]+")
_UNFIT = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]")
# feed://host/path and feed:https://host/path, as browsers were once told to hand feeds over.
_FEED_SCHEME = re.compile(r"^feed:(?://)?(https?:)?", re.IGNORECASE)
_MOST_HOSTS = 10_000


def resolve(reference: str, base: str | None) -> str | None:
    """Return the absolute web address that *reference* means, without fragment; or None.

    Line breaks in it count for nothing, as in a browser; any other white space and what can
    stand in no address make it none, and so do user names.
    """
    text = _BREAK.sub("", reference.strip())
    if not text or len(text) > _LONGEST:
        return None
    text = _FEED_SCHEME.sub(_web_scheme, text).replace(" ", "%20")
    try:
        url = urljoin(base or "", text.partition("#")[0])
        parts = urlsplit(url)
        if parts.port == 0 or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    return url if len(url) <= _LONGEST and not _UNFIT.search(url) and is_web_url(url) else None


class Scope:
    """The sites for which a document may speak: its own, and those that vouch for it.

    *url* is the document's address; *sites* are further registrable domains, such as those
    whose robots.txt names the sitemap (cross submission). A document without an address may
    name any site.
    """

    def __init__(self, url: str | None, sites: Iterable[str] = ()) -> None:
        own = {site(url)} if url and is_web_url(url) else set()
        self._sites = own | set(sites)
        self._known: dict[str, bool] = {}

    def admits(self, url: str) -> bool:
        """Whether the document may name *url*, an absolute web address."""
        if not self._sites:
            return True
        name = host(url) or ""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= _MOST_HOSTS:
                self._known.clear()
            known = self._known[name] = site(url) in self._sites
        return known

    def address(self, reference: str, base: str | None, problems: Problems) -> str | None:
        """Return the address *reference* means; None, and noted, when it is not to be used."""
        url = resolve(reference, base)
        if url is None:
            problems.note("not a web address", reference)
            return None
        if not self.admits(url):
            problems.note("address on a foreign host dropped", url)
            return None
        return url


def _web_scheme(match: re.Match[str]) -> str:
    return match[1] or "http://"
