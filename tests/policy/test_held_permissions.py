"""A file of permissions in use: what changes in it, or in what it rests on, is heard of."""

from __future__ import annotations

import hashlib
import multiprocessing
import pickle
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from newscrawl.exceptions import ReferenceChanged
from newscrawl.policy import held_permissions
from newscrawl.policy.held_permissions import HeldPermissions
from newscrawl.policy.permission_file import load_permissions, with_added, with_revoked
from newscrawl.policy.permission_proof import Proof, proof
from newscrawl.policy.permission_writing import rewrite
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile
from tests.policy.test_permissions import GRANT

NOW = datetime.now(UTC)
LETTER = b"We permit it."
SHA256 = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture(autouse=True)
def watched_closely(monkeypatch) -> None:
    monkeypatch.setattr(held_permissions, "_SECONDS_BETWEEN_LOOKS", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "permissions.toml"


def record(path: Path, **changes) -> Permission:
    values = {"licensor": "Post", "expires": None, "sha256": SHA256, "reference": "letter.pdf"}
    permission = Permission(
        **{
            **{name: getattr(GRANT, name) for name in ("hosts", "purposes", "granted")},
            **values,
            **changes,
        }
    )
    rewrite(path, partial(with_added, permission=permission))
    return permission


def test_without_a_file_nothing_is_held(path: Path) -> None:
    held = HeldPermissions(path)
    assert (len(held), bool(held), list(held)) == (0, False, [])
    permission = record(path)
    assert list(held) == [permission], "one that comes later is heard of"
    assert held[0] == permission


def test_a_revocation_is_heard_of(path: Path) -> None:
    record(path)
    profile = Profile(permissions=HeldPermissions(path))
    url = f"https://{GRANT.hosts[0]}/news/1"
    assert profile.granted(url, NOW)
    rewrite(path, partial(with_revoked, reference="letter.pdf", day=NOW.date()))
    assert not profile.granted(url, NOW)


def test_another_process_hears_of_it_by_itself(path: Path) -> None:
    record(path)
    elsewhere = pickle.loads(pickle.dumps(HeldPermissions(path)))
    rewrite(path, partial(with_revoked, reference="letter.pdf", day=NOW.date()))
    assert elsewhere[0].revoked == NOW.date()


def test_a_file_that_is_spoilt_while_in_use_permits_nothing(path: Path, caplog) -> None:
    record(path)
    held = HeldPermissions(path)
    text = path.read_text()
    path.write_text("[[permission]]\nlicensor = \n")
    assert list(held) == list(held) == []
    assert caplog.text.count("Not relied upon: ") == 1
    assert "line 2" in caplog.text
    path.write_text(text)
    assert len(held) == 1


def test_a_document_that_has_changed_starts_nothing(path: Path) -> None:
    record(path, reference="a.pdf")
    record(path)
    (path.parent / "letter.pdf").write_bytes(LETTER)
    assert len(HeldPermissions(path)) == 2, "one is missing, one is the same"
    (path.parent / "letter.pdf").write_bytes(b"We permit all.")
    with pytest.raises(ReferenceChanged) as refused:
        HeldPermissions(path)
    line = path.read_text().splitlines().index("[[permission]]", 2) + 1
    assert str(refused.value) == (
        f"{path}, line {line}: {path.parent / 'letter.pdf'} is not the document that was recorded"
    )


def test_a_document_that_changes_while_in_use_is_relied_upon_no_more(path: Path, caplog) -> None:
    other = record(path, reference="a.pdf")
    record(path)
    letter = path.parent / "letter.pdf"
    letter.write_bytes(LETTER)
    held = HeldPermissions(path)
    assert len(held) == 2
    letter.write_bytes(LETTER + b" For ever.")
    assert list(held) == [other]
    assert "letter.pdf is not the document that was recorded" in caplog.text


def test_what_is_over_needs_no_proof(path: Path) -> None:
    record(path, expires=GRANT.granted)
    (path.parent / "letter.pdf").write_bytes(b"another")
    assert len(HeldPermissions(path)) == 1


@pytest.mark.parametrize("content", [None, b""])
def test_what_cannot_be_read_is_missing(path: Path, content: bytes | None) -> None:
    permission = record(path, document="letters/letter.pdf", reference="x" * 5_000)
    folder = path.parent / "letters"
    folder.mkdir()
    assert proof(permission, path.parent) is Proof.MISSING
    (folder / "letter.pdf").write_bytes(LETTER)
    assert proof(permission, path.parent) is Proof.HELD
    assert proof(record(path, reference="x" * 5_000), path.parent) is Proof.MISSING
    assert proof(record(path, reference="letters"), path.parent) is Proof.MISSING


def _add(path: Path, first: int, number: int) -> None:
    for each in range(first, first + number):
        record(path, reference=f"letter-{each}.pdf")


def test_two_who_add_at_the_same_time_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    processes = [context.Process(target=_add, args=(path, first, 15)) for first in (0, 100)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert len(load_permissions(path)) == 30
    assert list(path.parent.iterdir()) == [path], "no lock and no copy is left"
