"""Databases to test on: each test that asks for a ``target`` runs on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from newscrawl.store import Store, open_store
from tests.postgresql import USER, programs, server

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server without the name of a database."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: the store is tested on SQLite alone")
    with server(binaries) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, as ``NEWSCRAWL_DB`` names it."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    url = request.getfixturevalue("postgresql")
    name = f"news{next(_numbers)}"
    engine = create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} OWNER {USER}"))
    engine.dispose()
    return f"{url}/{name}"


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """The store on that database."""
    with open_store(target) as opened:
        yield opened
