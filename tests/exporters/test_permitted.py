"""A permission that has ended since takes what rested on it out of a later export."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from newscrawl.examination import policy_of
from newscrawl.exporters.permitted import Permitted
from newscrawl.items import NewsArticle
from newscrawl.policy.model import Effect, Level, Purpose, Statement
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile
from newscrawl.policy.verdict import judge
from tests.crawlers import SECRET, article, restricted_article

URL = "https://a.example/news/1"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
BAN = Statement(
    "notice", ("ai_ban",), URL, "block 9", "No training.", "", {Purpose.AI_TRAIN: Effect.DENY}
)
DOUBT = replace(BAN, text="Perhaps a quote.", level=Level.POSSIBLE, effects={})
GRANT = Permission(
    licensor="A", hosts=("a.example",), purposes=(Purpose.AI_TRAIN,), granted=date(2026, 1, 1),
    reference="letter.pdf", sha256="ab" * 32,
)  # fmt: skip
REVOKED = replace(GRANT, revoked=date(2026, 11, 28))
RENEWED = replace(GRANT, granted=date(2026, 11, 1), reference="second letter.pdf")


def item(origin: str = "live", **changes: Any) -> dict[str, Any]:
    verdict = judge([BAN, DOUBT], [Purpose.AI_TRAIN], Profile(), [GRANT])
    made: NewsArticle = article(1, headline=SECRET, policy=policy_of(verdict))
    made.provenance.origin = origin
    return asdict(made) | changes


def permitted(*permissions: Permission, treatment: str = "flag", **profile: Any) -> Permitted:
    return Permitted(Profile(permissions=permissions, **profile), treatment, NOW)


def test_while_it_holds_nothing_changes() -> None:
    judge_ = permitted(GRANT)
    assert judge_.part(item()) == item()
    for each in (asdict(article(2)), asdict(restricted_article(3)), {"title": "of another"}):
        assert judge_.part(each) == each
    assert judge_.lapsed == 0


@pytest.mark.parametrize("held", [(), (REVOKED,), (replace(GRANT, expires=date(2026, 11, 27)),)])
def test_of_a_live_page_a_stub_is_left(held: tuple[Permission, ...]) -> None:
    judge_ = permitted(*held)
    left = judge_.part(item())
    assert left is not None
    assert SECRET not in str(left)
    assert (left["url"], left["restricted"], left["article_body"]) == (URL, True, None)
    assert left["authors"] == []
    assert left["policy"]["decision"] == "denied"
    assert left["policy"]["permission"] is None
    assert [each["text"] for each in left["policy"]["evidence"]] == ["No training."]
    assert judge_.lapsed == 1


def test_another_permission_takes_its_place() -> None:
    judge_ = permitted(REVOKED, RENEWED)
    left = judge_.part(item())
    assert left is not None
    assert left["headline"] == SECRET
    assert left["policy"]["permission"] == RENEWED.citation
    assert judge_.lapsed == 0


@pytest.mark.parametrize(("treatment", "headline"), [("flag", SECRET), ("redact", None)])
def test_a_supplied_page_is_treated_as_the_setting_says(treatment: str, headline: str) -> None:
    left = permitted(treatment=treatment).part(item("file"))
    assert left is not None
    assert (left["headline"], left["restricted"]) == (headline, True)


def test_a_supplied_page_may_have_to_be_left_out() -> None:
    assert permitted(treatment="drop").part(item("file")) is None


def test_what_cannot_be_judged_anew_is_denied() -> None:
    broken = item()
    broken["policy"]["evidence"] = [{"signal": "of another version"}]
    left = permitted().part(broken)
    assert left is not None
    assert (left["policy"]["decision"], left["headline"]) == ("denied", None)
