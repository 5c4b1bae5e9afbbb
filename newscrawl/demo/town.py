"""The demo town: seven publishers that do not exist, each with its own will.

Their pages stand in ``data/demo``, one folder a host; everybody and everything in them is
invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.demo.sites import Site, load_site
from newscrawl.knowledge import data_folder

__all__ = ["Seed", "seeds", "sites"]

_TOWN = {
    "www.harbourpost.test": "open: feed and sitemap name an article each that no page links to",
    "aohama-shimbun.test": "open, in Japanese: it has no robots.txt",
    "www.talbote.test": "robots.txt closes a section, and asks for a second between requests",
    "diariodelfaro.test": "a header on every page reserves text and data mining",
    "www.lanternreview.test": "two essays are cut off at a paywall, a third hides behind a login",
    "kabarteluk.test": "a sentence under each article forbids crawling without permission",
    "skerryweather.test": "robots.txt answers 503: nobody can know what is allowed",
}


@dataclass(frozen=True, slots=True)
class Seed:
    """Where to begin with one publisher, and what it *shows*, in a line."""

    url: str
    shows: str


def seeds() -> list[Seed]:
    """Return the home pages of the town, the open ones first."""
    return [Seed(f"http://{host}/", shows) for host, shows in _TOWN.items()]


def sites() -> list[Site]:
    """Return the sites of the town, for a :class:`~newscrawl.demo.ForwardProxy`."""
    folder = data_folder("demo")
    return [load_site(folder / host) for host in _TOWN]
