"""The job that a run is a run of: its name, and the lock that keeps two runs of it apart."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl import store
from newscrawl.config import DATABASE, JOB, Config
from newscrawl.exceptions import JobIsRunning

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

__all__ = ["Job", "arguments_of", "give", "job_of", "name_of", "take"]

# Kept on the crawler itself, so that the two live and die together.
_ATTRIBUTE = "newscrawl_job"


@dataclass(frozen=True)
class Job:
    """A job whose lock this process holds."""

    name: str
    lock: store.Lock


def name_of(spider: type[Spider], arguments: Mapping[str, str], config: Config) -> str:
    """Return the name of the job: the chosen one, or the spider with a mark of its *arguments*.

    A spider that knows several spellings of its arguments has a ``normalised`` that returns one.
    Raises ArgumentError, SettingError.
    """
    if chosen := config[JOB]:
        return chosen
    normalised = getattr(spider, "normalised", _stripped)
    spelt = repr(sorted(normalised(arguments).items()))
    return f"{spider.name}-{hashlib.sha256(spelt.encode()).hexdigest()[:12]}"


def take(spider: type[Spider], arguments: Mapping[str, str], config: Config) -> Job:
    """Take the job of *spider* with *arguments*. Raises JobIsRunning, StoreError."""
    name = name_of(spider, arguments, config)
    lock = store.take_lock(config[DATABASE], name)
    if lock is None:
        with store.open_store(config[DATABASE]) as opened:
            holder = opened.runs.holder(name)
        raise JobIsRunning(f"the job {name} is at work: {holder}; nothing was done")
    return Job(name, lock)


def give(crawler: Crawler, job: Job) -> None:
    """Make *crawler* a run of *job*."""
    vars(crawler)[_ATTRIBUTE] = job


def job_of(crawler: Crawler) -> Job | None:
    """Return the job that *crawler* is a run of; None when nothing was said of it."""
    found: Job | None = vars(crawler).get(_ATTRIBUTE)
    return found


def arguments_of(crawler: Crawler) -> dict[str, Any]:
    """Return the arguments that the spider was given, or keeps by their declared names."""
    spider: Spider | None = crawler.spider
    if (given := getattr(spider, "given", None)) is not None:
        return dict(given)
    declared = getattr(spider, "arguments", ())
    return {name: getattr(spider, name) for name in declared if hasattr(spider, name)}


def _stripped(arguments: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, value in arguments.items() if (text := str(value).strip())}
