from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.items import Provenance
from newscrawl.page import Page
from newscrawl.readers import Source
from newscrawl.spiders.resumption import Resumption
from newscrawl.store.supplies import Supplies
from tests.crawlers import CrawlerMaker, article


def test_a_page_is_known_by_its_own_file_not_by_one_that_is_asked_with_it(
    crawler_with: CrawlerMaker,
) -> None:
    resumption = Resumption(crawler_with(), "terms", "/in/", is_forced=False)
    had, new = (Page(b"<p>A page", path=f"/in/{folder}/index.html") for folder in "ab")
    about = Provenance(origin="file", path=had.path, sha256=had.sha256)
    resumption.item_done(article(provenance=about))
    resumption.keep()
    known = resumption.known([Source(Path(str(page.path))) for page in (had, new)])
    assert had in known
    assert new not in known


def test_what_a_locked_store_did_not_take_is_written_with_the_next(
    crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise StoreError("database is locked")

    resumption = Resumption(crawler_with(), "terms", "/in/", is_forced=False)
    page = Page(b"<p>A page", path="/in/a.html")
    resumption.item_done(
        article(provenance=Provenance(origin="file", path=page.path, sha256=page.sha256))
    )
    with monkeypatch.context() as patched:
        patched.setattr(Supplies, "keep", locked)
        resumption.keep()
    resumption.keep()
    assert page in resumption.known([Source(Path(str(page.path)))])
