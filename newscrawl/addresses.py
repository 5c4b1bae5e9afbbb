"""Which addresses a crawl may reach: public ones, plainly written, that serve the web.

Pages are written by strangers. What they link or redirect to must not make us knock at doors
that only we can reach: this machine, its network, other services. A URL is judged by what can
be seen of it (:func:`url_refusal`), a resolved name by its addresses (:func:`address_refusal`).
``data/addresses.toml`` holds what is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self
from urllib.parse import urlsplit

from newscrawl.knowledge import read_data

__all__ = ["NOTHING", "Exemptions", "address_refusal", "is_public", "plain_host", "url_refusal"]

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SCHEMES = frozenset({"http", "https"})
_NETLOC = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\[\]:@%\\\s]+))(?::[0-9]*)?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Full stops of other scripts, which browsers and IDNA take for one (RFC 3490 section 3.1).
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_LONGEST_NAME = 253


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Hosts and networks that the operator vouches for, whatever they are."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, entries: str | Iterable[str]) -> Self:
        """Read host names, IP addresses and networks; in a string, commas or spaces divide them.

        Raises ValueError naming the entry that is none of these.
        """
        if isinstance(entries, str):
            entries = entries.replace(",", " ").split()
        names, networks = set(), []
        for entry in entries:
            if (network := _network(_bare(entry))) is not None:
                networks.append(network)
            elif (name := plain_host(entry)) is not None and not _ends_in_number(name):
                names.add(name)
            else:
                raise ValueError(f"{entry!r} is neither a host nor a network")
        return cls(frozenset(names), tuple(networks))

    @classmethod
    def of_urls(cls, urls: Iterable[str]) -> Self:
        """Return what covers the hosts of *urls*; one without a sound host is passed over."""
        found = (_split(url) for url in urls)
        hosts = (parts[0] for parts in found if isinstance(parts, tuple))
        return cls.read(host for host in hosts if _address(host) or not _ends_in_number(host))

    def __or__(self, other: Exemptions) -> Exemptions:
        return Exemptions(self.names | other.names, (*self.networks, *other.networks))

    def cover(self, host: str) -> bool:
        """Whether *host*, a name or an IP address in plain spelling, is exempt."""
        address = _address(host)
        if address is None:
            return host in self.names
        carried = _carried(address)
        return any(carried in network for network in self.networks)


NOTHING = Exemptions()


def url_refusal(url: str, exempt: Exemptions = NOTHING) -> str | None:
    """Return why *url* must not be requested, or None when nothing to be seen speaks against it.

    An exempt host may be any host; scheme, spelling and port must be right all the same. An IP
    address in any spelling but its plain one is refused, public or not: nobody publishes news
    there, and no two readers agree on where it leads.
    """
    found = _split(url)
    if isinstance(found, str):
        return found
    host, port = found
    if port in _table().foreign_ports:
        return f"port {port} is no web server's"
    return None if exempt.cover(host) else _host_refusal(host)


def address_refusal(address: str, exempt: Exemptions = NOTHING) -> str | None:
    """Return why no connection may be made to *address*, an IP address that a name resolved to."""
    plain = _address(address)
    if plain is None:
        return f"{address} is no IP address"
    if is_public(plain) or exempt.cover(address):
        return None
    return f"{address} is not a public address"


def is_public(address: Address) -> bool:
    """Whether *address* is one that servers on the public internet are reached at.

    Stricter than ``is_global``: of multicast, reserved, transition and documentation networks
    nothing is public; an IPv4 address carried in an IPv6 one counts as itself.
    """
    carried = _carried(address)
    table = _table()
    return (
        carried.is_global
        and not carried.is_multicast
        and any(carried in network for network in table.global_networks)
        and not any(carried in network for network in table.special_networks)
    )


def plain_host(host: str) -> str | None:
    """Return *host* in lower case, in ASCII and without final dots; None when it is no host.

    The brackets of an IPv6 address are taken off. Names are not judged here.
    """
    if (literal := _address(_bare(host))) is not None:
        return str(literal)
    if len(host) > _LONGEST_NAME:
        return None
    name = unicodedata.normalize("NFKC", host).translate(_DOTS).rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    labels = name.split(".")
    return name if all(_LABEL.fullmatch(label) for label in labels) else None


def _split(url: str) -> tuple[str, int | None] | str:
    """Return host and port of *url*, or what is wrong with it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address is malformed"
    if parts.scheme.lower() not in _SCHEMES:
        return f"{parts.scheme[:20]!r} is not a scheme of the web"
    if "@" in parts.netloc:
        return "the address carries a user name"
    match = _NETLOC.fullmatch(parts.netloc)
    host = plain_host(match[1] or match[2]) if match else None
    return (host, port) if host else "the address has no sound host"


def _host_refusal(host: str) -> str | None:
    if (address := _address(host)) is not None:
        return None if is_public(address) else f"{host} is not a public address"
    if _ends_in_number(host):
        return f"{host} is an IP address in disguise"
    if "." not in host:
        return f"{host} is a name of the local network"
    labels = host.split(".")
    suffixes = {".".join(labels[start:]) for start in range(len(labels))}
    if suffixes & _table().names:
        return f"{host} is a name of this machine or its network"
    return None


def _ends_in_number(name: str) -> bool:
    """Whether *name* is read as an IPv4 address by somebody (URL standard, "ends in a number")."""
    return _NUMBER.fullmatch(name.rpartition(".")[2]) is not None


def _address(text: str) -> Address | None:
    """Return the IP address that *text* spells plainly; a zone index is no plain spelling."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def _bare(host: str) -> str:
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


def _network(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _carried(address: Address) -> Address:
    """Return the IPv4 address that packets to *address* end at, or *address*."""
    if address.version == 6 and any(address in net for net in _table().carrier_networks):  # noqa: PLR2004
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@dataclass(frozen=True, slots=True)
class _Table:
    names: frozenset[str]
    global_networks: tuple[Network, ...]
    special_networks: tuple[Network, ...]
    carrier_networks: tuple[Network, ...]
    foreign_ports: frozenset[int]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = read_data("addresses")

    def networks(key: str) -> tuple[Network, ...]:
        return tuple(map(ip_network, data[key]))

    return _Table(
        names=frozenset(data["local_names"] + data["loopback_names"]),
        global_networks=networks("global_networks"),
        special_networks=networks("special_networks"),
        carrier_networks=networks("carrier_networks"),
        foreign_ports=frozenset(data["foreign_ports"]),
    )
