"""Feeds outside of a crawl: a file is whole, or as it was."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from scrapy.settings import Settings

from newscrawl.exceptions import UsageError
from newscrawl.exporters.csv import CsvExporter
from newscrawl.exporters.writing import Destination, exporter_kind
from tests.programs import ROOT


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with Destination(str(path)).open() as file:
        file.write(b"all")
        assert not path.exists()
    assert path.read_bytes() == b"all"
    assert [each.name for each in tmp_path.iterdir()] == ["a.jsonl"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def fail(file: IO[bytes]) -> None:
    file.write(b"half")
    raise RuntimeError


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(RuntimeError), Destination(str(path), overwrite=True).open() as file:
        fail(file)
    assert (path.read_bytes(), len(list(tmp_path.iterdir()))) == (b"old", 1)
    with Destination(str(path), overwrite=True).open() as file:
        file.write(b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_what_cannot_be_written_is_said_before(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    for name, reason in (
        ("a.csv", "there is such a file"),
        ("b/a.csv", "no directory"),
        ("", "a dir"),
    ):
        with pytest.raises(UsageError, match=reason):
            Destination(str(tmp_path / name))


def test_of_a_link_the_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "a.jsonl", tmp_path / "link.jsonl"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with Destination(str(link), overwrite=True).open() as file:
        file.write(b"new")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"new")


WRITE = """
import sys
from newscrawl.exporters.writing import Destination
with Destination(sys.argv[1], overwrite=True).open() as file:
    print("begun", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_leaves_the_file_as_it_was(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", WRITE, str(path)]
    pipe = subprocess.PIPE
    writer = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"begun\n"
    assert len(list(tmp_path.iterdir())) == 2
    writer.send_signal(number)
    _, said = writer.communicate(timeout=60)
    assert (writer.returncode, said) == (-number, b"")
    assert [each.name for each in tmp_path.iterdir()] == ["a.jsonl"]
    assert path.read_bytes() == b"old"


def test_what_is_no_file_is_written_to() -> None:
    with Destination(os.devnull).open() as file:
        file.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_formats_are_those_of_a_crawl() -> None:
    own = {"csv": "newscrawl.exporters.csv.CsvExporter", "xml": None}
    settings = Settings({"FEED_EXPORTERS": own})
    assert exporter_kind(settings, "csv") is CsvExporter
    with pytest.raises(UsageError, match=r"'xml' is no format; the formats are: csv, jl, json"):
        exporter_kind(settings, "xml")
