"""The acquire gate: whether a URL may be requested at all, asked before every request.

It knows the robots.txt of each origin (``robots``), what its other policy files say (``policies``,
``site_files``), each asked for once (``asking``, ``sharing``), and the sites that want us gone
(``stops``); it answers from these (``gate``), and tells the frontier how each host wants to be
visited (``pacing``). ``newscrawl.middlewares.acquire`` stands at the door.
"""

from __future__ import annotations

from newscrawl.gate.gate import AcquireGate, gate_of
from newscrawl.gate.model import Clearance, GateRefused, Refusal

__all__ = ["AcquireGate", "Clearance", "GateRefused", "Refusal", "gate_of"]
