"""Raw fields to clean ones: dates, people, editorial lines, agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.normalisation.article import normalise

__all__ = ["normalise"]

__getattr__ = on_first_use(__name__, {"article": ["normalise"]})
