"""A resolver that lets only those addresses through that a connection may go to.

It stands before whatever resolver the reactor has. Twisted connects to the very addresses that
it is given here, without asking again, so a name cannot lead elsewhere between the judgement
and the connection (DNS rebinding). IP addresses in URLs are resolved as well: none passes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

__all__ = ["Sift", "sift_names", "unsift_names"]


class Sift(Protocol):
    """Returns those of the addresses of a host that may be connected to."""

    def __call__(self, host: str, port: int, addresses: Sequence[str]) -> Sequence[str]:
        """See the class."""


@implementer(IHostnameResolver)
class _SiftingResolver:
    """The addresses that *resolver*, an IHostnameResolver, finds and *sift* lets through.

    Twisted's interfaces are written without ``self``, so that no type checker can follow them.
    """

    def __init__(self, resolver: Any, sift: Sift) -> None:
        self.resolver = resolver
        self.sift = sift

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """See IHostnameResolver."""
        sieve = _Sieve(resolutionReceiver, hostName, portNumber, self.sift)
        found: IHostResolution = self.resolver.resolveHostName(
            sieve, hostName, portNumber, addressTypes, transportSemantics
        )
        return found


@implementer(IResolutionReceiver)
class _Sieve:
    """Collects the addresses of one resolution and passes the good ones on at its end."""

    def __init__(self, receiver: Any, host: str, port: int, sift: Sift) -> None:
        self._receiver = receiver
        self._host = host
        self._port = port
        self._sift = sift
        self._found: dict[str, IAddress] = {}

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._found.setdefault(address.host, address)

    def resolutionComplete(self) -> None:  # noqa: N802
        for host in self._sift(self._host, self._port, tuple(self._found)):
            self._receiver.addressResolved(self._found[host])
        self._receiver.resolutionComplete()


def sift_names(reactor: Any, sift: Sift) -> None:
    """Put *sift* before the resolver of *reactor*, unless it is there already.

    To be called when the reactor runs: Scrapy installs its own resolver at the start, after it
    has made the download handlers.
    """
    resolver = reactor.nameResolver
    while isinstance(resolver, _SiftingResolver):
        if resolver.sift == sift:
            return
        resolver = resolver.resolver
    reactor.installNameResolver(_SiftingResolver(reactor.nameResolver, sift))


def unsift_names(reactor: Any, sift: Sift) -> None:
    """Take *sift* away, unless another crawl in this process has put its own before it."""
    resolver = reactor.nameResolver
    if isinstance(resolver, _SiftingResolver) and resolver.sift == sift:
        reactor.installNameResolver(resolver.resolver)
