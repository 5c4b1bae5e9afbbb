from __future__ import annotations

import pytest

from newscrawl.frontier.health import Health, Outcome, outcome_of


def note(health: Health, taken: float, *outcomes: Outcome, at: float = 100.0) -> list[float]:
    """Let answers come that took so many seconds; return the delays that they ask for."""
    asked = []
    for number, outcome in enumerate(outcomes):
        now = at + 50 * number
        health.note(outcome, now - taken, now, 1.0)
        asked.append(health.slowed)
    return asked


def test_quick_answers_ask_for_nothing() -> None:
    assert note(Health(), 0.9, *[Outcome.ANSWERED] * 9) == [0.0] * 9


def test_slow_answers_ask_for_as_much_as_they_take() -> None:
    asked = note(Health(), 6.0, *[Outcome.ANSWERED] * 9)
    assert asked == sorted(asked)
    assert asked[0] == 3.0
    assert asked[-1] == pytest.approx(6.0, abs=0.1)


def test_once_they_are_quick_again_the_delay_falls_back_gently() -> None:
    health = Health(slowed=8.0)
    asked = note(health, 0.1, *[Outcome.ANSWERED] * 20)
    assert asked[:2] == [6.0, 4.5]
    assert asked[-1] == 0.0


def test_each_failure_doubles_the_delay_up_to_a_bound() -> None:
    asked = note(Health(), 0.1, *[Outcome.FAILED] * 8)
    assert asked == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.FAILED])
def test_what_was_under_way_together_fails_as_one(outcome: Outcome) -> None:
    health = Health()
    assert health.note(outcome, departed=1.0, now=3.0, delay=1.0)
    assert not health.note(outcome, departed=2.0, now=3.1, delay=1.0)
    assert health.failures == 1
    assert health.note(outcome, departed=4.0, now=5.0, delay=1.0)
    assert health.failures == 2


def test_an_answer_ends_the_row() -> None:
    health = Health()
    note(health, 0.1, Outcome.FAILED, Outcome.FAILED, Outcome.ANSWERED)
    assert (health.failures, health.slowed) == (0, 3.0)


def test_where_the_operator_wants_no_delay_only_failures_bring_one() -> None:
    health = Health()
    health.note(Outcome.ANSWERED, departed=0.0, now=9.0, delay=0.0)
    assert health.slowed == 0.0
    health.note(Outcome.FAILED, departed=10.0, now=19.0, delay=0.0)
    assert health.slowed == 0.25
    for moment in range(20, 30):
        health.note(Outcome.ANSWERED, departed=moment, now=moment + 0.1, delay=0.0)
    assert health.slowed == 0.0


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ANSWERED), (304, Outcome.ANSWERED), (403, Outcome.ANSWERED),
        (404, Outcome.ANSWERED), (409, Outcome.ANSWERED), (501, Outcome.ANSWERED),
        (420, Outcome.BUSY), (429, Outcome.BUSY), (503, Outcome.BUSY), (529, Outcome.BUSY),
        (408, Outcome.FAILED), (500, Outcome.FAILED), (502, Outcome.FAILED),
        (504, Outcome.FAILED), (522, Outcome.FAILED), (599, Outcome.FAILED),
    ],
)  # fmt: skip
def test_what_a_status_tells(status: int, outcome: Outcome) -> None:
    assert outcome_of(status) is outcome
