"""Every ``NEWSCRAWL_*`` setting: its name, type, default and meaning, in one place.

``settings.py`` takes the defaults from here, the components read their values through
:class:`Config`, ``docs/settings.md`` is held to it by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from newscrawl.addresses import Exemptions
from newscrawl.bounds import bounds
from newscrawl.exceptions import SettingError
from newscrawl.policy.held_permissions import HeldPermissions
from newscrawl.policy.model import Purpose
from newscrawl.policy.profile import Profile, duties
from newscrawl.setting import (
    Setting,
    contact,
    count,
    database,
    days,
    memory,
    name,
    one_of,
    path,
    processes,
    seconds,
    size,
    switch,
)

__all__ = ["SETTINGS", "Config", "Setting"]

T = TypeVar("T")

PURPOSE = Setting(
    "NEWSCRAWL_PURPOSE",
    "archive",
    Purpose.declared,
    "What the material is for: one or several of archive, search, tdm, ai-input, ai-train."
    " With several, the strictest answer counts.",
)
PROFILE = Setting(
    "NEWSCRAWL_PROFILE",
    "attribution",
    duties,
    "Which conditions you meet, so that a restriction that asks for no more is lifted:"
    " attribution, non-commercial, no-derivatives, share-alike, research (a research"
    " organisation), subscription.",
)
ON_SILENCE = Setting(
    "NEWSCRAWL_ON_SILENCE",
    "",
    lambda value: frozenset(Purpose.declared(value)) if value else frozenset(),
    "For which purposes a page is denied unless it is permitted in so many words.",
)
PERMISSIONS = Setting(
    "NEWSCRAWL_PERMISSIONS",
    "permissions.toml",
    path,
    "The file of the permissions you hold in writing; where there is none, you hold none.",
)
EXTRACTION = Setting(
    "NEWSCRAWL_EXTRACTION",
    "fast",
    one_of("fast", "thorough"),
    "How much finding the article on a page may cost: fast, or thorough, which judges twice"
    " where the first judgement leaves a doubt.",
)
RESTRICTED = Setting(
    "NEWSCRAWL_RESTRICTED",
    "flag",
    one_of("flag", "redact", "drop"),
    "What becomes of a supplied page that is restricted for the purpose: keep it and flag it,"
    " keep the facts and the evidence without the content, or drop it.",
)
DATABASE = Setting(
    "NEWSCRAWL_DB",
    "newscrawl.db",
    database,
    "Where runs, articles and decisions are stored: a file name (SQLite) or a SQLAlchemy URL.",
)
JOB = Setting(
    "NEWSCRAWL_JOB",
    "",
    name,
    "The name of the job, of which one run at a time may be at work on a database. By default"
    " the same spider with the same arguments is the same job, however they are written.",
)
SUMMARY = Setting(
    "NEWSCRAWL_SUMMARY",
    "",
    str,
    "A file to which each run appends its summary, one line of JSON; - is standard output.",
)
MAX_PAGE_SIZE = Setting(
    "NEWSCRAWL_MAX_PAGE_SIZE",
    20 * 1024 * 1024,
    size,
    "The most bytes a page may have. A larger one is refused whole, never cut.",
)
KEEP_RUNS = Setting(
    "NEWSCRAWL_KEEP_RUNS",
    90,
    days,
    "For how many days the summary and the failures of a run are kept; 0 is for ever. The run"
    " itself, its articles and its decisions stay.",
)
STRICT_EXIT = Setting(
    "NEWSCRAWL_STRICT_EXIT",
    False,
    switch,
    "Exit with 3 when nothing was permitted and with 4 when something failed, instead of 0.",
)

CONTACT = Setting(
    "NEWSCRAWL_CONTACT",
    "",
    contact,
    "An address, https:// or mailto:, under which a site can reach the operator. It stands in"
    " the User-Agent of every request.",
)
ALLOW_PRIVATE = Setting(
    "NEWSCRAWL_ALLOW_PRIVATE",
    "",
    Exemptions.read,
    "Hosts and networks that may be requested although they are not on the public internet.",
)
MAX_WAIT = Setting(
    "NEWSCRAWL_MAX_WAIT",
    60.0,
    seconds,
    "How many seconds a site may make us wait before the run leaves it for another time.",
)

MAX_CRAWL_DELAY = Setting(
    "NEWSCRAWL_MAX_CRAWL_DELAY",
    30.0,
    seconds,
    "The longest Crawl-delay, in seconds, that we keep; a site that asks for more is left for the"
    " run.",
)
MAX_FAILURES = Setting(
    "NEWSCRAWL_MAX_FAILURES",
    5,
    count,
    "After how many failures in a row (timeouts, resets, faults of the server) a host has a rest,"
    " and is left when it goes on failing; 0 is never.",
)
RUN_BUDGET = Setting(
    "NEWSCRAWL_RUN_BUDGET",
    "",
    bounds,
    "How much a run may take before it ends: pages, bytes, time, or some of these, such as 500"
    " pages, 200 MB, 30 min.",
)
SITE_BUDGET = Setting(
    "NEWSCRAWL_SITE_BUDGET",
    "",
    bounds,
    "How much a run may take of each site before it leaves it, in the same words.",
)
REMEMBER_STOPS = Setting(
    "NEWSCRAWL_REMEMBER_STOPS",
    30,
    days,
    "For how many days a site that forbids crawling in a notice is not asked again, and what a"
    " site's terms say is remembered.",
)

REVISIT = Setting(
    "NEWSCRAWL_REVISIT",
    12,
    count,
    "After how many hours a live article is looked at again, if it is still listed; then after"
    " twice as long each time that it has not changed, for a month. 0 is never, unless a sitemap"
    " or feed tells of a change.",
)

WARC = Setting(
    "NEWSCRAWL_WARC",
    "",
    lambda value: Path(value) if str(value) else None,
    "The folder in which WARC files are written of the live pages that may be kept; none are"
    " where none is named.",
)
WARC_SIZE = Setting(
    "NEWSCRAWL_WARC_SIZE",
    1024 * 1024 * 1024,
    size,
    "The bytes after which a WARC file is closed and the next one begun.",
)
WARC_COMPRESSION = Setting(
    "NEWSCRAWL_WARC_COMPRESSION",
    "gz",
    one_of("gz", "zst", "none"),
    "How each record of a WARC file is packed: gz, which every tool reads, zst, which is"
    " smaller and faster, or none.",
)

WORKERS = Setting(
    "NEWSCRAWL_WORKERS",
    0,
    processes,
    "How many processes examine the pages; 0 is as many as there are processors.",
)
WORKER_MEMORY = Setting(
    "NEWSCRAWL_WORKER_MEMORY",
    192 * 1024 * 1024,
    memory,
    "The most bytes of memory that one of them may use, 64 MB at least; a page that needs more is"
    " given up.",
)

SETTINGS: tuple[Setting[Any], ...] = (
    PURPOSE,
    PROFILE,
    ON_SILENCE,
    PERMISSIONS,
    EXTRACTION,
    RESTRICTED,
    DATABASE,
    JOB,
    SUMMARY,
    KEEP_RUNS,
    MAX_PAGE_SIZE,
    CONTACT,
    ALLOW_PRIVATE,
    MAX_WAIT,
    MAX_CRAWL_DELAY,
    MAX_FAILURES,
    RUN_BUDGET,
    SITE_BUDGET,
    REMEMBER_STOPS,
    REVISIT,
    WARC,
    WARC_SIZE,
    WARC_COMPRESSION,
    WORKERS,
    WORKER_MEMORY,
    STRICT_EXIT,
)


class Config:
    """Typed, checked access to the settings of a run."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        """Take the raw *values* (Scrapy's settings, a dict); what is absent has its default."""
        self._values = {} if values is None else values

    def __getitem__(self, setting: Setting[T]) -> T:
        """Return the value of *setting*. Raises SettingError naming it when it is wrong."""
        raw = self._values.get(setting.name)
        try:
            return setting.read(setting.default if raw is None else raw)
        except (ValueError, TypeError) as error:
            raise SettingError(f"{setting.name}: {error}") from error

    @property
    def profile(self) -> Profile:
        """What the operator meets, what silence comes to, and what is permitted in writing.

        The permissions are those of the file at any time: it is read anew when it changes.
        Raises SettingError, PermissionsError for a file of permissions that is malformed, and
        ReferenceChanged when a document of it is not the one that was recorded.
        """
        return Profile(self[PROFILE], self[ON_SILENCE], HeldPermissions(self[PERMISSIONS]))

    def check(self) -> None:
        """Raise SettingError for the first setting that is wrong or that does not exist.

        Raises PermissionsError when the file of permissions is malformed, and last of all
        ReferenceChanged when a document of it has changed.
        """
        known = {setting.name for setting in SETTINGS}
        for given in self._values:
            if str(given).startswith("NEWSCRAWL_") and given not in known:
                raise SettingError(f"{given}: there is no such setting")
        for setting in SETTINGS:
            self[setting]
        HeldPermissions(self[PERMISSIONS])
