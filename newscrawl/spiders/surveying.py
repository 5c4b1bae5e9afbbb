"""A page surveyed with all that is said of its use, on pages of terms too."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.config import Config
from newscrawl.examination import judge_again
from newscrawl.gate import AcquireGate, gate_of
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Statement
from newscrawl.policy.profile import Profile
from newscrawl.policy.terms import TermsReading
from newscrawl.survey import Survey
from newscrawl.workers import Failure, Outcome, Workers

__all__ = ["Surveyor"]

_MOST_ROUNDS = 3


class Examine(Protocol):
    """Surveys one page under what is *said* of it."""

    def __call__(self, *, said: Sequence[Statement]) -> Awaitable[Outcome]: ...


class Surveyor:
    """Surveys the pages of one crawl."""

    def __init__(self, crawler: Crawler, workers: Workers) -> None:
        self._crawler = crawler
        self._workers = workers

    @cached_property
    def _gate(self) -> AcquireGate:
        # Not before the crawl runs: the gate keeps statistics.
        return gate_of(self._crawler)

    @cached_property
    def _profile(self) -> Profile:
        return Config(self._crawler.settings).profile

    async def survey(self, response: Response, examine: Examine) -> tuple[Outcome, Response | None]:
        """Survey the page that *response* brought, by *examine*.

        Nothing of it is judged before the terms of its site are known, as far as they can be. An
        article that names none waits for a look at the front page, which is returned, too.
        Raises WorkerError.
        """
        url = response.url
        said = self._gate.preferences(url)
        outcome = await examine(said=said)
        front = await self._learn(response, outcome) if isinstance(outcome, Survey) else None
        for _ in range(_MOST_ROUNDS):
            now = self._gate.preferences(url)
            if now == said or not isinstance(outcome, Survey):
                break
            said = now
            outcome = await examine(said=said)
        if isinstance(outcome, Survey):
            outcome = await self._resolved(response, outcome)
        return outcome, front

    def up_to_date(self, url: str, survey: Survey) -> Survey:
        """Return *survey*, of the page at *url*, with what was said of its use meanwhile.

        It may have waited, and its site has been stopped by another page.
        """
        found = survey.examination
        if found is None:
            return survey
        late = (each for each in self._gate.preferences(url) if each not in found.statements)
        return self._judged(survey, url, (*late, *found.statements))

    async def _resolved(self, response: Response, survey: Survey) -> Survey:
        """Return *survey* with what its article links to read, where that can still matter."""
        found, request = survey.examination, response.request
        if found is None or not survey.is_article or found.verdict.decision is Decision.DENIED:
            return survey
        assert request is not None
        said = await self._gate.resolved(request, response.url, found.statements)
        return self._judged(survey, response.url, said)

    def _judged(self, survey: Survey, url: str, said: Sequence[Statement]) -> Survey:
        found = survey.examination
        if found is None or tuple(said) == found.statements:
            return survey
        return replace(survey, examination=judge_again(found, url, said, self._profile))

    async def _learn(self, response: Response, found: Survey) -> Response | None:
        request, url = response.request, response.url
        assert request is not None
        await self._gate.learn_terms(request, url, found.terms, self._read)
        is_to_go_out = found.is_article and not self._gate.is_stopped(url)
        if not is_to_go_out:
            return None
        return await self._gate.look_for_terms(request, url, self._read)

    async def _read(self, page: Page, url: str) -> TermsReading:
        outcome = await self._workers.read_terms(page, url)
        if isinstance(outcome, Failure):
            return TermsReading(failure=outcome.reason)
        assert isinstance(outcome, TermsReading)
        return outcome
