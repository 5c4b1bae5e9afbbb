"""Archive files: whole at any moment, bounded, never opened again; read by FastWARC."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator, WarcRecordType

from newscrawl.archive import COMPRESSIONS, ArchiveFiles, Record
from tests.programs import ROOT

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
WRITER = """
import sys
from pathlib import Path
from tests.archive.test_files import record
from newscrawl.archive import ArchiveFiles

files = ArchiveFiles(Path(sys.argv[1]), 1, 10**9, sys.argv[2], {})
files.begin()
for number in range(1_000_000):
    files.write([record(number), record(number)])
    print(number, flush=True)
"""


def record(number: int = 1) -> Record:
    block = b"%d " % number * 1_000
    url = f"https://a.example/{number}"
    return Record("resource", NOW, "text/plain", block, (("WARC-Target-URI", url),))


def urls(path: Path) -> list[str | None]:
    """Return the addresses in *path*, None for a description; every digest is right."""
    found = []
    with path.open("rb") as file:
        for each in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
            assert each.record_type == WarcRecordType.warcinfo or each.verify_block_digest()
            found.append(each.headers.get("WARC-Target-URI"))
    return found


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_file_is_closed_when_it_is_full(tmp_path: Path, compression: str) -> None:
    files = ArchiveFiles(tmp_path / "new" / "folder", 7, 300, compression, {"operator": "a\nb"})
    begun = []
    for number in range(4):
        begun.append(files.begin())
        files.write([record(number)])
    files.close()
    assert len(files.paths) == begun.count(True) > 1
    assert begun[0]
    assert len({path.name for path in files.paths}) == len(files.paths)
    assert all(path.name.endswith(f"-run7{COMPRESSIONS[compression][0]}") for path in files.paths)
    found = [urls(path) for path in files.paths]
    assert [each[0] for each in found] == [None] * len(found)
    assert [url for each in found for url in each[1:]] == [
        f"https://a.example/{number}" for number in range(4)
    ]


def test_no_file_is_touched_again(tmp_path: Path) -> None:
    made = []
    for _ in range(3):
        files = ArchiveFiles(tmp_path, 1, 10**9, "none", {})
        files.begin()
        files.write([record()])
        files.close()
        made += files.paths
    assert len(set(made)) == 3
    assert [len(urls(path)) for path in made] == [2, 2, 2]


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    ArchiveFiles(tmp_path / "warc", 1, 1, "gz", {}).close()
    assert not (tmp_path / "warc").exists()


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_killed_it_is_readable_up_to_the_last_whole_record(
    tmp_path: Path, compression: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "warc"), compression],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) == 50:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    (path,) = (tmp_path / "warc").iterdir()
    found = urls(path)
    assert len(found) >= 1 + 2 * 51
    pairs = list(zip(found[1::2], found[2::2], strict=False))
    assert all(one == other for one, other in pairs)
