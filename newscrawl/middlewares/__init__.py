"""Scrapy's middlewares of the house: thin, the judgement is made in the rooms below.

::

    DOWNLOADER_MIDDLEWARES = {
        "newscrawl.middlewares.addresses.AddressMiddleware": 20,
        "newscrawl.middlewares.compression.CompressionMiddleware": 590,
        "newscrawl.middlewares.identity.IdentityMiddleware": 980,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    }

The addresses come first, so that nobody waits or asks for permission for what will not be sent;
the identity last, so that nobody changes it. ``use`` is for spiders of other projects, which
:mod:`newscrawl.addon` brings it to.
"""

from __future__ import annotations
