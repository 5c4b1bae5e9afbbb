"""The identities of an address: canonical form, host, origin and site."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList
from w3lib.url import canonicalize_url, url_query_cleaner

from newscrawl.knowledge import read_data

__all__ = ["canonical_url", "host", "is_web_url", "leads_away", "origin", "site"]

# RFC 1035 section 2.3.4. Longer ones name nothing, and IDNA takes quadratic time for them.
_LONGEST_HOST = 253
_DEFAULT_PORTS = {"http": 80, "https": 443}
# RFC 3490 section 3.1: what parts labels beside the full stop.
_POINTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))
# Nothing is to be done to most addresses, and the full treatment takes twenty times longer.
_PLAIN_NAME = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
_PLAIN_HOST = re.compile(_PLAIN_NAME)
_PLAIN_ORIGIN = rf"https?://{_PLAIN_NAME}"
_PLAIN = re.compile(rf"{_PLAIN_ORIGIN}/")
_PLAIN_WORD = r"[A-Za-z0-9_.~-]*"
_PLAIN_PAIR = rf"{_PLAIN_WORD}={_PLAIN_WORD}"
_PLAIN_ADDRESS = re.compile(
    rf"({_PLAIN_ORIGIN}(?:/(?!\.)[\w.~@:!$&'()*+,=-]*+)++)(?:\?({_PLAIN_PAIR}(?:&{_PLAIN_PAIR})*+))?",
    re.ASCII,
)
# The same links stand on every page of a site, and each is looked at in several rooms.
_REMEMBERED = 8192


@lru_cache(_REMEMBERED)
def is_web_url(url: str) -> bool:
    """Whether *url* is absolute, ``http`` or ``https``, and names a host."""
    if _PLAIN.match(url):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@lru_cache(_REMEMBERED)
def host(url: str) -> str | None:
    """Return the lower-case host name of *url*, without port; None when it has none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


@lru_cache(_REMEMBERED)
def origin(url: str) -> str:
    """Return ``scheme://host:port`` with the port always written (RFC 6454 section 4).

    The host is in its ASCII form (IDNA) and without the dot of the DNS root.
    robots.txt and the well-known files speak for an origin.
    Raises ValueError when *url* is no web address.
    """
    if not is_web_url(url):
        raise ValueError(f"not a web address: {url!r}")
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    name = _bracketed(_ascii(parts.hostname or ""))
    return f"{scheme}://{name}:{parts.port or _DEFAULT_PORTS[scheme]}"


@lru_cache(_REMEMBERED)
def site(url: str) -> str:
    """Return the registrable domain of *url*, private suffixes counted as suffixes.

    Notices and budgets hold for a site. An unknown suffix leaves the last two labels;
    an IP address or a single label is a site of its own together with its port.
    Raises ValueError when *url* is no web address.
    """
    if not is_web_url(url):
        raise ValueError(f"not a web address: {url!r}")
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    if "." not in name or _is_ip_address(name):
        port = parts.port or _DEFAULT_PORTS[parts.scheme.lower()]
        return f"{_bracketed(name)}:{port}"
    return _domain(name)


def leads_away(url: str, page: str) -> bool:
    """Whether *url* is a web address of another site than the *page* is of.

    Their hosts tell it of most: the list of suffixes takes long to load.
    """
    if host(url) == host(page) or not (is_web_url(url) and is_web_url(page)):
        return False
    return _end_apart(host(url) or "", host(page) or "") or site(url) != site(page)


def _end_apart(one: str, other: str) -> bool:
    """Whether two plain hosts differ in their last two labels, which every site has at least."""
    # Others may have blanks around them, or points beyond ASCII between their labels.
    if not (_PLAIN_HOST.fullmatch(one) and _PLAIN_HOST.fullmatch(other)):
        return False
    return one.split(".")[-2:] != other.split(".")[-2:]


@lru_cache(_REMEMBERED)
def canonical_url(url: str) -> str:
    """Return the form under which copies of one address are recognised as one.

    Scheme and host in lower case, default port, fragment and tracking parameters gone,
    the query sorted, escapes normalised (RFC 3986 section 6.2).
    """
    if plain := _PLAIN_ADDRESS.fullmatch(url):
        return f"{plain[1]}{_canonical_query(plain[2])}" if plain[2] else url
    cleaned = url_query_cleaner(
        url, parameterlist=tuple(_tracking_parameters()), remove=True, unique=False
    )
    parts = urlsplit(canonicalize_url(cleaned))
    netloc = parts.netloc.lower().rstrip(".")
    default = _DEFAULT_PORTS.get(parts.scheme)
    if default is not None:
        netloc = netloc.removesuffix(f":{default}")
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _canonical_query(plain: str) -> str:
    pairs = [pair.partition("=") for pair in plain.split("&")]
    telling = sorted(pair for pair in pairs if pair[0] not in _tracking_parameters())
    return f"?{'&'.join(map(''.join, telling))}" if telling else ""


@lru_cache(_REMEMBERED)
def _domain(name: str) -> str:
    """Return what of the host *name* somebody has registered; all of what nobody can."""
    labels = [*filter(None, name.translate(_POINTS).split("."))]
    found = _suffixes().privatesuffix(".".join(map(_unicode, labels)))
    return ".".join(labels[-(found.count(".") + 1) :]) if found else name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """Return the public suffixes; below one that is in no list a name is registered, too.

    To put them all in their ASCII form, too, takes three times as long as all else.
    """
    return PublicSuffixList(accept_encoded_idn=False)


def _unicode(label: str) -> str:
    """Return *label* in its Unicode form, if it has one (RFC 5890 section 2.3.2.1)."""
    encoded = label.removeprefix("xn--")
    if encoded == label:
        return label
    try:
        decoded = encoded.encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    # "xn--com-" is no other form of "com".
    return label if decoded.isascii() else decoded


@lru_cache(maxsize=1)
def _tracking_parameters() -> frozenset[str]:
    return frozenset(read_data("tracking_parameters")["parameters"])


def _is_ip_address(name: str) -> bool:
    if ":" not in name and name[-1:].isalpha():
        return False  # as of nearly all
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _ascii(name: str) -> str:
    name = name.rstrip(".") or name
    if name.isascii() or len(name) > _LONGEST_HOST:
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
