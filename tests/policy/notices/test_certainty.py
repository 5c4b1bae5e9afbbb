"""How sure a notice is, by who speaks and where: the same words in several mouths."""

from __future__ import annotations

import pytest

from newscrawl.document import Place, Unit
from newscrawl.policy.model import Level
from newscrawl.policy.notices.certainty import Certainty
from newscrawl.policy.notices.grammar import interpret
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.passages import passages
from newscrawl.policy.notices.placement import Standing
from newscrawl.policy.notices.speaker import Speaker
from newscrawl.policy.notices.stretches import stretches

OURS = "You may not scrape this website without our written permission."


def certainty(text: str, standing: Standing, *publishers: str) -> Certainty:
    (stretch,) = stretches([Unit(text, Place.TEXT, "text")], [[0]], lexicon("en"))
    (passage,) = passages(stretch)
    speaker = Speaker(passage, standing, publishers)
    finding = interpret(passage.reading, ours=speaker.is_the_site)
    assert finding is not None
    return Certainty(passage, finding, speaker)


@pytest.mark.parametrize(
    ("text", "standing", "level"),
    [
        (OURS, Standing.SITE, Level.CERTAIN),
        (OURS, Standing.TAIL, Level.CERTAIN),
        (OURS, Standing.NOTE, Level.PROBABLE),
        (OURS, Standing.BOX, Level.PROBABLE),
        (OURS, Standing.PROSE, Level.PROBABLE),
        (OURS, Standing.ALOOF, Level.POSSIBLE),
        (OURS.removesuffix(".") + " …", Standing.SITE, Level.POSSIBLE),
        (f"The poster reads: “{OURS}”", Standing.TAIL, Level.POSSIBLE),
        (f"A spokesman said: {OURS}", Standing.TAIL, Level.POSSIBLE),
        ("Is the scraping of articles prohibited?", Standing.TAIL, Level.POSSIBLE),
    ],
)
def test_place_and_manner_tell_how_sure_it_is(text: str, standing: Standing, level: Level) -> None:
    assert certainty(text, standing).level is level


def test_the_publisher_is_believed_in_a_box() -> None:
    text = "You may not scrape this website without the permission of Harbour News."
    assert certainty(text, Standing.BOX).level is Level.PROBABLE
    assert certainty(text, Standing.BOX, "Harbour News").level is Level.CERTAIN


def test_the_reasons_name_the_place_and_the_signs() -> None:
    reasons = certainty(f"A spokesman said: “{OURS}”", Standing.PROSE).reasons
    assert reasons[0] == str(Standing.PROSE)
    assert {"told by someone", "within quotation marks"} <= {*reasons}
