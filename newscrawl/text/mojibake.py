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
# The commonest letters of Russian, and its quotation marks, by way of Windows-1251.
_SUSPECT_CYRILLIC = tuple(text.encode() for text in ("Рѕ", "Р°", "вЂ"))

# The bytes 80 to BF, which continue a character of UTF-8, as Windows-1252 and Latin-1 show them.
_WESTERN = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# The same as Windows-1251 shows them.
_CYRILLIC = "[\xa0-\xbfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї]"
# After a capital a capital is a letter of its word, and the mark behind it a quotation mark.
_SIGN = re.compile(
    f"(?<![A-ZÀ-Þ])[Â-ß]{_WESTERN}|[à-ï]{_WESTERN}{_WESTERN}|[ð-ô]{_WESTERN}{{3}}"
    f"|(?:[РС]{_CYRILLIC}){{2}}|вЂ{_CYRILLIC}"
)
# A run of text outside of tags, cut at spaces where it is long.
_RUN = re.compile(r"[^<>\n]{1,2000}(?=[\s<>]|\Z)|[^<>\n]{1,2000}")
_MOST = 200_000


def is_suspect(body: bytes) -> bool:
    """Whether UTF-8 may hold what :func:`mended` mends; says quickly that it does not."""
    if b"\xd0" in body and any(sign in body for sign in _SUSPECT_CYRILLIC):
        return True
    return b"\xc3" in body and _SUSPECT.search(body) is not None


def mended(text: str) -> str:
    """Return *text*, markup or not, with its wrongly decoded runs put right.

    Where nothing is wrong it is the same object. After 200,000 characters of such runs the
    rest stays as it is.
    """
    if text.isascii() or _SIGN.search(text) is None:
        return text
    from ftfy import fix_encoding  # noqa: PLC0415  # few pages need it, and it takes long to import

    seen = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal seen
        run = match[0]
        if run.isascii() or seen > _MOST or _SIGN.search(run) is None:
            return run
        seen += len(run)
        return fix_encoding(run)

    return _RUN.sub(mend, text)
