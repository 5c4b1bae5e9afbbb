"""The words of policy: purpose, effect, statement, verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = [
    "STOPPING", "Conditions", "Decision", "Effect", "Level", "Purpose", "Scope", "Statement",
    "Verdict",
]  # fmt: skip


class Purpose(StrEnum):
    """What the operator declares the material is for."""

    ARCHIVE = "archive"
    SEARCH = "search"
    TDM = "tdm"
    AI_INPUT = "ai-input"
    AI_TRAIN = "ai-train"

    @classmethod
    def declared(cls, names: str | Iterable[str]) -> tuple[Purpose, ...]:
        """Return the purposes that *names* lists, each once; in a text, commas or spaces part.

        Raises ValueError for a name that is no purpose, and for none at all: what is declared
        wrongly must not come out as allowed.
        """
        listed = names.replace(",", " ").split() if isinstance(names, str) else list(names)
        if not listed:
            raise ValueError("name at least one purpose")
        try:
            return tuple(dict.fromkeys(cls(str(name).strip()) for name in listed))
        except ValueError as error:
            raise ValueError(f"{error}; known purposes: {', '.join(cls)}") from None


class Effect(StrEnum):
    """What a statement does to a purpose, from weakest to strongest."""

    NONE = "none"
    ALLOW = "allow"
    RESTRICT = "restrict"
    DENY = "deny"

    @property
    def strength(self) -> int:
        """Rank in ``deny > restrict > allow > none``: the stronger of two effects counts."""
        return _STRENGTH[self]


_STRENGTH = {effect: rank for rank, effect in enumerate(Effect)}
STOPPING = frozenset([Effect.RESTRICT, Effect.DENY])
"""The effects on a purpose by which material is not free for it."""


class Decision(StrEnum):
    """What the verdict comes to for the declared purposes."""

    ALLOWED = "allowed"
    RESTRICTED = "restricted"
    DENIED = "denied"


class Scope(StrEnum):
    """How far a statement reaches."""

    PAGE = "page"
    SITE = "site"


class Level(StrEnum):
    """How sure we are that the text says what we read in it.

    ``certain`` acts at once; ``probable`` restricts and is listed for review; ``possible``
    is recorded only. Machine-readable signals are always certain.
    """

    POSSIBLE = "possible"
    PROBABLE = "probable"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which conditions the holder would permit what the statement forbids.

    ``exceptions`` name uses or users left out of a ban, such as ``search engines`` or
    ``personal use``; an exception lifts nothing without a recorded permission. ``duties`` are
    what lifts a restriction when the operator's profile meets them all, such as
    ``attribution``; a restriction without any stands.
    """

    permission_required: bool = False
    written_permission_required: bool = False
    exceptions: tuple[str, ...] = ()
    contact: str | None = None
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that one signal says, with the evidence for it.

    ``signal`` is the vocabulary (``notice``, later ``robots``, ``tdmrep`` ...), ``kinds`` its
    keys. ``source`` is the URL or path of the document, ``sha256`` its hash, ``locator`` the
    line, header name or element within it, ``text`` the quoted words. ``expires`` is when it
    has to be read again (aware), None when it holds as long as the document.

    By its specification alone a statement does not count when it is not ``well_formed``, or when
    another of its signal has a higher ``rank``.
    """

    signal: str
    kinds: tuple[str, ...]
    source: str
    locator: str
    text: str
    sha256: str
    effects: Mapping[Purpose, Effect]
    scope: Scope = Scope.PAGE
    level: Level = Level.CERTAIN
    holder: str | None = None
    conditions: Conditions = field(default_factory=Conditions)
    expires: datetime | None = None
    well_formed: bool = True
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be done with one page, for the declared purposes.

    ``effects`` holds the strongest effect for every purpose, declared or not; ``decided``
    are the statements behind ``decision``, ``lost`` the others. ``by_specification`` is what
    ``effects`` would be if each specification were followed alone, what is malformed or
    superseded left out. ``valid_until`` is None when nothing limits it. ``permission`` cites
    what was granted in writing, by document and hash, where the decision rests on it.
    """

    purposes: tuple[Purpose, ...]
    decision: Decision
    effects: Mapping[Purpose, Effect]
    decided: tuple[Statement, ...] = ()
    lost: tuple[Statement, ...] = ()
    by_specification: Mapping[Purpose, Effect] = field(default_factory=dict)
    valid_until: datetime | None = None
    permission: str | None = None
