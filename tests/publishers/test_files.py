"""Every file of rules that we ship, on an invented page of its publisher's shape."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newscrawl import examine
from newscrawl.normalisation.agencies import find_agency
from newscrawl.publishers import domains, read_rules

HERE = Path(__file__).parent
EXPECTED = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("domain", sorted(domains()))
def test_a_page_of_the_publishers_shape(domain: str) -> None:
    wanted: dict[str, Any] = EXPECTED["defaults"] | EXPECTED[domain]
    page = (HERE / "pages" / f"{domain}.html").read_bytes()
    found = examine(page, url=f"https://{domain}/news/1")
    article = found.article
    assert found.warnings == ()
    assert article.headline == wanted["headline"]
    assert article.authors == wanted["authors"]
    assert article.date_published == wanted["published"]
    assert article.publisher == wanted["publisher"]
    assert [each.title for each in article.related] == wanted["related"]
    assert len((article.article_body or "").split("\n")) == wanted["paragraphs"]


@pytest.mark.parametrize("domain", sorted(domains()))
def test_an_agency_that_a_file_names_is_a_known_one(domain: str) -> None:
    agency = read_rules(domain).agency
    assert agency is None or find_agency(agency) is not None
