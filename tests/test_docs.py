"""The documents say what the code does."""

from __future__ import annotations

import argparse
import configparser
import json
import re
import shlex
import sqlite3
from contextlib import closing
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from pyarrow import parquet
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl import examine, items
from newscrawl.commands.crawl import Command
from newscrawl.config import SETTINGS, Config
from newscrawl.exit_codes import ExitCode
from newscrawl.page import Page
from newscrawl.readers import read_file
from tests.conftest import Scrapy

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "newscrawl" / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented_with_its_default(setting) -> None:
    section = re.search(
        rf"^## `{setting.name}`\n(.*?)(?=^## |\Z)", read("settings.md"), re.MULTILINE | re.DOTALL
    )
    assert section, f"docs/settings.md has no section for {setting.name}"
    assert f"Default: `{setting.default}`" in section.group(1)
    assert setting.meaning in " ".join(section.group(1).split())


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"^## `(NEWSCRAWL_\w+)`", read("settings.md"), re.MULTILINE))
    assert documented == {setting.name for setting in SETTINGS}


def test_no_setting_is_read_that_is_not_declared() -> None:
    known = {setting.name for setting in SETTINGS}
    for path in (ROOT / "newscrawl").rglob("*.py"):
        used = set(re.findall(r"NEWSCRAWL_[A-Z][A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
        assert used <= known, f"{path.name} names {used - known}"


def test_every_field_of_the_item_is_documented_and_mapped() -> None:
    names = [field.name for field in fields(items.NewsArticle)]
    assert list(items.SCHEMA_ORG) == names
    documented = re.findall(r"^\| `(\w+)` \|", read("item.md"), re.MULTILINE)
    assert [name for name in documented if name in names] == names


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    assert re.search(rf"^\| {code.value} \|", read("running.md"), re.MULTILINE)


def test_the_readme_opens_with_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert block
    commands = block.group(1).strip().splitlines()
    assert len(commands) == 2
    assert "scrapy crawl local" in commands[0]
    assert "pytest" in commands[1]
    assert all("-m venv" in command for command in commands)


def test_the_excerpt_in_the_readme_is_what_comes_out() -> None:
    block = re.search(
        r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert block
    shown = json.loads(block.group(1))
    path = ROOT / shown["provenance"]["path"]
    page = read_file(path, max_size=100_000)
    assert isinstance(page, Page)
    made = asdict(examine(page).article)
    shown["article_body"] = made["article_body"]
    for field in ("path", "source"):
        made["provenance"].pop(field, None)
        shown["provenance"].pop(field, None)
    for policy in (made["policy"], shown["policy"]):
        policy["evidence"][0].pop("source")
    for field, value in shown.items():
        kept = made[field] if not isinstance(value, dict) else {k: made[field][k] for k in value}
        assert kept == value, field


@pytest.mark.parametrize("document", [ROOT / "README.md", *DOCS.glob("*.md")], ids=lambda p: p.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_archive_in_the_readme_becomes_what_it_shows(scrapy: Scrapy) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("### From an archive to tables") :]
    command, summary, _, rows = re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)[:4]
    arguments = command.split()[1:]
    run = scrapy(*(each.replace("path=", f"path={ROOT}/") for each in arguments))
    shown = re.sub(r"in [\d.]+ s", "in 0 s", summary).splitlines()
    assert re.sub(r"in [\d.]+ s", "in 0 s", run.err).strip().splitlines()[-len(shown) :] == shown
    with closing(sqlite3.connect(run.folder / "town.db")) as database:
        found = database.execute("select in_language, decision, headline from articles").fetchall()
    assert ["|".join(row) for row in found] == rows.splitlines()
    table = parquet.read_table(run.folder / "articles.parquet")
    assert table.column("headline").to_pylist() == [row[2] for row in found]


def test_every_command_in_scheduling_could_be_run() -> None:
    text = read("scheduling.md")
    commands = re.findall(r"(?<=/scrapy )crawl [^\n|]+", text)
    assert len(commands) == 3
    for command in commands:
        words = shlex.split(command.replace("\\%", "%").split(" 2>>")[0])
        settings = Settings()
        settings.setmodule("newscrawl.settings", priority="project")
        crawl, parser = Command(), argparse.ArgumentParser()
        crawl.settings = settings
        crawl.add_options(parser)
        options, (_, spider) = parser.parse_known_args(words)
        loaded = get_spider_loader(settings).load(spider)
        assert {name.partition("=")[0] for name in options.spargs} <= set(loaded.arguments)
        for name, value in (given.split("=", 1) for given in options.set):
            assert name in settings, name
            settings.set(name, value)
        Config(settings).check()


def test_every_setting_and_unit_in_scheduling_exists() -> None:
    text = read("scheduling.md")
    known = {setting.name for setting in SETTINGS}
    assert set(re.findall(r"NEWSCRAWL_[A-Z_]+", text)) <= known
    for unit in re.findall(r"```ini\n(.*?)```", text, re.DOTALL):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.read_string(unit)
        assert set(parser.sections()) <= {"Unit", "Service", "Timer", "Install"}
    assert f"SuccessExitStatus={ExitCode.JOB_IS_RUNNING.value}" in text
