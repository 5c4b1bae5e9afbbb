"""JSON Feed, version 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.problems import Problems
from newscrawl.discovery.scope import Scope, resolve
from newscrawl.discovery.wording import Request, keywords, line
from newscrawl.page import Page
from newscrawl.text.encoding import decode
from newscrawl.text.language import normal_tag

__all__ = ["read_json_feed"]

_LARGEST = 4_194_304  # bytes: what JSON says in few bytes takes many in memory
_MOST_ENTRIES = 5_000


def read_json_feed(page: Page, body: bytes, request: Request, problems: Problems) -> Listing:
    """Return what the feed *body*, the unpacked content of *page*, lists. Never raises."""
    feed = _loaded(body, page.charset, problems)
    reader = _Reader(page.url, feed, request, problems)
    found = tuple(reader.candidates())
    if not found and not reader.skipped:
        problems.note("a feed without usable entries")
    return Listing(Kind.FEED, found, problems.lines, reader.skipped)


class _Reader:
    def __init__(
        self, url: str | None, feed: Mapping[str, Any], request: Request, problems: Problems
    ) -> None:
        self.skipped = 0
        self._url = url
        self._feed = feed
        self._request = request
        self._problems = problems
        self._scope = Scope(url, request.sites)
        self._seen: set[str] = {url or ""}

    def candidates(self) -> Iterator[Candidate]:
        items = self._feed.get("items")
        items = items if isinstance(items, list) else []
        if len(items) > _MOST_ENTRIES:
            self._problems.note(f"more than {_MOST_ENTRIES} entries: the rest was not read")
        for rank, item in enumerate(items[:_MOST_ENTRIES]):
            if isinstance(item, Mapping) and (found := self._candidate(item, rank)) is not None:
                yield found
        more = resolve(_text(self._feed, "next_url"), self._url)
        if more and self._scope.admits(more) and more not in self._seen:
            yield Candidate(more, self._url, len(items), Role.FEED)

    def _candidate(self, item: Mapping[str, Any], rank: int) -> Candidate | None:
        url = self._address(item)
        if url is None or url in self._seen:
            return None
        self._seen.add(url)
        language = normal_tag(_text(item, "language") or _text(self._feed, "language"))
        read = self._request.moment
        published = read(_text(item, "date_published"), language, self._problems)
        modified = read(_text(item, "date_modified"), language, self._problems)
        if self._request.window.misses(published, modified):
            self.skipped += 1
            return None
        tags = item.get("tags")
        subjects = keywords(
            tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str)
        )
        image = resolve(_text(item, "image") or _text(item, "banner_image"), self._url)
        return Candidate(
            url,
            self._url,
            rank,
            title=line(_text(item, "title")),
            published=published,
            modified=modified,
            language=language,
            section=subjects[0] if subjects else None,
            keywords=subjects,
            images=(image,) if image else (),
        )

    def _address(self, item: Mapping[str, Any]) -> str | None:
        stated = (_text(item, name) for name in ("url", "id", "external_url"))
        urls = [url for each in stated if "/" in each and (url := resolve(each, self._url))]
        for url in urls:
            if self._scope.admits(url):
                return url
        if urls:
            self._problems.note("address on a foreign host dropped", urls[0])
        else:
            self._problems.note("entry without a web address", _text(item, "title"))
        return None


def _loaded(body: bytes, charset: str | None, problems: Problems) -> Mapping[str, Any]:
    if len(body) > _LARGEST:
        problems.note(f"longer than {_LARGEST} bytes: not read")
        return {}
    try:
        feed = json.loads(decode(body, charset).text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        problems.note("broken JSON", str(error))
        return {}
    return feed if isinstance(feed, Mapping) else {}


def _text(node: Mapping[str, Any], name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""
