"""Home: the ``article`` element in which a page's headline stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain, islice

from newscrawl.document import Block, Box
from newscrawl.extraction.date_lines import is_date_line
from newscrawl.extraction.prose import SHORT_PROSE, prose_weight

__all__ = ["Home"]

_FEWEST_PARAGRAPHS = 2


class Home:
    """The ``article`` element that holds the *headline* of *blocks* and has a text of its own."""

    def __init__(self, blocks: Sequence[Block], headline: Block | None) -> None:
        self._blocks = blocks
        self._headline = headline

    def is_elsewhere(self, box: Box) -> bool:
        """Whether there is one and *box* stands out of it."""
        return self._element is not None and self._element not in box.lineage()

    @cached_property
    def _element(self) -> Box | None:
        # Looked for when first asked for: on most pages nobody asks.
        around = self._headline.box.lineage() if self._headline else ()
        home = next((box for box in around if box.tag == "article"), None)
        if home is None:
            return None
        start = self._headline.index if self._headline else 0
        likeliest = chain(self._blocks[start:], self._blocks[:start])
        prose = (block for block in likeliest if prose_weight(block, SHORT_PROSE))
        held = (b for b in prose if home in b.box.lineage() and not is_date_line(b.text))
        return home if len(list(islice(held, _FEWEST_PARAGRAPHS))) == _FEWEST_PARAGRAPHS else None
