"""The file of permissions: no slip comes out as a wider grant, and no word of it is lost."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from newscrawl.config import Config
from newscrawl.exceptions import PermissionsError
from newscrawl.policy.model import Purpose
from newscrawl.policy.permission_file import (
    load_permissions,
    read_permissions,
    with_added,
    with_revoked,
)
from newscrawl.policy.permissions import Permission
from tests.policy.test_permissions import GRANT

TEXT = f"""\
# Ours, by letter.
[[permission]]
licensor = "Breakwater Post"
hosts = ["Post.example"]  # and subdomains
purposes = ["archive", "tdm"]
granted = 2026-01-01
reference = "letter.pdf"
sha256 = "{"ab" * 32}"
"""


def test_an_entry_is_read() -> None:
    (permission,) = read_permissions(TEXT)
    assert permission == replace(GRANT, paths=("/",), expires=None)
    assert read_permissions("") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hosts =", "host =", "permission 1: host: there is no such key"),
        ('["Post.example"]', '"post.example"', "hosts: is no list"),
        ('["Post.example"]', "[]", "hosts: is no list with at least one entry"),
        ('["Post.example"]', '["com"]', "hosts: 'com' is no host"),
        ('["Post.example"]', "[1]", "hosts: is no line of text"),
        ('["archive", "tdm"]', "[]", "purposes: is no list"),
        ('["archive", "tdm"]', '["all"]', "purposes: 'all' is not a valid Purpose"),
        ("2026-01-01", '"2026-01-01"', "granted: is no date"),
        ("2026-01-01", "2026-01-01T00:00:00Z", "granted: is no date"),
        ("2026-01-01", "2026-01-01\nexpires = 2025-01-01", "expires before it was granted"),
        ("2026-01-01", "2026-01-01\nexpires = 9999-12-31", "expires: 9999-12-31 is no day"),
        ("2026-01-01", '2026-01-01\nlifts_robots = "yes"', "lifts_robots: is neither"),
        ("2026-01-01", '2026-01-01\npaths = ["news"]', "paths: 'news' does not begin with /"),
        ('reference = "letter.pdf"', "", "reference is missing"),
        ('"letter.pdf"', '""', "reference: is no line of text"),
        ("abab", "ABAB", "sha256: is no SHA-256"),
        ("[[permission]]", "[permission]", "with two brackets"),
        ("[[permission]]", "[[permissions]]", "permissions: there is no such table"),
        ("granted = ", "granted = tomorrow ", "line 6"),
    ],
)
def test_a_slip_is_an_error_that_says_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "permissions.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(PermissionsError) as raised:
        Config({"NEWSCRAWL_PERMISSIONS": str(path)}).check()
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert said in message
    assert "\n" not in message


def test_what_cannot_be_read_is_an_error_and_what_is_absent_is_none(tmp_path: Path) -> None:
    assert load_permissions(tmp_path / "absent.toml") == ()
    with pytest.raises(PermissionsError, match=str(tmp_path)):
        load_permissions(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# Zürich".encode("latin-1"))
    with pytest.raises(PermissionsError, match=r"latin\.toml"):
        load_permissions(latin)


def test_what_is_added_is_read_back_and_nothing_is_lost() -> None:
    other = replace(GRANT, licensor='The "Post" \\ Zürich', lifts_robots=True)
    text = with_added(TEXT, other)
    assert text.startswith(TEXT)
    assert read_permissions(text)[1] == other
    assert read_permissions(with_added("", GRANT)) == (GRANT,)


@pytest.mark.parametrize(
    "changes", [{"hosts": ()}, {"purposes": ()}, {"reference": " "}, {"licensor": "a\nb"}]
)
def test_an_empty_grant_is_not_added(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="permission 1"):
        with_added("", replace(GRANT, **changes))


def test_what_is_revoked_stays_in_the_file() -> None:
    text = with_added(TEXT, replace(GRANT, purposes=(Purpose.SEARCH,), reference="b.pdf"))
    day = date(2026, 11, 25)
    revoked = with_revoked(text, "letter.pdf", day)
    first, second = read_permissions(revoked)
    assert (first.revoked, second.revoked) == (day, None)
    assert "# and subdomains" in revoked
    with pytest.raises(ValueError, match="no permission in force rests on"):
        with_revoked(revoked, "letter.pdf", day)


def test_the_documents_describe_the_file() -> None:
    text = (files("newscrawl") / "docs" / "permissions.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(read_permissions(shown)) == 1
    keys = {
        key for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE) for key in row.split(", ")
    }
    assert keys == {f"`{field.name}`" for field in fields(Permission)}


def test_a_file_that_only_a_person_can_change_is_left_alone() -> None:
    inline = TEXT.replace("# Ours, by letter.\n[[permission]]\n", "").strip().replace("\n", ", ")
    inline = inline.replace("  # and subdomains", "")
    text = f"permission = [{{ {inline} }}]\n"
    assert len(read_permissions(text)) == 1
    with pytest.raises(ValueError, match="by hand"):
        with_revoked(text, "letter.pdf", date(2026, 11, 25))
