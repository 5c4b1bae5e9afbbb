"""The house holds: imports run downwards only, pure rooms stay pure, modules stay small."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "newscrawl"

# From the ground up. A room imports only from itself and from what stands before it.
FLOORS = (
    ("exceptions", "exit_codes", "facades", "garbage", "signals"),
    ("compression", "knowledge", "tables"),
    ("urls",),
    ("addresses",),
    ("text",),
    ("page",),
    ("document",),
    ("policy", "setting", "bounds"),
    ("config", "items"),
    ("publishers",),
    ("extraction",),
    ("normalisation",),
    ("discovery",),
    ("sources",),
    ("harvest",),
    ("examination",),
    ("survey",),
    ("readers",),
    ("rows",),
    ("offline",),
    ("demo",),
    ("workers",),
    ("archive",),
    ("store",),
    ("logformatter",),
    ("job", "ending", "outputs"),
    ("failures",),
    ("run",),
    ("frontier",),
    ("download",),
    ("gate",),
    ("middlewares",),
    ("extensions",),
    ("pipelines",),
    ("exporters",),
    ("spiders",),
    ("inquiry",),
    ("settings", "addon", "loader", "preflight"),
    ("commandline",),
    ("commands",),
)
PURE = {
    "text", "document", "policy", "publishers", "extraction", "normalisation", "discovery",
    "sources", "harvest", "examination", "survey", "readers", "rows", "offline", "demo", "workers",
    "archive",
}  # fmt: skip
HEIGHT = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


ROOMS = defaultdict(list)
for each in MODULES:
    ROOMS[room_of(name_of(each))].append(each)


@cache
def imports_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            found += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return found


@pytest.mark.parametrize("own", ROOMS)
def test_imports_run_downwards(own: str) -> None:
    assert own in HEIGHT, f"give {own} its floor"
    for path in ROOMS[own]:
        for imported in imports_of(path):
            room = room_of(imported)
            if not imported.startswith("newscrawl.") or room == own or room not in HEIGHT:
                continue
            assert HEIGHT[room] < HEIGHT[own], f"{name_of(path)} must not import {room}"


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_import_no_framework(room: str) -> None:
    assert ROOMS[room]
    for path in ROOMS[room]:
        roots = {imported.split(".")[0] for imported in imports_of(path)}
        assert not roots & {"scrapy", "twisted", "sqlalchemy", "rich"}, name_of(path)


@pytest.mark.parametrize("name", ["discovery", "extraction", "inquiry", "normalisation", "store"])
def test_no_module_takes_the_place_of_what_a_package_loads_on_first_use(name: str) -> None:
    package = import_module(f"newscrawl.{name}")
    assert hasattr(package, "__getattr__")
    modules = {path.stem for path in (PACKAGE / name).glob("*.py")}
    assert not modules & set(package.__all__), "imported, a module is an attribute"


def test_there_are_no_circles() -> None:
    known = {name_of(path) for path in MODULES}
    graph = {
        name_of(path): {name for name in imports_of(path) if name in known} - {name_of(path)}
        for path in MODULES
    }
    assert list(TopologicalSorter(graph).static_order())


def test_every_room_is_told_of() -> None:
    told = (PACKAGE / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert set(HEIGHT) <= set(re.findall(r"`(\w+)(?:\.py)?`", told))


def test_modules_stay_small() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_the_top_level_is_as_promised() -> None:
    allowed = {"scrapy.cfg", "pyproject.toml", "README.md", "LICENSE", "newscrawl", "tests"}
    present = {path.name for path in PACKAGE.parent.iterdir() if not path.name.startswith(".")}
    made_by_use = {"articles.jsonl", "permissions.toml", "setup.py"}
    made_by_use |= {"articles.parquet", "again.jsonl", "indonesian.csv", "warc"}  # in the README
    made_by_use |= {name for name in present if name.startswith(("newscrawl.db", "town.db"))}
    assert present - made_by_use - {"newscrawl.egg-info", "build", "dist"} <= allowed
