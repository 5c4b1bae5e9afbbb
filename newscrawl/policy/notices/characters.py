"""Characters: those of a whole text looked at or replaced at once, at the speed of bytes."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["beyond_ascii", "on_bytes", "replaced"]

_ASCII = bytes(range(128))
# So few characters are sooner replaced one after the other.
_FEW = 100


def on_bytes(text: str, table: bytes | None, dropped: bytes = b"") -> str:
    """Return *text* with its ASCII characters translated."""
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(table, dropped)
        .decode("utf-8", "surrogatepass")
    )


def beyond_ascii(text: str) -> str:
    """Return the characters of *text* that are not ASCII, each once."""
    if text.isascii():
        return ""
    return "".join({*on_bytes(text, None, _ASCII)})


def replaced(text: str, replacements: Mapping[str, str]) -> str:
    """Return *text* with each character that *replacements* has replaced."""
    changes = {each: other for each, other in replacements.items() if other != each}
    if len(changes) > _FEW:
        return text.translate({ord(each): other for each, other in changes.items()})
    for character, replacement in changes.items():
        text = text.replace(character, replacement)
    return text
