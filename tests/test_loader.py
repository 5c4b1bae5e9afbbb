"""The spider of a run is loaded, and no other."""

from __future__ import annotations

import subprocess
import sys

import pytest
from scrapy.settings import Settings

from newscrawl.loader import SpiderLoader
from newscrawl.spiders.local import LocalSpider


@pytest.fixture
def loader() -> SpiderLoader:
    return SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newscrawl.spiders"]}))


def test_a_spider_is_found_by_its_name(loader: SpiderLoader) -> None:
    assert loader.load("local") is LocalSpider
    assert {"local", "news"} <= set(loader.list())


@pytest.mark.parametrize("name", ["supply", "nobody", "no.name", ""])
def test_what_is_no_spider_is_not_found(loader: SpiderLoader, name: str) -> None:
    with pytest.raises(KeyError):
        loader.load(name)


def test_a_spider_elsewhere_is_found_among_all() -> None:
    loader = SpiderLoader(Settings({"SPIDER_MODULES": ["newscrawl.inquiry.spider"]}))
    (name,) = loader.list()
    assert loader.load(name).name == name


def test_who_crawls_supplied_files_loads_nothing_that_examines_or_asks() -> None:
    """Workers examine, and nobody is asked: what that takes was half of the start."""
    program = """
import sys
from importlib import import_module
from pkgutil import iter_modules
import newscrawl.commands, newscrawl.settings
for module in iter_modules(newscrawl.commands.__path__, "newscrawl.commands."):
    import_module(module.name)
import newscrawl.spiders.local, newscrawl.extensions.warc
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(done.stdout.decode().split())
    assert "newscrawl.spiders.local" in loaded
    examining = {"newscrawl.examination", "newscrawl.policy.notices", "newscrawl.offline"}
    asking = {"newscrawl.gate", "newscrawl.spiders.news", "newscrawl.download.handler"}
    assert not loaded & (examining | asking)
