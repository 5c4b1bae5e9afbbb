"""The addresses that one crawl may reach.

Exempt are the hosts and networks of ``NEWSCRAWL_ALLOW_PRIVATE``, the hosts of the spider's
``seeds`` (a list of URLs) or of whatever else it begins with, and the proxies. A seed's host is
exempt only if it is private from the start: a public name that turns to a private address later
is what the guard is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.datatypes import LocalCache

from newscrawl.addresses import Exemptions, address_refusal, is_public, plain_host, url_refusal
from newscrawl.urls import is_web_url

__all__ = ["AddressGuard", "AddressRefused", "guard_of"]

_ATTRIBUTE = "newscrawl_address_guard"
_REMEMBERED = 10_000


class AddressRefused(IgnoreRequest):
    """A request was not sent, or a connection not made: it would lead to a private address."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url[:200]!r}: {reason}")
        self.url = url
        self.reason = reason


class AddressGuard:
    """What may be requested and connected to, with what is *allowed* and for these *seeds*."""

    def __init__(self, allowed: Exemptions, seeds: Iterable[str] = ()) -> None:
        self._allowed = allowed
        self._seeds = Exemptions.of_urls(seeds)
        self._exempt = self._allowed | self._seeds
        self._private_seeds: dict[str, bool] = {}
        self._vouched: set[str] = set()
        self._proxies: set[tuple[str, int]] = set()
        self._refused: LocalCache[str, str] = LocalCache(_REMEMBERED)

    def check(self, url: str) -> None:
        """Raise AddressRefused when *url* must not be requested."""
        reason = url_refusal(url, self._exempt)
        if reason is not None and not self._is_vouched(url):
            raise AddressRefused(url, reason)

    def vouch(self, url: str) -> None:
        """Take *url* for a seed too; of another scheme than the web's it alone is exempt."""
        name = urlsplit(url).hostname if is_web_url(url) else None
        self._vouched.add(url if name is None else plain_host(name) or name)

    def admit_proxy(self, url: str) -> None:
        """Let connections to the proxy at *url* pass, wherever it is."""
        parts = urlsplit(url if "://" in url else f"http://{url}")
        default = 443 if parts.scheme == "https" else 80
        self._proxies.add((plain_host(parts.hostname or "") or "", parts.port or default))

    def sift(self, host: str, port: int, addresses: Sequence[str]) -> Sequence[str]:
        """Return those of the *addresses* of *host* that a connection may go to.

        *port* is 0 where the resolver is not told it, which is the case for proxies only.
        """
        name = plain_host(host) or host
        if self._is_proxy(name, port) or self._is_exempt(name, addresses):
            return addresses
        refusals = {address: address_refusal(address, self._allowed) for address in addresses}
        passed = [address for address, reason in refusals.items() if reason is None]
        self._refused.pop(name, None)
        if refusals and not passed:
            self._refused[name] = f"{name} resolves to {', '.join(refusals)}"[:_REMEMBERED]
        return passed

    def refusal(self, host: str) -> str | None:
        """Return why the last resolution of *host* led to no address that may be connected to."""
        return self._refused.get(plain_host(host) or host)

    def _is_vouched(self, url: str) -> bool:
        if not is_web_url(url):
            return url in self._vouched
        name = plain_host(urlsplit(url).hostname or "")
        return name in self._vouched and url_refusal(url, Exemptions.of_urls([url])) is None

    def _is_proxy(self, name: str, port: int) -> bool:
        return any(name == host and port in (number, 0) for host, number in self._proxies)

    def _is_exempt(self, name: str, addresses: Sequence[str]) -> bool:
        if self._allowed.cover(name):
            return True
        if not addresses or not (self._seeds.cover(name) or name in self._vouched):
            return False
        private = not any(is_public(ip_address(address)) for address in addresses)
        return self._private_seeds.setdefault(name, private)


def guard_of(crawler: Crawler) -> AddressGuard:
    """Return the guard of *crawler*. Raises ValueError for a wrong setting."""
    guard: AddressGuard | None = vars(crawler).get(_ATTRIBUTE)
    if guard is None:
        allowed = Exemptions.read(crawler.settings.get("NEWSCRAWL_ALLOW_PRIVATE") or ())
        guard = AddressGuard(allowed, getattr(crawler.spider, "seeds", ()))
        vars(crawler)[_ATTRIBUTE] = guard
    return guard
