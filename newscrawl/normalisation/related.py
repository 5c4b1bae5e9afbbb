"""Other stories that a page points to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newscrawl.extraction import Passage
from newscrawl.items import Related
from newscrawl.normalisation.classification import split
from newscrawl.normalisation.labels import with_values
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Line
from newscrawl.urls import is_web_url

__all__ = ["pointers", "related"]


def pointers(passages: Sequence[Passage], language: str | None) -> list[Line]:
    """Return the lines of lists of links; those below a label that stands alone are related."""
    return with_values(list(split(passages, {}, language, plain=False)), language, plain=False)


def related(lines: Iterable[Line], headline: str | None) -> list[Related]:
    """Return the stories that *lines* point to: a list of the latest may have this one, too."""
    found: dict[str, Related] = {}
    for line in lines:
        if line.kind is not Role.RELATED or not line.value:
            continue
        links = [link for link in line.links if link.text]
        title = max((link.text for link in links), key=len, default=line.value)
        url = next((link.url for link in links if link.text == title), None)
        url = url if url and is_web_url(url) else None
        # The link may hold the label as well.
        is_all = len(title) * 2 <= len(line.value) or title.endswith((line.value, f"{line.value}]"))
        title = line.value if is_all else title
        found.setdefault(title.casefold(), Related(title, url))
    # A card links its title, and then its author, to one story.
    found.pop((headline or "").casefold(), None)
    stories = {each.url or each.title: each for each in reversed(found.values())}
    return [*reversed(stories.values())]
