"""The commands of ``scrapy`` inside this project."""

from __future__ import annotations
