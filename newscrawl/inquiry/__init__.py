"""One URL or file asked about: may it be requested, and what may be done with it.

``spider`` asks, ``finding`` is the answer, ``report`` words it for a person.
"""

from __future__ import annotations

from newscrawl.inquiry.finding import Finding, finding_of_file
from newscrawl.inquiry.report import report
from newscrawl.inquiry.spider import Inquiry

__all__ = ["Finding", "Inquiry", "finding_of_file", "report"]
