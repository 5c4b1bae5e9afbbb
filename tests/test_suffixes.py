from __future__ import annotations

import pytest
from tldextract import TLDExtract

from newscrawl.suffixes import _rules, registrable_domain
from newscrawl.urls import site


@pytest.fixture(scope="module")
def theirs() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)


@pytest.mark.parametrize("prefix", ["", "a.", "b.a.", "www.b.a."])
def test_below_every_rule_it_finds_what_tldextract_does(theirs: TLDExtract, prefix: str) -> None:
    rules, _ = _rules()
    assert len(rules) > 9_000
    for rule in sorted(rules):
        name = prefix + rule.removeprefix("!").replace("*", "any")
        found = theirs(name)
        expected = found.top_domain_under_public_suffix if found.suffix else None
        assert registrable_domain(name) == expected, name


@pytest.mark.parametrize(
    "name",
    [
        *("berita.example", "localhost", "a..com", ".com", "com", "uk", "a.ck", "www.ck"),
        *("A.Co.UK", "a.b.公司.cn", "a.b.xn--55qx5d.cn", "a.xn--com-", "a.xn--80ak6aa92e.com"),
        *("a.xn--\u00e9.com", "a.xn--zzzzzzz", "a\u3002b\uff0eco\uff61uk", " a.com "),
    ],
)
def test_an_odd_name_is_taken_as_tldextract_takes_it(theirs: TLDExtract, name: str) -> None:
    found = theirs(name)
    expected = found.top_domain_under_public_suffix if found.suffix else None
    assert registrable_domain(name) == expected


def test_a_name_of_very_many_labels_is_looked_at_from_its_end_only() -> None:
    assert registrable_domain("a." * 200_000 + "b.co.uk") == "b.co.uk"
    assert site("https://" + "a." * 2_000 + "example/") == "a.example"
