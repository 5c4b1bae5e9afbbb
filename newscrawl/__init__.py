"""newscrawl: a news crawler that takes only what it may take, and can prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.examination import Examination, examine

__all__ = ["Examination", "examine"]
__version__ = "0.1.0"

# Scrapy's settings import this package and need none of its rooms.
__getattr__ = on_first_use(__name__, {"examination": __all__})
