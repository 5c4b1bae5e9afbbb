from __future__ import annotations

import json

import pytest

from newscrawl.policy.model import Decision, Effect, Purpose
from newscrawl.policy.profile import Profile
from newscrawl.policy.signals.creative_commons import read_licence
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.verdict import judge
from tests.policy.signals.pages import NOW, page

CC = "https://creativecommons.org"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{CC}/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://www.creativecommons.org/licenses/by-nc-sa/3.0/de/deed.en", "CC-BY-NC-SA-3.0-DE"),
        (f"{CC}/publicdomain/zero/1.0/legalcode", "CC0-1.0"),
        ("//creativecommons.org/publicdomain/mark/1.0", "PDM-1.0"),
        ("CC BY-ND 4.0", "CC-BY-ND-4.0"),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", None),
        ("all rights reserved", None),
    ],
)
def test_a_licence_by_any_spelling(text: str, name: str | None) -> None:
    licence = read_licence(text)
    assert (licence.name if licence else None) == name


def article(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f'<script type="application/ld+json">{json.dumps(node)}</script><p>x'


PHOTO = {"@type": "ImageObject", "license": f"{CC}/publicdomain/zero/1.0/"}
MICRODATA = (
    '<div itemscope itemtype="https://schema.org/NewsArticle">'
    '<meta itemprop="isAccessibleForFree" content="False"></div>'
)


@pytest.mark.parametrize(
    ("markup", "effect"),
    [
        (f"<a rel='nofollow LICENSE' href={CC}/publicdomain/zero/1.0/>x</a>", "allow"),
        (f"<figure><a rel=license href={CC}/publicdomain/zero/1.0/>x</a></figure>", None),
        (article(license={"@id": f"{CC}/licenses/by/4.0/"}), "restrict"),
        (article(license="/terms"), "none"),
        (article(usageInfo="/terms"), "none"),
        (article(image=PHOTO), None),
        (article(**PHOTO), None),
        (article(isAccessibleForFree="https://schema.org/False"), "restrict"),
        (article(isAccessibleForFree=True), None),
        (article(hasPart=[{"@type": "WebPageElement", "isAccessibleForFree": 0}]), "restrict"),
        (MICRODATA, "restrict"),
        ("<meta property=article:content_tier content=locked>", "restrict"),
    ],
)
def test_what_is_said_of_the_text(markup: str, effect: str | None) -> None:
    said = page_statements(page(markup), NOW)
    assert [str(each.effects[Purpose.ARCHIVE]) for each in said] == ([effect] if effect else [])


@pytest.mark.parametrize(
    ("link", "effect"),
    [
        (f'<{CC}/licenses/by-nc/4.0/>; rel="license"', "restrict"),
        (f'</next>; rel=next, <{CC}/publicdomain/zero/1.0/>; rel="copyright license"', "allow"),
        ('</terms>; title="a; rel=x, b"; rel=license', "none"),
        (f"<{CC}/licenses/by/4.0/>; rel=next", None),
    ],
)
def test_a_licence_in_the_headers(link: str, effect: str | None) -> None:
    said = page_statements(page(headers={"Link": link}), NOW)
    assert [str(each.effects[Purpose.ARCHIVE]) for each in said] == ([effect] if effect else [])
    assert all(each.locator == "header link" for each in said)


def test_attribution_is_met_and_a_paywall_is_not() -> None:
    free = page_statements(page(f"<link rel=license href={CC}/licenses/by/4.0/>"), NOW)
    assert judge(free, [Purpose.ARCHIVE]).decision is Decision.ALLOWED
    nc = page_statements(page(f"<link rel=license href={CC}/licenses/by-nc/4.0/>"), NOW)
    assert nc[0].conditions.duties == ("attribution", "non-commercial")
    assert judge(nc, [Purpose.ARCHIVE]).decision is Decision.RESTRICTED
    assert (
        judge(nc, [Purpose.ARCHIVE], Profile(frozenset(nc[0].conditions.duties))).decision
        is Decision.ALLOWED
    )
    (wall,) = page_statements(page(article(isAccessibleForFree=False)), NOW)
    assert wall.locator == "json-ld[isAccessibleForFree]"
    assert set(wall.effects.values()) == {Effect.RESTRICT}
    assert judge([wall], [Purpose.ARCHIVE]).decision is Decision.RESTRICTED


def test_terms_are_shown_with_their_address() -> None:
    (said,) = page_statements(page(article(acquireLicensePage="/buy")), NOW)
    assert (said.kinds, said.text) == (("terms",), "https://news.example/buy")
