from __future__ import annotations

import pytest

from newscrawl.policy.model import Effect, Purpose, Scope
from newscrawl.policy.signals.known_sites import known_site


@pytest.mark.parametrize(
    "url",
    [
        "https://www.antaranews.com/berita/1/x",
        "http://antaranews.com",
        "https://en.antaranews.com./news/1",
        "https://jatim.antaranews.com:8443/",
    ],
)
def test_antara_and_its_subdomains_are_known(url: str) -> None:
    found = known_site(url)
    assert found is not None
    assert (found.scope, found.holder) == (Scope.SITE, "LKBN ANTARA")
    assert found.conditions.written_permission_required
    assert {found.effects[purpose] for purpose in Purpose} == {Effect.DENY}
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    "url", ["https://antaranews.com.example/", "https://myantaranews.com/", "nonsense", "http://[/"]
)
def test_others_are_not(url: str) -> None:
    assert known_site(url) is None
