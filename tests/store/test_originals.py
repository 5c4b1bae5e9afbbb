from __future__ import annotations

from typing import Any

import pytest

from newscrawl.store.attribution import Attribution
from newscrawl.store.originals import Choice, Ground, Member, Role, choose


def member(name: str, seen: int = 0, **said: Any) -> Member:
    said.setdefault("site", f"{name}.example")
    moment = f"2026-11-24T08:00:{seen:02}+00:00"
    return Member(f"https://{name}.example/1", f"page of {name}", moment, Attribution(**said))


def chosen(*members: Member) -> tuple[str, Ground]:
    choice = choose(members)
    return choice.original.attribution.site.removesuffix(".example"), choice.ground


AGENCY = member("bureau", seen=9, publisher="ANTARA", date_published="2026-11-25")


def test_whom_the_others_credit_is_the_original_though_it_came_last() -> None:
    early = member("early", publisher="Early", date_published="2026-11-24T08:00:00+07:00")
    paper = member("paper", publisher="Paper", credits=("LKBN Antara",))
    choice = choose([early, paper, AGENCY])
    assert choice == Choice(
        AGENCY,
        Ground.CREDIT,
        "page of paper credits LKBN Antara",
        {"members": ["page of paper"], "credited": ["LKBN Antara"]},
    )


def test_a_site_may_be_credited_by_its_domain() -> None:
    assert chosen(member("a"), member("b", credits=("c.example",)), member("c"))[0] == "c"


def test_who_has_only_passed_the_text_on_is_no_original() -> None:
    relay = member("relay", publisher="Relay", credits=("ANTARA",))
    papers = [member(name, credits=("Relay",)) for name in ("one", "two")]
    assert chosen(relay, *papers, AGENCY) == ("bureau", Ground.CREDIT)


def test_the_publisher_that_most_credit_is_the_original() -> None:
    other = member("wire", publisher="Yonhap")
    papers = [member(name, credits=("ANTARA", "Yonhap")) for name in ("one", "two")]
    assert chosen(other, *papers, member("three", credits=("antara",)), AGENCY)[0] == "bureau"


def test_two_that_credit_each_other_leave_it_to_time() -> None:
    one = member("one", seen=2, publisher="One", credits=("Two",))
    two = member("two", seen=1, publisher="Two", credits=("One",))
    assert chosen(one, two) == ("two", Ground.FIRST_SEEN)


def test_a_credit_to_oneself_counts_for_nothing() -> None:
    own = member("own", seen=5, publisher="Own", credits=("OWN",))
    assert chosen(own, member("other", seen=1)) == ("other", Ground.FIRST_SEEN)


def test_of_two_texts_of_the_agency_the_first_is_the_original() -> None:
    later = member("desk", publisher="Antara News", date_published="2026-11-28")
    paper = member("paper", credits=("ANTARA",))
    assert chosen(later, paper, AGENCY)[0] == "bureau"


def test_an_address_that_another_calls_canonical_outdoes_a_credit() -> None:
    source = member("source", seen=9)
    pointing = member("mirror", canonical=source.key)
    assert chosen(pointing, member("paper", credits=("ANTARA",)), AGENCY, source) == (
        "source",
        Ground.CANONICAL,
    )


def test_without_a_word_the_first_proven_date_decides() -> None:
    one = member("one", date_published="2026-11-24T09:00:00+07:00")
    two = member("two", date_published="2026-11-24T01:30:00+00:00")
    choice = choose([one, two, member("undated")])
    assert (choice.original, choice.ground) == (two, Ground.DATE)
    assert choice.reason == "published first, 2026-11-24T01:30:00+00:00"
    assert choice.evidence == {"date_published": "2026-11-24T01:30:00+00:00", "dated": 2}


@pytest.mark.parametrize(
    ("day", "moment", "ground"),
    [
        ("2026-11-20", "2026-11-24T01:30:00+00:00", Ground.DATE),
        ("2026-11-24", "2026-11-24T01:30:00+00:00", Ground.FIRST_SEEN),
        ("2026-11-23T12:00:00", "2026-11-24T01:30:00+00:00", Ground.FIRST_SEEN),
        ("2026-11-22T12:00:00", "2026-11-24T01:30:00+00:00", Ground.DATE),
    ],
)
def test_a_date_decides_only_where_it_can_be_told_apart(
    day: str, moment: str, ground: Ground
) -> None:
    dated = member("dated", seen=1, date_published=day)
    assert chosen(dated, member("timed", seen=2, date_published=moment)) == ("dated", ground)


def test_what_can_be_no_date_counts_for_nothing() -> None:
    odd = member("odd", seen=2, date_published="kemarin")
    assert chosen(odd, member("other", seen=1)) == ("other", Ground.FIRST_SEEN)


def test_an_agency_that_is_credited_and_not_there_is_named() -> None:
    papers = [member(name, seen, credits=("Reuters",)) for seen, name in enumerate(["a", "b"])]
    choice = choose(papers)
    assert choice.reason == (
        "seen first, 2026-11-24T08:00:00+00:00: none tells a proven date of publication;"
        " Reuters is credited and not among them"
    )
    assert choice.evidence["absent"] == ["Reuters"]


def test_what_a_member_is_to_the_original() -> None:
    original = member("one", publisher="Harian Satu")
    assert original.role(original) is Role.ORIGINAL
    assert member("two", publisher="HARIAN SATU").role(original) is Role.VERSION
    assert member("two", site="one.example").role(original) is Role.VERSION
    assert member("two").role(original) is Role.COPY
    assert member("x", site="").role(member("y", site="")) is Role.COPY
