"""The frontier: which request leaves next, when, and what is still owed.

A Scrapy scheduler over SQLite with one queue a host. It alone keeps the hosts' clocks; the
slots of Scrapy's downloader carry no delay beside it. A project needs two settings::

    SCHEDULER = "newscrawl.frontier.scheduler.Frontier"
    DOWNLOADER_MIDDLEWARES = {"newscrawl.frontier.middleware.Departure": 990}

The middleware must be the nearest to the downloader. With the handler of ``newscrawl.download``
it also hears when a request has come to its connection, and the delay counts from there.
``DOWNLOAD_DELAY``, ``CONCURRENT_REQUESTS``, ``CONCURRENT_REQUESTS_PER_DOMAIN``,
``DOWNLOAD_SLOTS`` and ``JOBDIR`` mean what they mean to Scrapy; ``DOWNLOAD_DELAY_JITTER`` has no
effect. AutoThrottle is another clock: leave it off.

From the floor up: ``keys`` (what a host and a duplicate is), ``schema`` and ``queue`` (SQLite),
``clock`` (hosts and their turns), ``serialisation`` (request as JSON), ``leases`` and ``hosts``,
``departures``, ``engine`` (what is needed of Scrapy's), ``scheduler`` and ``middleware``.
"""
