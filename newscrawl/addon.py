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

from newscrawl.config import CONTACT, Config
from newscrawl.download.handler import DownloadHandler
from newscrawl.middlewares.acquire import AcquireMiddleware
from newscrawl.middlewares.addresses import AddressMiddleware
from newscrawl.middlewares.headers import HeadersMiddleware
from newscrawl.middlewares.identity import IdentityMiddleware
from newscrawl.middlewares.statuses import StatusMiddleware
from newscrawl.middlewares.use import UseMiddleware
from newscrawl.pipelines.flag import FlagPipeline

__all__ = ["PolicyAddon"]

logger = logging.getLogger(__name__)

# The places that they have in the house; pipeline and spider middleware before all others.
_COMPONENTS = (
    ("DOWNLOADER_MIDDLEWARES", AddressMiddleware, 20),
    ("DOWNLOADER_MIDDLEWARES", AcquireMiddleware, 100),
    ("DOWNLOADER_MIDDLEWARES", RobotsTxtMiddleware, None),
    ("DOWNLOADER_MIDDLEWARES", UserAgentMiddleware, None),
    ("DOWNLOADER_MIDDLEWARES", HeadersMiddleware, 540),
    ("DOWNLOADER_MIDDLEWARES", StatusMiddleware, 560),
    ("DOWNLOADER_MIDDLEWARES", IdentityMiddleware, 980),
    ("SPIDER_MIDDLEWARES", UseMiddleware, -1000),
    ("ITEM_PIPELINES", FlagPipeline, -1000),
)
_WEB = ("http", "https")


class PolicyAddon:
    """Puts the gates into the settings of a project, whatever these say of Scrapy's own."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Change *settings*. Raises SettingError for a wrong one of ours."""
        config = Config(settings)
        config.check()
        if not config[CONTACT]:
            logger.warning("NEWSCRAWL_CONTACT is missing: no site can reach whoever asks")
        for name, component, place in _COMPONENTS:
            # To replace the built-in ones raises KeyError: they stand in another dictionary.
            settings.set_in_component_priority_dict(name, component, place)
        _guard_connections(settings)
        if settings.getbool("AUTOTHROTTLE_ENABLED"):
            logger.warning("AutoThrottle is off: it would shorten published delays")
            settings.set("AUTOTHROTTLE_ENABLED", False, priority="cmdline")


def _guard_connections(settings: BaseSettings) -> None:
    """Let connections to guarded addresses only; handlers of the project's own stay."""
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    for scheme in _WEB:
        if handlers.setdefault(scheme, DownloadHandler) is not DownloadHandler:
            logger.warning("The handler for %s is the project's: names are not guarded", scheme)
    priority = settings.getpriority("DOWNLOAD_HANDLERS") or 0
    settings.set("DOWNLOAD_HANDLERS", handlers, priority=priority)
