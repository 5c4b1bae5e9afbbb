"""A site's terms: which links lead to them, and what they say to machines.

``links`` finds them on any page by how sites call them (``names``, data/terms.toml);
``reading`` reads such a page.
"""

from __future__ import annotations

from newscrawl.policy.terms.links import TermsLink, terms_links
from newscrawl.policy.terms.names import Rank
from newscrawl.policy.terms.reading import TermsReading, read_terms

__all__ = ["Rank", "TermsLink", "TermsReading", "read_terms", "terms_links"]
