"""Scrapy's downloader middlewares of the house: thin, the judgement is made in the rooms below.

``newscrawl.settings`` says where each stands, and why: ``addresses`` and ``acquire`` first, so
that nobody waits for what will not be sent; ``refresh``, ``compression`` and ``statuses`` around
Scrapy's own; ``identity`` last, so that nobody changes it.
"""

from __future__ import annotations
