"""Text that was decoded once in the wrong encoding and encoded again: "donâ€™t", "РџСЂРёРІРµС‚".

What is wrong is told, and put right, by ftfy; here it sees only the lines that look so.
"""

from __future__ import annotations

import re

__all__ = ["is_suspect", "mended"]

# The same signs in the bytes of UTF-8, where the search is quick.
_WESTERN_BYTES = (
    rb"(?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84][\x80-\xbf]|\xc5[\x92-\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)
_SUSPECT = re.compile(rb"\xc3(?:[\x82-\x9f]%b|[\xa0-\xb4]%b{2})" % (_WESTERN_BYTES, _WESTERN_BYTES))
# "Рѕ", "Р°", "вЂ": common letters of Russian, and its quotation marks, by way of Windows-1251.
_SUSPECT_CYRILLIC = re.compile(rb"\xd0(?:\xa0(?:\xd1\x95|\xc2\xb0)|\xb2\xd0\x82)")
# What each of them begins with.
_ACCENT, _LETTER = b"\xc3", b"\xd0"
_STRETCH = 800
_LONGEST_SIGN = 8

# The bytes 80 to BF, which continue a character of UTF-8, as Windows-1252 and Latin-1 show them.
_WESTERN = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# The same as Windows-1251 shows them.
_CYRILLIC = "[\xa0-\xbfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї]"
# After a capital a capital is a letter of its word, and the mark behind it a quotation mark.
# What a sign may begin with stands first, alone: so all else is passed over quickly.
_SIGN = re.compile(
    f"[Â-ôРСв](?:(?<=[Â-ß])(?<![A-ZÀ-Þ].){_WESTERN}|(?<=[à-ï]){_WESTERN}{{2}}"
    f"|(?<=[ð-ô]){_WESTERN}{{3}}|(?<=[РС]){_CYRILLIC}[РС]{_CYRILLIC}|(?<=в)Ђ{_CYRILLIC})"
)
# Tags and line feeds part runs of text; a long run is cut at its spaces.
_RUN = re.compile(r"[^>\n]{1,2000}(?=[\s>]|\Z)|[^>\n]{1,2000}")
_MOST = 200_000
# What a run costs at least, in characters.
_SHORTEST = 50


def is_suspect(body: bytes) -> bool:
    """Whether UTF-8 may hold what :func:`mended` mends; says quickly that it does not."""
    if body.isascii():
        return False
    return _holds(body, _ACCENT, _SUSPECT) or _holds(body, _LETTER, _SUSPECT_CYRILLIC)


def _holds(body: bytes, first: bytes, pattern: re.Pattern[bytes]) -> bool:
    """Whether *pattern*, which begins with the byte *first*, matches anywhere in *body*."""
    start = body.find(first)
    while start >= 0:
        end = start + _STRETCH
        if pattern.search(body, start, end):
            return True
        # To the next of these, over scripts and all else in ASCII, C comes far sooner.
        start = body.find(first, end - _LONGEST_SIGN + 1)
    return False


def mended(text: str) -> str:
    """Return *text*, markup or not, with its wrongly decoded runs put right.

    Where nothing is wrong it is the same object. After 200,000 characters of such runs, each
    counted as 50 at least, the rest stays as it is.
    """
    seen = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal seen
        run = match[0]
        if seen > _MOST or _SIGN.search(run) is None:
            return run
        from ftfy import fix_encoding  # noqa: PLC0415  # few pages need it, and it loads slowly

        seen += max(len(run), _SHORTEST)
        return fix_encoding(run)

    # Where few letters are beyond ASCII, C passes over the pieces without any far sooner.
    pieces = text.split("<")
    wrong = [at for at, each in enumerate(pieces) if not each.isascii() and _SIGN.search(each)]
    for at in wrong:
        pieces[at] = _RUN.sub(mend, pieces[at])
    return "<".join(pieces) if wrong else text
