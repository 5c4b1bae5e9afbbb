"""The project as a job of a real scrapyd: deployed as an egg, scheduled, kept apart."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener
from venv import EnvBuilder

import pytest

from newscrawl.demo import ForwardProxy
from newscrawl.store.locks import take_lock
from tests.programs import ROOT
from tests.site.crawl import CONTACT, site_of
from tests.site.pages import article, feed
from tests.waiting import until

BASE = "http://post.test"
PATHS = [f"/news/the-council-approves-works-on-the-street-{n}" for n in range(3)]
VERSION = "99.0"
CONFIGURATION = """
[scrapyd]
bind_address = 127.0.0.1
http_port = {port}
poll_interval = 0.2
items_dir = {folder}/items
logs_dir = {folder}/logs
"""


@dataclass
class Scrapyd:
    """A server of our own on loopback, and the folder it works in."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def log(self) -> str:
        return (self.folder / "scrapyd.log").read_text(encoding="utf-8")

    def ask(self, what: str, **values: Any) -> dict[str, Any]:
        data = urlencode(values, doseq=True).encode() if values else None
        with build_opener(ProxyHandler({})).open(f"{self.url}{what}", data, 30) as answer:
            found: dict[str, Any] = json.load(answer)
        assert found["status"] == "ok", found
        return found

    def is_up(self) -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def finish(self, **job: Any) -> str:
        """Schedule a *job*; return its number when it has ended."""
        number = self.ask("schedule.json", project="newscrawl", spider="news", **job)["jobid"]
        until(lambda: number in [each["id"] for each in self.ask("listjobs.json")["finished"]])
        return str(number)


@pytest.fixture
def proxy() -> Iterator[ForwardProxy]:
    stories = {path: article(number) for number, path in enumerate(PATHS)}
    post = site_of("post.test", {"/feed.xml": feed(BASE, PATHS), **stories})
    with ForwardProxy([post]) as running:
        yield running


def python_without_newscrawl(folder: Path) -> Path:
    """Return a Python in *folder* with all that is installed here but our own sources.

    An installed newscrawl would go before the one that is deployed.
    """
    EnvBuilder(symlinks=True).create(folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # Of a directory that is named here no further .pth is read: none leads to the sources.
    (packages / "installed.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin" / "python"


@pytest.fixture
def scrapyd(tmp_path: Path, proxy: ForwardProxy) -> Iterator[Scrapyd]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        server = Scrapyd(probe.getsockname()[1], tmp_path / "scrapyd")
    server.folder.mkdir()
    told = CONFIGURATION.format(port=server.port, folder=server.folder)
    (server.folder / "scrapyd.conf").write_text(told)
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"PYTHONPATH": "", "http_proxy": proxy.url}
    with (server.folder / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen(
            [python_without_newscrawl(tmp_path / "environment"), "-m", "scrapyd"],
            cwd=server.folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        until(server.is_up)
        yield server
    finally:
        process.terminate()
        process.wait()


def deploy(server: Scrapyd, folder: Path) -> None:
    """Deploy a copy of the project, of a version that is nowhere else."""
    folder.mkdir()
    shutil.copytree(ROOT / "newscrawl", folder / "newscrawl")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    configuration = (ROOT / "scrapy.cfg").read_text()
    assert "url = http://localhost:6800/" in configuration
    configuration = configuration.replace("http://localhost:6800/", server.url)
    (folder / "scrapy.cfg").write_text(configuration)
    package = folder / "newscrawl" / "__init__.py"
    written = package.read_text()
    package.write_text(f'{written}\n__version__ = "{VERSION}"\n')
    done = subprocess.run(
        [sys.executable, "-m", "scrapyd_client.deploy"],
        cwd=folder,
        env={name: os.environ[name] for name in os.environ if "proxy" not in name.lower()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_deployed_job_runs_is_told_and_is_kept_apart(scrapyd: Scrapyd, tmp_path: Path) -> None:
    deploy(scrapyd, tmp_path / "project")
    assert scrapyd.ask("listspiders.json?project=newscrawl")["spiders"] == ["local", "news"]
    database, lines = tmp_path / "news.db", tmp_path / "runs.jsonl"
    settings = [
        f"NEWSCRAWL_DB={database}", f"NEWSCRAWL_SUMMARY={lines}", f"NEWSCRAWL_CONTACT={CONTACT}",
        "NEWSCRAWL_JOB=nightly", "DOWNLOAD_DELAY=0", "NEWSCRAWL_WORKERS=1",
    ]  # fmt: skip
    job = {"seeds": f"{BASE}/feed.xml", "setting": settings}
    number = scrapyd.finish(**job)
    items = scrapyd.folder / "items" / "newscrawl" / "news" / f"{number}.jl"
    urls = {json.loads(line)["url"] for line in items.read_text().splitlines()}
    assert urls == {BASE + path for path in PATHS}
    (told,) = map(json.loads, lines.read_text().splitlines())
    assert (told["job"], told["exit_code"], told["articles"]) == ("nightly", 0, 3)
    assert told["version"] == VERSION
    assert told["arguments"] == {"seeds": f"{BASE}/feed.xml"}

    held = take_lock(str(database), "nightly")
    assert held is not None
    number = scrapyd.finish(**job)
    held.release()
    assert "the job nightly is at work" in scrapyd.log
    assert "exitstatus=75" in scrapyd.log
    assert not items.with_name(f"{number}.jl").exists()
    assert len(lines.read_text().splitlines()) == 1
