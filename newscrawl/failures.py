"""The failures of one run: the first of them at hand, all of them in the store."""

from __future__ import annotations

import logging

from scrapy.utils.asyncio import CallLaterResult, call_later

from newscrawl.exceptions import StoreError
from newscrawl.store.runs import Runs

__all__ = ["Failures"]

logger = logging.getLogger(__name__)

_FIRST = 20
_MOST_TOGETHER, _LONGEST_WAIT = 500, 0.5
_MOST_UNWRITTEN = 10_000


class Failures:
    """What failed in a run: pages, files, hosts, feeds. Methods never raise.

    ``first`` holds the first twenty, name and reason of each.
    """

    def __init__(self, runs: Runs, run: int, *, are_many: bool) -> None:
        """Take the store's *runs* and the number of this *run*.

        Where they *are_many*, those of supplied files, of which many may come in a moment, they
        are written together.
        """
        self.first: list[tuple[str, str]] = []
        self._runs = runs
        self._run = run
        self._are_many = are_many
        self._waiting: list[tuple[str, str]] = []
        self._unwritten: list[tuple[str, str]] = []
        """Those that the store did not take, for which it is asked once more at the end."""
        self._due: CallLaterResult | None = None

    @property
    def are_kept(self) -> bool:
        """Whether the store has taken all so far."""
        return not self._unwritten

    def add(self, name: str, reason: str) -> None:
        """Record that what has this *name* failed, and why."""
        if len(self.first) < _FIRST:
            self.first.append((name, reason))
        self._waiting.append((name, reason))
        if not self._are_many or len(self._waiting) >= _MOST_TOGETHER:
            self._write()
        elif self._due is None:
            self._due = call_later(_LONGEST_WAIT, self._write)

    def close(self) -> None:
        """Write what is not written yet."""
        self._waiting, self._unwritten = [*self._unwritten, *self._waiting], []
        self._write()

    def _write(self) -> None:
        failed, self._waiting = self._waiting, []
        if self._due is not None:
            self._due.cancel()
            self._due = None
        try:
            self._runs.fail(self._run, failed)
        except StoreError as error:
            logger.error("%d failures not stored: %s", len(failed), error)  # noqa: TRY400
            self._unwritten = [*self._unwritten, *failed][:_MOST_UNWRITTEN]
