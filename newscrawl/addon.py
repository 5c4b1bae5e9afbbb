"""The gates in any other Scrapy project, by one line in its settings.

::

    ADDONS = {"newscrawl.addon.PolicyAddon": 100}

``docs/addon.md`` tells what they do there.
"""

from __future__ import annotations

import logging

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.downloadermiddlewares.useragent import UserAgentMiddleware
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from scrapy.utils.reactor import is_asyncio_reactor_installed, is_reactor_installed

from newscrawl.config import CONTACT, Config
from newscrawl.exceptions import UsageError
from newscrawl.middlewares.acquire import AcquireMiddleware
from newscrawl.middlewares.addresses import AddressMiddleware
from newscrawl.middlewares.headers import HeadersMiddleware
from newscrawl.middlewares.identity import IdentityMiddleware
from newscrawl.middlewares.start import StartMiddleware
from newscrawl.middlewares.statuses import StatusMiddleware
from newscrawl.middlewares.use import UseMiddleware

__all__ = ["PolicyAddon"]

logger = logging.getLogger(__name__)

# The places that they have in the house.
_MIDDLEWARES = (
    ("SPIDER_MIDDLEWARES", StartMiddleware, 10),
    ("DOWNLOADER_MIDDLEWARES", UseMiddleware, 10),
    ("DOWNLOADER_MIDDLEWARES", AddressMiddleware, 20),
    ("DOWNLOADER_MIDDLEWARES", AcquireMiddleware, 100),
    ("DOWNLOADER_MIDDLEWARES", RobotsTxtMiddleware, None),
    ("DOWNLOADER_MIDDLEWARES", UserAgentMiddleware, None),
    ("DOWNLOADER_MIDDLEWARES", HeadersMiddleware, 540),
    ("DOWNLOADER_MIDDLEWARES", StatusMiddleware, 700),
    ("DOWNLOADER_MIDDLEWARES", IdentityMiddleware, 980),
)
_WEB = ("http", "https")
_HANDLER = "newscrawl.download.handler.DownloadHandler"
_ASYNCIO = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


class PolicyAddon:
    """Puts the gates into the settings of a project, whatever these say of Scrapy's own."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """End a program whose *settings* are wrong before it begins, with one line."""
        try:
            _check(settings)
        except UsageError as error:
            raise SystemExit(f"newscrawl: {error}") from None

    def update_settings(self, settings: BaseSettings) -> None:
        """Change *settings*. Raises UsageError when a spider's own make them wrong."""
        _check(settings)
        if not Config(settings)[CONTACT]:
            logger.warning("NEWSCRAWL_CONTACT is missing: no site can reach whoever asks")
        for name, middleware, place in _MIDDLEWARES:
            # To replace the built-in ones raises KeyError: they stand in another dictionary.
            settings.set_in_component_priority_dict(name, middleware, place)
        _guard_connections(settings)
        if settings.getbool("HTTPCACHE_ENABLED"):
            logger.warning("The HTTP cache is off: it would keep pages that may not be used")
            settings.set("HTTPCACHE_ENABLED", False, priority="cmdline")


def _check(settings: BaseSettings) -> None:
    """Raise UsageError for a wrong setting of ours, and where there can be no asyncio."""
    Config(settings).check()
    if not settings.getbool("TWISTED_REACTOR_ENABLED"):
        return
    if is_reactor_installed():
        has_asyncio = is_asyncio_reactor_installed()
    else:
        chosen = settings["TWISTED_REACTOR"]
        has_asyncio = bool(chosen) and issubclass(load_object(chosen), load_object(_ASYNCIO))
    if not has_asyncio:
        raise UsageError(f"the gates need asyncio: set TWISTED_REACTOR to {_ASYNCIO}")


def _guard_connections(settings: BaseSettings) -> None:
    """Let connections to guarded addresses only; handlers of the project's own stay."""
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    if settings.getbool("TWISTED_REACTOR_ENABLED"):
        handlers = dict.fromkeys(_WEB, _HANDLER) | handlers
    foreign = [scheme for scheme in _WEB if handlers.get(scheme) != _HANDLER]
    if foreign:
        logger.warning("What names resolve to is not guarded for %s", " and ".join(foreign))
    priority = settings.getpriority("DOWNLOAD_HANDLERS") or 0
    settings.set("DOWNLOAD_HANDLERS", handlers, priority=priority)
