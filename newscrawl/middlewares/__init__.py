"""Scrapy's downloader middlewares of the house: thin, the judgement is made in the rooms below.

``newscrawl.settings`` says where each stands, and why: ``addresses`` and ``acquire`` first, so
that nobody waits for what will not be sent; ``refresh``, ``compression`` and ``statuses`` around
Scrapy's own; ``headers`` behind redirects; ``use`` last of those who see a response, ``identity``
last of those who see a request, so that nobody changes it.
"""

from __future__ import annotations
