"""The spiders of the project, each loaded when it is asked for."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Self

from scrapy.spiderloader import SpiderLoader as StockLoader
from scrapy.utils.spider import iter_spider_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

__all__ = ["SpiderLoader"]


class SpiderLoader:
    """Loads the spider that a run is of, which is looked for in the module that has its name.

    Scrapy's own loads them all, which for supplied files means everything that the web takes. It
    is asked where there are several packages of spiders, which of one name the last has.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Create it; nothing is loaded yet."""
        return cls(settings)

    def load(self, name: str) -> type[Spider]:
        """Return the spider called *name*. Raises KeyError when there is none."""
        packages = self._settings.getlist("SPIDER_MODULES")
        if len(packages) == 1:
            with suppress(ImportError, SyntaxError):  # Scrapy's own raises it, or warns of it
                for spider in _spiders_in(packages[0], name):
                    if spider.name == name:
                        return spider
        return self._all.load(name)

    def find_by_request(self, request: Request) -> list[str]:
        """Return the names of the spiders that say they can handle *request*."""
        return self._all.find_by_request(request)

    def list(self) -> list[str]:
        """Return the names of all spiders."""
        return self._all.list()

    @cached_property
    def _all(self) -> StockLoader:
        return StockLoader.from_settings(self._settings)


def _spiders_in(package: str, module: str) -> Iterator[type[Spider]]:
    """Yield the spiders in the *module* of *package*, if it has one that is so called."""
    known = iter_modules(getattr(import_module(package), "__path__", []))
    if any(each.name == module for each in known):
        yield from iter_spider_classes(import_module(f"{package}.{module}"))
