"""``scrapy policy`` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from asyncio import StreamWriter
from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, redirect
from tests.conftest import Run, Scrapy
from tests.site.crawl import CONTACT, site_of
from tests.site.pages import article, robots

ROOT = Path(__file__).parent.parent.parent
BAN = "<p>This website may not be crawled without the written permission of Breakwater Post.</p>"


@pytest.fixture
def proxy() -> ForwardProxy:
    answers = {
        "/robots.txt": robots("Disallow: /private/", "Crawl-delay: 1"),
        "/open": article(1),
        "/banned": article(2, after=BAN),
        "/moved": redirect("/private/x"),
        "/broken": Answer(500),
    }
    sites = {
        "post.test": answers,
        "down.test": {"/robots.txt": Answer(503)},
        "silent.test": {"/robots.txt": Answer(misbehave=hang_up)},
    }
    with ForwardProxy(site_of(host, given) for host, given in sites.items()) as running:
        yield running


async def hang_up(writer: StreamWriter) -> None:
    writer.transport.abort()


def ask(proxy: ForwardProxy, folder: Path, *arguments: str) -> Run:
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scrapy",
            "policy",
            *arguments,
            "-s",
            f"NEWSCRAWL_CONTACT={CONTACT}",
        ],
        cwd=folder,
        env=environment | {"http_proxy": proxy.url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr, folder)


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("http://post.test/open", 0, ["request     allowed", "delay       1 s", "nothing was"]),
        ("http://post.test/private/x", 3, ["request     DENIED", "line 2", "Disallow: /private/"]),
        ("http://post.test/moved", 3, ["request     DENIED", "Disallow: /private/"]),
        ("http://post.test/banned", 3, ["archive *   DENIED", "crawl_ban", "permission of"]),
        ("http://down.test/x", 3, ["request     DENIED", "robots.txt answered with status 503"]),
        ("https://www.antaranews.com/x", 3, ["request     DENIED", "LKBN ANTARA"]),
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


def test_a_file_is_answered_for(scrapy: Scrapy) -> None:
    sample = ROOT / "newscrawl" / "data" / "samples" / "kantor-nusantara.txt"
    done = scrapy("policy", str(sample))
    assert done.code == 3
    assert "request     none         a supplied file" in done.out
    assert "“Dilarang keras mengambil isi" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "name one URL or file"),
        (["a", "b"], 2, "name one URL or file"),
        (["nothing.html"], 1, "neither a web address nor a file"),
        (["https://news.example/"], 2, "NEWSCRAWL_CONTACT"),
        (["x", "-s", "NEWSCRAWL_PURPOSE=fun"], 2, "NEWSCRAWL_PURPOSE"),
    ],
)
def test_wrong_usage_is_one_line(
    scrapy: Scrapy, arguments: list[str], code: int, said: str
) -> None:
    done = scrapy("policy", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.last_line
    assert len(done.err.strip().splitlines()) == 1
