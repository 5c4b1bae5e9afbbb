"""Raw fields to clean ones: dates, people, editorial lines, agencies."""

from __future__ import annotations

from newscrawl.normalisation.article import normalise

__all__ = ["normalise"]
