"""What ships in data is read in one place, and a damaged file is told by its name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import newscrawl
from newscrawl import knowledge
from newscrawl.exceptions import DataError
from newscrawl.knowledge import data_folder, read_data

PACKAGE = Path(newscrawl.__file__).parent
DATA = PACKAGE / "data"
NAMES = sorted(str(file.relative_to(DATA).with_suffix("")) for file in DATA.rglob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_can_be_read(name: str) -> None:
    assert read_data(name)


def test_a_folder_of_it_is_found() -> None:
    assert {"id.toml", "common.toml"} <= {file.name for file in data_folder("notices").iterdir()}
    assert {"agencies.toml", "notices"} <= {file.name for file in data_folder().iterdir()}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"words = [", "Invalid value"),
        (b"words = 'caf\xe9'", "utf-8"),
        (None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, told: str
) -> None:
    monkeypatch.setattr(knowledge, "_data", lambda: tmp_path)
    if content is not None:
        (tmp_path / "words.toml").write_bytes(content)
    with pytest.raises(DataError, match=rf"^words\.toml: .*{told}"):
        read_data("words")


def test_nobody_else_looks_for_the_data() -> None:
    looking = {
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in {"importlib.resources", "importlib.resources.files"}
    }
    assert looking == {"knowledge.py"}
