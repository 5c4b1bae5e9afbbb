"""Written dates to moments: what is said, no more, and why where it is refused.

The order of readers: ISO and its kin (:mod:`.machine`), the grammar of each language
(:mod:`.written`), python-dateutil for English forms that the grammar does not know
(:mod:`.lenient`), ages (:mod:`.ages`). Always on the raw text: a date that was parsed before
has often lost its zone.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from newscrawl.normalisation.ages import is_relative_age, read_age
from newscrawl.normalisation.lenient import read_leniently
from newscrawl.normalisation.machine import read_machine
from newscrawl.normalisation.moments import Moment, Precision, Reading
from newscrawl.normalisation.written import NO_DATE, Context, judged, read_line
from newscrawl.text.cleaning import clean, collapse

__all__ = ["Moment", "Precision", "Reading", "find_date", "is_relative_age", "read_date"]

_EXAMINED = 300


def read_date(
    text: str,
    *,
    language: str | None = None,
    zone: tzinfo | str | None = None,
    now: datetime | None = None,
) -> Reading:
    """Read the date that *text* is, or has within it: the first of several.

    *zone* is the publisher's proven zone, for times without one. An age ("3 hours ago") is
    read only where *now*, the moment the page was fetched, is given; the future is judged by
    it, or by the present. Only the first 300 characters are examined.
    """
    context = Context.of(language, zone, now)
    line = text[:_EXAMINED].strip()
    if (found := read_machine(line)) is not None:
        return judged(found, context)
    line = collapse(clean(line))
    reading = read_line(line, context)
    if reading is not NO_DATE:
        return reading
    if (found := read_leniently(line, language)) is not None:
        return judged(found, context)
    age = read_age(line, language, context.local_now) if now is not None else None
    return age or reading


def find_date(
    text: str,
    *,
    language: str | None = None,
    zone: tzinfo | str | None = None,
    now: datetime | None = None,
    standalone: bool = False,
) -> Reading:
    """Find the first date with day, month and year in a line of text.

    With *standalone* only in a line that is nothing else: a label, a weekday and a time may
    stand with it.
    """
    line = collapse(clean(text[:_EXAMINED]))
    if standalone and len(text.strip()) > _EXAMINED:
        return NO_DATE
    return read_line(line, Context.of(language, zone, now), standalone=standalone)
