from __future__ import annotations

import multiprocessing
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newscrawl.exceptions import StoreError
from newscrawl.store import Store, open_store
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity
from tests.crawlers import restricted_article

RULING = Ruling.of(restricted_article())


TAKEN_BACK = "UPDATE decision_chain SET hash = (SELECT hash FROM decisions WHERE id = 3)"


def identity(number: int) -> Identity:
    return Identity(f"https://a.example/{number}", "a.example", f"page {number}")


def decide(store: Store, *numbers: int) -> list[str]:
    run = store.runs.start("news", {})
    return [store.decisions.record(run, identity(number), RULING) for number in numbers]


def change(target: str, *statements: str) -> None:
    url = target if "://" in target else f"sqlite:///{target}"
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_empty_chain_is_whole(store: Store) -> None:
    found = store.decisions.verify()
    assert (found.length, found.hash, found.broken) == (0, "", "")


def test_a_chain_ends_with_the_hash_of_the_last_decision(store: Store) -> None:
    hashes = decide(store, *range(1, 4))
    found = store.decisions.verify()
    assert (found.length, found.hash, found.broken) == (3, hashes[-1], "")
    assert len(set(hashes)) == 3


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        (["UPDATE decisions SET decision = 'allowed' WHERE id = 2"], "decision 2 (page 2, "),
        (["UPDATE decisions SET evidence = '[]' WHERE id = 3"], "decision 3 (page 3, "),
        (["UPDATE decisions SET at = '2020-01-01T00:00:00+00:00' WHERE id = 1"], "decision 1 ("),
        (["DELETE FROM decisions WHERE id = 2"], "decision 2 is missing"),
        (["DELETE FROM decisions WHERE id = 1"], "decision 1 is missing"),
        (["DELETE FROM decisions WHERE id = 4"], "decision 4 is missing: 4 were written"),
        (["DELETE FROM decisions"], "decision 1 is missing: 4 were written"),
        (
            ["DELETE FROM decisions WHERE id = 2", "UPDATE decisions SET id = id - 1 WHERE id > 2"],
            "decision 2 (page 3, ",
        ),
        (
            [
                "UPDATE decisions SET id = 9 WHERE id = 2",
                "UPDATE decisions SET id = 2 WHERE id = 3",
                "UPDATE decisions SET id = 3 WHERE id = 9",
            ],
            "decision 2 (page 3, ",
        ),
        (
            ["UPDATE decision_chain SET length = 3", TAKEN_BACK],
            "decision 4 came by another way: 3 ",
        ),
        (["UPDATE decision_chain SET hash = 'x'"], "decision 4 (page 4, "),
    ],
)
def test_what_was_done_to_it_shows(target: str, tampering: list[str], broken: str) -> None:
    with open_store(target) as store:
        decide(store, 1, 2, 3, 4)
    change(target, *tampering)
    with open_store(target) as store:
        assert store.decisions.verify().broken.startswith(broken)


def test_what_is_undone_leaves_no_gap(store: Store) -> None:
    decide(store, 1)
    with pytest.raises(StoreError):
        store.decisions.record(99, identity(2), RULING)  # there is no such run
    decide(store, 3)
    found = store.decisions.verify()
    assert (found.length, found.broken) == (2, "")


def test_odd_values_have_the_same_hash_when_they_come_back(store: Store) -> None:
    run = store.runs.start("news", {})
    evidence: list[dict[str, Any]] = [{"text": "a\0b \ud800 \u2028 é", "n": 1.5, "x": {1: (2,)}}]
    odd = Ruling("denied", ["tdm"], {}, evidence, "brief \0.pdf")
    store.decisions.record(run, Identity("k\0", "", "n"), odd)
    assert not store.decisions.verify().broken


def _write(target: str, first: int, number: int) -> None:
    with open_store(target) as store:
        decide(store, *range(first, first + number))


def test_two_processes_do_not_fork_the_chain(target: str) -> None:
    open_store(target).close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    processes = [context.Process(target=_write, args=(target, first, 60)) for first in (1, 101)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    with open_store(target) as store:
        found = store.decisions.verify()
        assert (found.length, found.broken) == (120, "")


def test_two_connections_take_turns(target: str) -> None:
    with open_store(target) as one, open_store(target) as other:
        for number in range(0, 10, 2):
            decide(one, number)
            decide(other, number + 1)
        found = one.decisions.verify()
    assert (found.length, found.broken) == (10, "")
