"""What is known of single publishers: rules read from data, one small file a domain."""

from __future__ import annotations

from newscrawl.publishers.registry import domains, read_rules, rules_for
from newscrawl.publishers.rules import EXPECTED, FIELDS, Rules

__all__ = ["EXPECTED", "FIELDS", "Rules", "domains", "read_rules", "rules_for"]
