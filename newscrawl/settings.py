"""Scrapy settings of the project. Every one can be overridden with ``scrapy crawl -s``.

The ``NEWSCRAWL_*`` settings are declared in :mod:`newscrawl.config` and described in
``docs/settings.md``.
"""

from __future__ import annotations

from scrapy.settings import default_settings

from newscrawl import __version__
from newscrawl.config import SETTINGS

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
SPIDER_LOADER_CLASS = "newscrawl.loader.SpiderLoader"
COMMANDS_MODULE = "newscrawl.commands"
USER_AGENT = f"newscrawl/{__version__}"

# The web and nothing else: no component may be asked for a file or another protocol.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(["data", "file", "ftp", "s3"]),
    "http": "newscrawl.download.handler.DownloadHandler",
    "https": "newscrawl.download.handler.DownloadHandler",
}
# Of requests addresses are first, so that nobody is asked about what will not be sent; then the
# gate; departure and identity next to the wire, so that nothing delays or changes a request after
# them. Of responses the use is last, so that it judges what the spider would be given.
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.middlewares.use.UseMiddleware": 10,
    "newscrawl.middlewares.addresses.AddressMiddleware": 20,
    "newscrawl.middlewares.acquire.AcquireMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newscrawl.middlewares.headers.HeadersMiddleware": 540,
    "newscrawl.middlewares.refresh.RefreshMiddleware": 580,
    "newscrawl.middlewares.compression.CompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newscrawl.middlewares.statuses.StatusMiddleware": 700,
    "newscrawl.middlewares.identity.IdentityMiddleware": 980,
    "newscrawl.middlewares.wanted.WantedMiddleware": 985,
    "newscrawl.middlewares.budgets.BudgetMiddleware": 987,
    "newscrawl.frontier.middleware.Departure": 990,
}
# Without Scrapy's wish for English: a site answers in its own language.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
}
ROBOTSTXT_OBEY = False  # Scrapy's reader of robots.txt; ours is the gate, which has no switch

# The operator's dials. The frontier keeps one clock a host, and published delays lengthen it.
SCHEDULER = "newscrawl.frontier.scheduler.Frontier"
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 2
AUTOTHROTTLE_ENABLED = False  # it would be a second clock

DOWNLOAD_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5  # pages that reload themselves are no redirects
RETRY_HTTP_CODES = [408, 409, 421, 425, 444, 499, 500, 502, 504, 520, 521, 522, 523, 524, 530]

# Both run code or show internals to whoever can reach the port. They are not even loaded, which
# took a tenth of the start.
_OPEN_PORTS = {
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.remote_control.RemoteControl",
}
EXTENSIONS_BASE = {
    name: place
    for name, place in default_settings.EXTENSIONS_BASE.items()
    if name not in _OPEN_PORTS
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False

CONCURRENT_ITEMS = 8
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    **dict.fromkeys(["jsonlines", "jsonl", "jl"], "newscrawl.exporters.lines.JsonLinesExporter"),
    "csv": "newscrawl.exporters.csv.CsvExporter",
    "xml": "newscrawl.exporters.xml.XmlExporter",
    "jsonld": "newscrawl.exporters.jsonld.JsonLdExporter",
    "jsonld-lines": "newscrawl.exporters.jsonld.JsonLdLinesExporter",
    "json": "newscrawl.exporters.whole.JsonExporter",
    "parquet": "newscrawl.exporters.tables.ParquetExporter",
    "arrow": "newscrawl.exporters.tables.ArrowExporter",
}
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
    "newscrawl.extensions.lock.JobLock": 100,  # before anything of the run begins
    "newscrawl.extensions.closing.Closing": 200,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newscrawl.extensions.feeds.Feeds": 400,
    "newscrawl.extensions.progress.Progress": 500,
    "newscrawl.extensions.progress.ProgressLog": 510,
    "newscrawl.extensions.warc.WarcWriter": 550,
    "newscrawl.extensions.summary.Summary": 600,
}

globals().update({setting.name: setting.default for setting in SETTINGS})
