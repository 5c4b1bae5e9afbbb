"""The run of one crawler: its number, its store, and what becomes of it.

Pipelines and extensions of a crawler share one :class:`Run`, and with it one connection, by
:func:`run_of`. It begins with the first who asks and ends after all signals of the spider.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from socket import gethostname
from typing import TYPE_CHECKING, Any

from scrapy import signals as scrapy_signals
from scrapy.utils.datatypes import LocalCache

from newscrawl import __version__, signals
from newscrawl.config import (
    DATABASE,
    KEEP_RUNS,
    ON_SILENCE,
    PROFILE,
    PURPOSE,
    SUMMARY,
    Config,
)
from newscrawl.ending import SCHEMA, append_line, exit_code_of
from newscrawl.exceptions import StoreError
from newscrawl.exit_codes import ExitCode
from newscrawl.failures import Failures
from newscrawl.job import arguments_of, job_of
from newscrawl.logformatter import describe
from newscrawl.policy.model import Decision
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import cite
from newscrawl.store import open_store
from newscrawl.store.decisions import Action, Ruling, Subject
from newscrawl.store.groups import Groups
from newscrawl.store.identity import Identity, plain
from newscrawl.store.runs import now
from newscrawl.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from newscrawl.items import NewsArticle
    from newscrawl.policy.model import Statement
    from newscrawl.store.pages import Sighting

__all__ = ["Run", "abandon", "begun_run", "run_of"]

logger = logging.getLogger(__name__)

_MOST_READY = 2_000
# Kept on the crawler itself, so that the two live and die together.
_ATTRIBUTE = "newscrawl_run"


class Run:
    """One run, with the ``store`` that it writes to, and its ``failures``."""

    def __init__(self, crawler: Crawler) -> None:
        """Open the store and record the start. Raises StoreError, SettingError."""
        config = Config(crawler.settings)
        profile = Profile(config[PROFILE], config[ON_SILENCE])
        self.store = open_store(config[DATABASE])
        job = job_of(crawler)
        self.job = job.name if job is not None else ""
        self.killed = self.store.runs.settle(job.name) if job is not None else ()
        """The earlier runs of the job that turn out to have been killed."""
        self.number = self.store.runs.start(
            _spider_name(crawler), arguments_of(crawler), profile.conditions, self.job
        )
        are_many = not getattr(crawler.spidercls, "is_live", True)
        self.failures = Failures(self.store.runs, self.number, are_many=are_many)
        self.reason = "unknown"
        self.summarise: Callable[[], Mapping[str, Any]] = dict
        """Asked once, at the end, for what is kept with the run; the summary sets it."""
        self._ready: LocalCache[str, Sighting] = LocalCache(_MOST_READY)
        self._groups = Groups(self.store.decisions, self.number)
        self._crawler = crawler
        self._stats = crawler.stats
        self._target = config[SUMMARY]
        self._kept = timedelta(days=config[KEEP_RUNS])
        self._started_at = now()
        self._is_over = False
        self._purposes = config[PURPOSE]

    def lay_ready(self, sighting: Sighting) -> None:
        """Keep *sighting* at hand until the item of its page is stored, or dropped."""
        self._ready[sighting.url] = sighting

    def take(self, url: str | None) -> Sighting | None:
        """Return the sighting of the page at *url* that was laid ready, once."""
        return self._ready.pop(url, None) if url is not None else None

    def page_failed(self, name: str, reason: str) -> None:
        """Take note of ``newscrawl.signals.page_failed``."""
        self.failures.add(name, reason)

    def request_refused(self, url: str, statement: Statement) -> None:
        """Keep the decision that *url* is not requested. Never raises."""
        self._stats.inc_value(f"newscrawl/refused/{statement.signal}")
        ruling = Ruling.on(Decision.DENIED, self._purposes, statement)
        self._count(Action.REFUSAL, url, statement, ruling)

    def page_withheld(self, item: NewsArticle) -> None:
        """Keep the decision that *item*, a stub, stands for. Never raises."""
        ruling = Ruling.of(item)
        assert ruling is not None
        self._stats.inc_value(f"newscrawl/withheld/{ruling.kind}")
        with _logged("Decision"):
            self.store.decisions.record(self.number, Identity.of(item), ruling)

    def permission_relied_on(self, url: str, statement: Statement, permission: str) -> None:
        """Keep the decision that *url* is requested all the same. Never raises."""
        ruling = Ruling.on(Decision.ALLOWED, self._purposes, statement)
        self._count(Action.RELIANCE, url, statement, replace(ruling, permission=permission))

    def site_stopped(self, site: str, statement: Statement) -> None:
        """Keep the decision that *site* is not visited any more. Never raises."""
        ruling = Ruling.on(Decision.DENIED, self._purposes, statement)
        with _logged("Stop"):
            subject = Subject(Action.STOP, site, cite(statement))
            self.store.decisions.record_on(self.number, subject, ruling)

    def item_error(self, item: Any, failure: Failure) -> None:
        """Take note of an item that a pipeline could not take."""
        self._stats.inc_value("newscrawl/pages/failed")
        if isinstance(failure.value, StoreError):
            self._stats.inc_value("newscrawl/store/failed")
        self.failures.add(Identity.of(item).name, describe(failure.value))

    def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """Take note of a response that the spider could not take."""
        self._stats.inc_value("newscrawl/pages/failed")
        self.failures.add(getattr(response, "url", "a request"), describe(failure.value))

    def spider_closed(self, reason: str) -> None:
        """Take note of why the spider ended."""
        self.reason = reason

    def engine_stopped(self) -> None:
        """Record the end of the run, and let go of the store. Never raises."""
        self.end(exit_code_of(self._crawler))

    def end(self, code: ExitCode) -> None:
        """Record the end of the run with *code*, once, and let go of the store. Never raises."""
        if self._is_over:
            return
        self._is_over = True
        counts = {
            name: value
            for name, value in self._stats.get_stats().items()
            if name.startswith(("newscrawl/", "item_"))
        }
        self.failures.close()
        summary = plain(self._facts(code) | dict(self.summarise()))
        with _logged("Decisions"):
            self._groups.close()
        with _logged("End of run"):
            self.store.runs.finish(self.number, self.reason, plain(counts), summary)
            if self._kept:
                self.store.runs.forget(datetime.now(UTC) - self._kept)
        self.store.close()
        self._tell(summary)

    def _facts(self, code: ExitCode) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "job": self.job,
            "run": self.number,
            "spider": _spider_name(self._crawler),
            "arguments": arguments_of(self._crawler),
            "version": __version__,
            "machine": gethostname(),
            "process": os.getpid(),
            "started_at": self._started_at,
            "finished_at": now(),
            "reason": self.reason,
            "exit_code": int(code),
        }

    def _tell(self, summary: Mapping[str, Any]) -> None:
        if not self.job or not self._target:
            return
        try:
            append_line(self._target, summary)
        except OSError as error:
            logger.error("%s: the summary was not written: %s", self._target, error.strerror)  # noqa: TRY400
            self._stats.inc_value("newscrawl/summary/failed")

    def _count(self, action: Action, url: str, statement: Statement, ruling: Ruling) -> None:
        with _logged("Decision"):
            subject = Subject(action, host(url) or "", cite(statement))
            self._groups.add(subject, url, ruling)


def run_of(crawler: Crawler) -> Run:
    """Return the run of *crawler*, begun when this is the first call. Raises StoreError."""
    run: Run | None = vars(crawler).get(_ATTRIBUTE)
    if run is None:
        run = vars(crawler)[_ATTRIBUTE] = Run(crawler)
        connect = crawler.signals.connect
        connect(run.page_failed, signals.page_failed)
        connect(run.request_refused, signals.request_refused)
        connect(run.page_withheld, signals.page_withheld)
        connect(run.permission_relied_on, signals.permission_relied_on)
        connect(run.site_stopped, signals.site_stopped)
        connect(run.item_error, scrapy_signals.item_error)
        connect(run.spider_error, scrapy_signals.spider_error)
        connect(run.spider_closed, scrapy_signals.spider_closed)
        connect(run.engine_stopped, scrapy_signals.engine_stopped)
    return run


def begun_run(crawler: Crawler) -> Run | None:
    """Return the run of *crawler* if there is one; None in a project without our store."""
    return vars(crawler).get(_ATTRIBUTE)


def abandon(crawler: Crawler) -> None:
    """Record that the run of *crawler*, if it has one, could not go on. Never raises."""
    run: Run | None = vars(crawler).get(_ATTRIBUTE)
    if run is not None:
        run.reason = "could_not_run"
        run.end(ExitCode.COULD_NOT_RUN)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    """Log in one line that *what* could not be stored."""
    try:
        yield
    except StoreError as error:
        logger.error("%s not stored: %s", what, error)  # noqa: TRY400


def _spider_name(crawler: Crawler) -> str:
    return str(crawler.spidercls.name)
