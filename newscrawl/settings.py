"""Scrapy settings of the project. Every one can be overridden with ``scrapy crawl -s``.

The ``NEWSCRAWL_*`` settings are declared in :mod:`newscrawl.config` and described in
``docs/settings.md``.
"""

from __future__ import annotations

from newscrawl import __version__
from newscrawl.config import SETTINGS

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
USER_AGENT = f"newscrawl/{__version__}"

# No gate, no request: until the acquire gate is in place nothing leaves this machine, and no
# component of Scrapy may be asked to fetch a file or an address behind the readers' back.
DOWNLOAD_HANDLERS = dict.fromkeys(["data", "file", "ftp", "http", "https", "s3"])

# Both run code or show internals to whoever can reach the port.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False

CONCURRENT_ITEMS = 8
FEED_EXPORT_ENCODING = "utf-8"
FEED_STORE_EMPTY = True
LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawl.logformatter.LogFormatter"

ITEM_PIPELINES = {
    "newscrawl.pipelines.normalise.NormalisePipeline": 100,
    "newscrawl.pipelines.flag.FlagPipeline": 200,
    "newscrawl.pipelines.deduplicate.DeduplicatePipeline": 300,
    "newscrawl.pipelines.store.StorePipeline": 400,
}
EXTENSIONS = {
    "newscrawl.extensions.progress.Progress": 500,
    "newscrawl.extensions.summary.Summary": 600,
}

globals().update({setting.name: setting.default for setting in SETTINGS})
