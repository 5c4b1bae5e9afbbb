"""The gates: whether a URL may be requested at all, and what may be done with what has come.

The acquire gate is asked before every request. It knows the robots.txt of each origin
(``robots``), what its other policy files say (``policies``, ``site_files``), each asked for once
(``asking``, ``sharing``), and the sites that want us gone (``stops``); it answers from these
(``gate``), and tells the frontier how each host wants to be visited (``pacing``); where the
scheduler is another project's, Scrapy's own slots (``slots``). The use gate judges what has come
(``use``). ``newscrawl.middlewares`` stand at the doors.
"""

from __future__ import annotations

from newscrawl.gate.gate import AcquireGate, gate_of
from newscrawl.gate.model import (
    Clearance,
    GateRefused,
    NoPage,
    Reading,
    Refusal,
    UseRefused,
)
from newscrawl.gate.use import UseGate

__all__ = [
    "AcquireGate",
    "Clearance",
    "GateRefused",
    "NoPage",
    "Reading",
    "Refusal",
    "UseGate",
    "UseRefused",
    "gate_of",
]
