"""What earlier runs tell of hosts, where a run keeps a store; without one there is no memory."""

from __future__ import annotations

import logging

from newscrawl.exceptions import StoreError
from newscrawl.run import Run
from newscrawl.store.hosts import Remembered

__all__ = ["HostMemory"]

logger = logging.getLogger(__name__)


class HostMemory:
    """The memory of one run. Never raises: without it hosts are taken for new."""

    def __init__(self, run: Run | None = None) -> None:
        self._run = run

    def recall(self, host: str) -> Remembered | None:
        """Return what is remembered of *host*."""
        if self._run is None:
            return None
        try:
            return self._run.store.hosts.recall(host)
        except StoreError as error:
            logger.error("What is known of %s was not read: %s", host, error)  # noqa: TRY400
            return None

    def keep(self, host: str, known: Remembered) -> None:
        """Remember what is *known* of *host* for later runs."""
        if self._run is None:
            return
        try:
            self._run.store.hosts.keep(self._run.number, host, known)
        except StoreError as error:
            logger.error("What is known of %s was not kept: %s", host, error)  # noqa: TRY400
