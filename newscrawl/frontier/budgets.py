"""Budgets: how many pages, how many bytes and how much time a run, or a site of it, may take."""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawl.bounds import Bounds, Spending

__all__ = ["Budgets"]


@dataclass(slots=True)
class Budgets:
    """The budget of a run that *began* at a moment, and that of each of its sites.

    A site begins with its first request.
    """

    began: float
    of_run: Bounds = field(default_factory=Bounds)
    of_site: Bounds = field(default_factory=Bounds)
    _run: Spending = field(init=False)
    _sites: dict[str, Spending] = field(init=False)

    def __post_init__(self) -> None:
        self._run = Spending(self.began)
        self._sites = {}

    def ask(self, site: str, now: float) -> None:
        """Count a page that *site* is asked for *now*."""
        self._run.pages += 1
        self._site(site, now).pages += 1

    def receive(self, site: str, size: int, now: float) -> None:
        """Count *size* bytes that came from *site*."""
        self._run.bytes += size
        self._site(site, now).bytes += size

    def run_exhausts(self, now: float) -> str | None:
        """Return in words what the run has spent of its budget; None while it has all."""
        return self._run.exhausts(self.of_run, now)

    def site_exhausts(self, site: str, now: float) -> str | None:
        """Return in words what *site* has spent of its budget; None while it has all."""
        spending = self._sites.get(site)
        return spending.exhausts(self.of_site, now) if spending is not None else None

    def _site(self, site: str, now: float) -> Spending:
        return self._sites.setdefault(site, Spending(now))
