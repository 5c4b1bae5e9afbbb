"""``scrapy policy`` as a user runs it."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from asyncio import StreamWriter
from contextlib import closing
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from newscrawl.commands import policy
from newscrawl.commands.policy import Command
from newscrawl.demo import Answer, ForwardProxy, redirect
from newscrawl.exceptions import UsageError
from newscrawl.store import open_store
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity
from tests import programs
from tests.conftest import Run, Scrapy
from tests.programs import ROOT
from tests.site.crawl import CONTACT, site_of
from tests.site.pages import article, home, robots

BAN = "<p>This website may not be crawled without the written permission of Breakwater Post.</p>"


@pytest.fixture
def proxy() -> ForwardProxy:
    answers = {
        "/robots.txt": robots("Disallow: /private/", "Crawl-delay: 0.1"),
        "/open": article(1),
        "/banned": article(2, after=BAN),
        "/moved": redirect("/private/x"),
        "/bound": article(3, footer="<a href='/terms'>Terms of use</a>"),
        "/terms": "<title>Terms of use</title><p>Our site must not be accessed by bots.</p>",
        "/broken": Answer(500),
        "/shut": article(4, footer="<a href='/members'>Terms of use</a>"),
        "/members": Answer(403),
    }
    hall = {
        "/": home(["/story"]).replace("</body>", "<a href='/terms'>Terms of use</a></body>"),
        "/story": article(5),
        "/terms": answers["/terms"],
    }
    gate = {"/": home(["/story"]).replace("</body>", f"{BAN}</body>"), "/story": article(6)}
    sites = {
        "post.test": answers,
        "gate.test": gate,
        "hall.test": hall,
        "down.test": {"/robots.txt": Answer(503)},
        "silent.test": {"/robots.txt": Answer(misbehave=hang_up)},
    }
    with ForwardProxy(site_of(host, given) for host, given in sites.items()) as running:
        yield running


async def hang_up(writer: StreamWriter) -> None:
    writer.transport.abort()


def ask(proxy: ForwardProxy, folder: Path, *arguments: str) -> Run:
    environment = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "http_proxy": proxy.url}
    settings = ("-s", f"NEWSCRAWL_CONTACT={CONTACT}", "-s", "DOWNLOAD_DELAY=0")
    command = ("-m", "scrapy", "policy", *arguments, *settings)
    done = programs.run(*command, folder=folder, environment=environment, timeout=60)
    assert "Traceback" not in done.err, done.err
    return Run(done.code, done.out, done.err, folder)


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("http://post.test/open", 0, ["request     allowed", "delay       0.1 s", "nothing was"]),
        ("http://post.test/private/x", 3, ["request     DENIED", "line 2", "Disallow: /private/"]),
        ("http://post.test/moved", 3, ["request     DENIED", "Disallow: /private/"]),
        ("http://post.test/banned", 3, ["archive *   DENIED", "crawl_ban", "permission of"]),
        ("http://down.test/x", 3, ["request     DENIED", "robots.txt answered with status 503"]),
        ("https://www.antaranews.com/x", 3, ["request     DENIED", "LKBN ANTARA"]),
        ("http://post.test/bound", 3, ["crawl_ban", "http://post.test/terms", "accessed by bots"]),
        ("http://hall.test/story", 3, ["crawl_ban", "http://hall.test/terms", "accessed by bots"]),
        ("http://gate.test/story", 3, ["archive *   DENIED", "http://gate.test/, ", "may not be"]),
        ("http://post.test/shut", 0, ["request     allowed", "page http://post.test/shut"]),
        ("http://post.test/broken", 4, ["page        UNREACHABLE", "status 500"]),
        ("http://nowhere.test/", 3, ["robots.txt answered with status 502"]),
        ("http://silent.test/", 4, ["page        UNREACHABLE", "could not be fetched"]),
        ("http://127.1/", 3, ["request     DENIED", "in disguise"]),
    ],
)  # fmt: skip
def test_a_page_is_answered_for(
    tmp_path: Path, proxy: ForwardProxy, url: str, code: int, said: list[str]
) -> None:
    done = ask(proxy, tmp_path, url)
    assert done.code == code, done.out + done.err
    for words in said:
        assert words in done.out


def test_the_answer_can_be_read_by_a_script(tmp_path: Path, proxy: ForwardProxy) -> None:
    told = json.loads(ask(proxy, tmp_path, "http://post.test/private/x", "--json").out)
    assert told["decision"] == "denied"
    assert told["fetch"]["allowed"] is False
    assert told["fetch"]["statement"]["locator"] == "line 2"
    assert told["effects"]["tdm"]["decided"][0]["text"] == "Disallow: /private/"


def test_what_has_changed_since_last_time_is_told(tmp_path: Path) -> None:
    answers: dict[str, str | Answer] = {"/robots.txt": robots(), "/story": article(1)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        first = ask(proxy, tmp_path, "http://post.test/story", "--diff", "--json")
    answers["/story"] = Answer(200, {"tdm-reservation": "1"}, article(1).encode())
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        told = ask(
            proxy, tmp_path, "http://post.test/story", "--diff", "--json", "--purpose=ai-train"
        )
        offline = ask(proxy, tmp_path, "http://post.test/story", "--offline", "--json")
        assert proxy.visits.paths() == ["/story", "/"], (
            "robots.txt is kept, offline asks for nothing"
        )
    assert json.loads(first.out)["changes"]["since"] is None
    changes = json.loads(told.out)["changes"]
    assert (told.code, changes["decision"]) == (3, ["allowed", "denied"])
    assert changes["effects"] == {
        "tdm": ["none", "restrict"],
        "ai-input": ["none", "deny"],
        "ai-train": ["none", "deny"],
    }
    assert [each["signal"] for each in changes["new"]] == ["tdmrep"]
    assert changes["gone"] == []
    remembered = json.loads(offline.out)
    assert (offline.code, remembered["from_store"], remembered["changes"]) == (0, True, None)
    assert remembered["effects"]["ai-train"]["decided"][0]["text"] == "tdm-reservation: 1"


def test_the_chain_of_decisions_is_checked(scrapy: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "run" / "newscrawl.db"
    with open_store(str(path)) as store:
        run = store.runs.start("policy", {})
        identity = Identity.of({"url": "http://post.test/story"})
        last = store.decisions.record(run, identity, Ruling("denied"))
    checked = scrapy("policy", "--verify")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out == f"newscrawl.db: 1 decisions, as written\nlast {last}\n"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE decisions SET decision = 'allowed'")
    broken = scrapy("policy", "--verify", "--json")
    assert broken.code == 1
    assert json.loads(broken.out)["broken"].startswith("decision 1 (http://post.test/story, ")
    assert broken.err.startswith("newscrawl: newscrawl.db: decision 1 (")


def test_a_file_is_answered_for(scrapy: Scrapy) -> None:
    sample = ROOT / "newscrawl" / "data" / "samples" / "kantor-nusantara.txt"
    done = scrapy("policy", str(sample))
    assert done.code == 3
    assert "request     none         a supplied file" in done.out
    assert re.search(
        r"^decision, in the chain of the store\n  sha256 \w{64}$", done.out, re.MULTILINE
    )
    assert "“Dilarang keras mengambil isi" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "name one URL or file"),
        (["a", "b"], 2, "name one URL or file"),
        (["nothing.html"], 1, "neither a web address nor a file"),
        (["/dev/null"], 1, "/dev/null: a device, not a page"),
        (["/"], 1, "/: Is a directory"),
        (["https://news.example/"], 2, "NEWSCRAWL_CONTACT"),
        (["x", "-s", "NEWSCRAWL_PURPOSE=fun"], 2, "NEWSCRAWL_PURPOSE"),
        (["x", "--purpose=fun"], 2, "known purposes: archive, search, tdm, ai-input, ai-train"),
        (["--verify"], 1, "newscrawl.db: there is no such database"),
    ],
)
def test_wrong_usage_is_one_line(
    scrapy: Scrapy, arguments: list[str], code: int, said: str
) -> None:
    done = scrapy("policy", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.last_line
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--verify", "http://a.example/"], "--verify checks the whole database"),
        (["--verify", "--diff"], "--verify checks the whole database"),
        (["http://a.example/", "--diff", "--offline"], "--diff compares with what is published"),
        (["http://a.example/", "--diff", "--as-of=2026-01-01"], "--diff compares"),
        (["http://a.example/", "--as-of=yesterday"], "--as-of: 'yesterday' is no date"),
        (["http://a.example/", "--as-of=2999-01-01"], "--as-of: 2999-01-01 is yet to come"),
        (["http://a.example/", "--as-of="], "--as-of: '' is no date"),
        ([__file__, "--offline"], "is a file: nothing is asked for"),
        ([__file__, "--as-of=2026-01-01"], "is a file: nothing is asked for"),
        ([__file__, "--purpose="], "--purpose: name at least one purpose"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], said: str) -> None:
    command = Command()
    command.settings = get_project_settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    with pytest.raises(UsageError) as refused:
        command.check(rest, options)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-02", "2026-01-02T23:59:59+00:00"),
        ("2026-01-02T10:00", "2026-01-02T10:00:00+00:00"),
        ("2026-01-02T10:00+07:00", "2026-01-02T03:00:00+00:00"),
        ("2026-01-02 10:00:05Z", "2026-01-02T10:00:05+00:00"),
    ],
)
def test_a_day_is_meant_to_its_end(text: str, moment: str) -> None:
    assert policy._moment(text).isoformat() == moment
