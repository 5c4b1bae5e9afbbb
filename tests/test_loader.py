"""The spider of a run is loaded, and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_of_several_packages_the_last_has_the_spider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "from newscrawl.spiders.local import LocalSpider as Stock\nclass Own(Stock): ...\n"
    (tmp_path / "own_spiders.py").write_text(own)
    monkeypatch.syspath_prepend(tmp_path)
    loader = SpiderLoader(Settings({"SPIDER_MODULES": ["newscrawl.spiders", "own_spiders"]}))
    with pytest.warns(UserWarning, match="several spiders with the same name"):
        assert loader.load("local").__name__ == "Own"


@pytest.mark.parametrize("modules", [["none_such"], ["none_such", "newscrawl.spiders"]])
def test_a_package_that_is_not_there_is_only_warned_of_where_that_is_set(
    modules: list[str],
) -> None:
    settings = {"SPIDER_MODULES": modules}
    with pytest.raises(ModuleNotFoundError, match="none_such"):
        SpiderLoader(Settings(settings)).load("local")
    loader = SpiderLoader(Settings(settings | {"SPIDER_LOADER_WARN_ONLY": True}))
    with pytest.warns(RuntimeWarning, match="Could not load spiders"):
        assert loader.list() == (["local", "news"] if len(modules) > 1 else [])


def test_who_crawls_supplied_files_loads_nothing_that_examines_or_asks() -> None:
    """Workers examine, and nobody is asked: what that takes was half of the start."""
    program = """
import sys
from importlib import import_module
from pkgutil import iter_modules
import newscrawl.commands, newscrawl.settings
for module in iter_modules(newscrawl.commands.__path__, "newscrawl.commands."):
    import_module(module.name)
import newscrawl.spiders.local
late = {"sqlalchemy", "newscrawl.normalisation.dates", "newscrawl.workers.pool"}
assert not late & set(sys.modules), "they are loaded while the fork server is"
import newscrawl.extensions.warc
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(done.stdout.decode().split())
    assert "newscrawl.spiders.local" in loaded
    examining = {"newscrawl.examination", "newscrawl.policy.notices", "newscrawl.offline"}
    asking = {"newscrawl.gate", "newscrawl.spiders.news", "newscrawl.download.handler"}
    assert not loaded & (examining | asking)
