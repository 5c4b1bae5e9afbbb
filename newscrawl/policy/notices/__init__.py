"""Human notices: sentences with legal weight, found, understood and quoted."""

from __future__ import annotations

from newscrawl.policy.notices.detector import find_notices, read_text
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.notice import Notice, Part, statements

__all__ = ["Kind", "Notice", "Part", "find_notices", "read_text", "statements"]
