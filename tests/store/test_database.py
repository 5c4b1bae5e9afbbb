from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, create_mock_engine, text

from newscrawl.exceptions import StoreError
from newscrawl.store import is_there, open_store
from newscrawl.store.schema import metadata

DOCS = Path(__file__).parents[2] / "newscrawl" / "docs" / "store.md"


def refusal(target: object) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(str(target))
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_new_file_gets_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert {"runs", "articles", "decisions", "near_duplicates", "failures"} <= tables
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_url_names_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(f"sqlite:///{path}") as store:
        assert store.runs.start("local", {}) == 1
    with open_store(str(path)) as store:
        assert store.runs.start("local", {}) == 2


def test_only_a_file_that_exists_is_there(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    assert not is_there(str(path))
    assert not is_there(f"sqlite:///{path}")
    open_store(str(path)).close()
    assert is_there(str(path))
    assert is_there(f"sqlite:///{path}")
    assert is_there("postgresql+psycopg://127.0.0.1:1/news")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: is a directory, not a database file"
    assert refusal(f"sqlite:///{tmp_path}").startswith(f"{tmp_path}: is a directory")


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "news.db"
    assert refusal(path) == f"{path}: there is no directory {path.parent}"


@pytest.mark.parametrize("content", [b"<html>no database</html>" * 100, bytes(range(256)) * 40])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(content)
    assert refusal(path) == f"{path}: file is not a database"
    assert path.read_bytes() == content


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(str(path)).close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    assert refusal(path).startswith(f"{path}: ")


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE articles (number, price)")
        assert refusal(path) == f"{path}: its table articles is another program's"
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("articles",)]


def test_tables_that_another_run_is_making_are_ours(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    made = create_engine(f"sqlite:///{path}")
    metadata.tables["runs"].create(made)
    made.dispose()
    with open_store(str(path)) as store:
        assert store.runs.start("local", {}) == 1


def test_an_unwritable_place_is_named() -> None:
    assert refusal("/proc/news.db") == "/proc/news.db: unable to open database file"


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(str(path)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE schema_version SET version = 99")
    assert "made by a newer newscrawl (schema 99" in refusal(path)


@pytest.mark.parametrize("target", ["oracle://host/news", "://", "nothing://"])
def test_other_databases_are_refused(target: str) -> None:
    refusal(target)


def test_a_password_is_not_shown() -> None:
    assert "geheim" not in refusal("postgresql://ani:geheim@127.0.0.1:1/news")


def test_a_password_in_the_query_is_not_shown_either() -> None:
    assert "secret" not in refusal("postgresql://h.invalid/x?user=u&password=secret")


def test_no_error_quotes_what_was_to_be_stored(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "news.db")) as store, pytest.raises(StoreError) as caught:
        store.articles.store(999, {"url": "https://a.example/1", "title": "isi rahasia"})
    assert "rahasia" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_documented_questions_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(str(path)).close()
    questions = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(questions) == 7
    with closing(sqlite3.connect(path)) as connection:
        for question in questions:
            assert connection.execute(question).fetchall() == []


def test_the_documented_tables_are_those_there_are() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(metadata.tables)


def test_every_question_of_the_guide_can_be_asked(target: str) -> None:
    open_store(target).close()
    engine = create_engine(target if "://" in target else f"sqlite:///{target}")
    questions = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(questions) == 7
    with engine.connect() as connection:
        for question in questions:
            connection.execute(text(question))
    engine.dispose()


def test_a_store_in_a_file_loads_no_other_dialect() -> None:
    program = (
        "import sys, newscrawl.store.store, newscrawl.store.clocks;"
        "print('sqlalchemy.dialects.sqlite' in sys.modules,"
        " 'sqlalchemy.dialects.postgresql' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout == b"True False\n"


def test_indexes_hold_the_same_rows_on_either_database() -> None:
    def partial(url: str) -> list[str]:
        said = list[str]()
        engine = create_mock_engine(url, lambda each, *_, **__: said.append(compiled(each)))

        def compiled(each: Any) -> str:
            return str(each.compile(dialect=engine.dialect)).strip()

        metadata.create_all(engine, checkfirst=False)
        return [each for each in said if each.startswith("CREATE INDEX") and "WHERE" in each]

    found = partial("sqlite://")
    assert len(found) == 2
    assert partial("postgresql+psycopg://") == found
