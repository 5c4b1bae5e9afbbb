from __future__ import annotations

import gzip

import pytest

from tests.middlewares.conftest import Serve, Visit, visit
from tests.middlewares.server import (
    BROKEN,
    GREEDY,
    PAGE,
    SLOW,
    SOUND,
    Misbehaviour,
    answer,
    compressed,
    redirect,
)

LOOPS = {"/loop": redirect("/loop?again"), "/loop?again": redirect("/loop")}


@pytest.fixture(scope="module")
def visited(serve: Serve) -> Visit:
    """One crawl of all the paths at once, and one of those that take too long; outcomes by path."""
    server = serve({**SOUND, **BROKEN, **GREEDY, **SLOW, **LOOPS})
    paths = {server.url(path): path for path in (*SOUND, *BROKEN, *GREEDY, "/loop")}
    slow = {server.url(path): path for path in SLOW}
    found = visit(*paths, REDIRECT_MAX_TIMES=5)
    outcomes = found.outcomes | visit(*slow, DOWNLOAD_TIMEOUT=1).outcomes
    found.outcomes = {(paths | slow)[url]: outcome for url, outcome in outcomes.items()}
    found.stats["loops"] = sum("/loop" in target for target in server.targets)
    return found


@pytest.mark.parametrize("path", SOUND)
def test_a_whole_page_arrives_whole(visited: Visit, path: str) -> None:
    assert visited.outcomes[path]["size"] == len(PAGE)


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_page_is_no_page(visited: Visit, path: str) -> None:
    assert "error" in visited.outcomes[path]


@pytest.mark.parametrize("path", [*GREEDY, *SLOW])
def test_limits_hold(visited: Visit, path: str) -> None:
    assert "error" in visited.outcomes[path]


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/large", "DownloadCancelledError"),
        ("/endless", "DownloadCancelledError"),
        ("/endless-chunks", "DownloadCancelledError"),
        ("/bomb", "IgnoreRequest"),
        ("/bomb-in-bomb", "IgnoreRequest"),
        ("/layers", "IgnoreRequest"),
        ("/unknown-coding", "IgnoreRequest"),
        ("/endless-header", "DownloadFailedError"),
        ("/endless-headers", "DownloadFailedError"),
        ("/endless-interim", "DownloadFailedError"),
        ("/silence", "DownloadTimeoutError"),
        ("/slow-header", "DownloadTimeoutError"),
        ("/slow-body", "DownloadTimeoutError"),
        ("/torn", "ResponseDataLossError"),
        ("/short", "ResponseDataLossError"),
        ("/gzip-cut", "IgnoreRequest"),
    ],
)
def test_each_failure_has_its_name(visited: Visit, path: str, error: str) -> None:
    assert visited.outcomes[path]["error"] == error


def test_memory_is_bounded_by_the_limits(visited: Visit) -> None:
    """Whole, the two bombs alone would take 400 MB."""
    assert visited.peak < 300


def test_redirects_end(visited: Visit) -> None:
    assert visited.outcomes["/loop"]["message"] == "max redirections reached"
    assert visited.stats["loops"] == 6


def test_a_broken_compressed_page_is_asked_for_again(serve: Serve) -> None:
    whole = gzip.compress(PAGE)
    answers = [compressed(whole[:-20], "gzip"), compressed(whole, "gzip")]

    async def first_broken(writer) -> None:
        give: Misbehaviour = answers.pop(0)
        await give(writer)

    url = serve({"/flaky": first_broken}).url("/flaky")
    assert visit(url, RETRY_TIMES=2).outcomes[url]["size"] == len(PAGE)


def test_an_empty_answer_has_nothing_to_decompress(serve: Serve) -> None:
    empty = answer(b"", "Content-Encoding: gzip", status="404 Not Found")
    url = serve({"/gone": empty}).url("/gone")
    assert visit(url).outcomes[url]["size"] == 0
