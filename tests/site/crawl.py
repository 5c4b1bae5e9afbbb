"""``scrapy crawl news`` as a user runs it, behind a loopback proxy with sites of the test's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newscrawl.demo import Answer, ForwardProxy, Site
from tests.programs import Program

__all__ = ["Crawl", "begin", "crawl", "site_of"]

CONTACT = "mailto:desk@post.example"


@dataclass(frozen=True)
class Crawl:
    """A finished crawl: exit code, what it said, where it wrote, and its items."""

    code: int
    err: str
    folder: Path
    items: list[dict[str, Any]]

    @property
    def articles(self) -> dict[str, dict[str, Any]]:
        """The items with content, by address."""
        return {item["url"]: item for item in self.items if not item["restricted"]}

    @property
    def stubs(self) -> dict[str, dict[str, Any]]:
        """The items without, by address."""
        return {item["url"]: item for item in self.items if item["restricted"]}

    @property
    def written(self) -> bytes:
        """Every byte the crawl left behind, and all it said."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files) + self.err.encode()


def site_of(host: str, answers: Mapping[str, str | Answer | Sequence[Answer]]) -> Site:
    """Return a site; a text is the body of an answer, XML or robots.txt by its look."""
    return Site(host, {path: _answer(path, given) for path, given in answers.items()})


def crawl(
    proxy: ForwardProxy,
    folder: Path,
    *seeds: str,
    arguments: Mapping[str, object] | None = None,
    **settings: Any,
) -> Crawl:
    """Crawl *seeds*, with *settings* on top of the project's, and a delay of 0 if none is given.

    *arguments* are those of the spider besides its seeds.
    """
    process = begin(proxy, folder, *seeds, arguments=arguments, **settings)
    _, err = process.communicate(timeout=90)
    assert "Traceback" not in err, err
    feed = folder / "articles.jsonl"
    lines = feed.read_text(encoding="utf-8").splitlines() if feed.exists() else []
    return Crawl(process.wait(), err, folder, [json.loads(line) for line in lines])


def begin(
    proxy: ForwardProxy,
    folder: Path,
    *seeds: str,
    arguments: Mapping[str, object] | None = None,
    **settings: Any,
) -> Program:
    """Start what :func:`crawl` does."""
    given = {"seeds": ",".join(seeds)} if seeds else {}
    # One worker starts faster than two, and there are few pages.
    usual = {"NEWSCRAWL_CONTACT": CONTACT, "DOWNLOAD_DELAY": 0, "NEWSCRAWL_WORKERS": 1}
    return Program(
        *("-m", "scrapy", "crawl", "news", "-O", "articles.jsonl"),
        *_options("-a", given | dict(arguments or {})),
        *_options("-s", usual | settings),
        folder=folder,
        environment={
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
            "COLUMNS": "160",
            "http_proxy": proxy.url,
        },
    )


def _options(flag: str, given: Mapping[str, object]) -> Iterator[str]:
    for name, value in given.items():
        yield from (flag, f"{name}={value}")


def _answer(path: str, given: str | Answer | Sequence[Answer]) -> Answer | Sequence[Answer]:
    if not isinstance(given, str):
        return given
    kind = "application/xml" if given.startswith("<?xml") else "text/html; charset=utf-8"
    kind = "text/plain" if path == "/robots.txt" else kind
    return Answer(headers={"content-type": kind}, body=given.encode())
