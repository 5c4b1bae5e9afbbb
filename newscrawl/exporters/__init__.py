"""Feed formats beyond those that Scrapy has."""

from __future__ import annotations
