"""Predictions for the policy vectors: ``python -m tests.conformance.policy VECTORS_DIR``.

Writes one JSON object a line, ``{"id", "got"}``, to standard output, through the public
functions of the package. ``expected`` is taken out of a row before it is looked at. A
signal is one entry of ``READERS``, by the name of its file of vectors.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl import examine
from newscrawl.document import Document, parse
from newscrawl.extraction import extract
from newscrawl.page import Page
from newscrawl.policy.model import Level, Statement
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.kinds import effects_of as notice_effects
from newscrawl.policy.signals.ai_txt import ai_txt_statements
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer, Outcome
from newscrawl.policy.signals.directives import directive_statements
from newscrawl.policy.signals.effects import strongest
from newscrawl.policy.signals.http_status import read_status
from newscrawl.policy.signals.licences import Claims
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.retry_after import retry_after
from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_copy import RobotsCopy, robots_url
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT
from newscrawl.policy.signals.robots_usage import licence_documents, robots_statements
from newscrawl.policy.signals.rsl import declared_documents, linked_documents
from newscrawl.policy.signals.rsl_document import read_rsl, terms_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.tdmrep import (
    Reservation,
    page_reservations,
    read_tdmrep,
    tdm_statements,
)
from newscrawl.policy.signals.trust_txt import trust_txt_statements
from newscrawl.urls import is_web_url

Row = dict[str, Any]

AI_KINDS = frozenset({Kind.AI_BAN, Kind.TDM_RESERVATION})

SITE = "https://news.example"
URL = f"{SITE}/robots.txt"
NOW = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
RULES = b"User-agent: *\nDisallow: /tutup/\n"
DECISIONS = {Outcome.FOUND: "parse", Outcome.ABSENT: "allow_all"}


def robots(row: Row, directory: Path) -> str:
    if "robots_txt" in row:
        body = row["robots_txt"].encode("utf-8", "surrogatepass")
    elif "robots_b64" in row:
        body = base64.b64decode(row["robots_b64"])
    else:
        body = (directory / "blobs" / Path(row["robots_file"]).name).read_bytes()
    return "allow" if read_robots(body).decide(row["url"], row["user_agent"]).allowed else "deny"


def robots_http(row: Row, _: Path) -> Row:
    given = row["input"]
    if "robots_url" in given:
        decision = "scope_ok" if governs(given["robots_url"], given["page"]) else "scope_bad"
        return {"decision": decision, "cache_seconds_max": None}
    prior = prior_copy(given)
    copy = judge_answer(URL, answer_of(given), NOW, prior)
    is_prior = (
        prior is not None
        and copy.document.body == prior.document.body
        and copy.outcome is prior.outcome
    )
    decision = DECISIONS.get(copy.outcome, "deny_all")
    return {
        "decision": "use_cache" if is_prior else decision,
        "cache_seconds_max": int((copy.document.expires_at - copy.fetched_at).total_seconds()),
        "retry": copy.outcome.is_passing,
    }


def governs(robots: str, page: str) -> bool:
    try:
        return robots == robots_url(page)
    except ValueError:
        return False


def prior_copy(given: Row) -> RobotsCopy | None:
    if given.get("prior") is None:
        return None
    fetched_at = NOW - timedelta(seconds=given.get("prior_age_s", 0))
    return judge_answer(URL, Answer(200, body=given["prior"].encode()), fetched_at)


def answer_of(given: Row) -> Answer:
    """Return what a fetcher would report of the exchange that a row describes."""
    headers = dict(given.get("headers") or {})
    if "content_type" in given:
        headers["Content-Type"] = given["content_type"]
    if given.get("network"):
        return Answer(failure=given["network"])
    if given.get("loop"):
        return Answer(302, redirects=MAX_REDIRECTS + 1)
    hops, location = given.get("hops", 0), given.get("location", "/robots.txt")
    if hops and not is_followed(location):
        return Answer(given.get("hop_status", 302), redirects=hops)
    body, complete = body_of(given)
    status = given.get("status", given.get("final_status", 200))
    return Answer(status, headers.items(), body, hops, complete)


def is_followed(location: str | None) -> bool:
    return bool(location and (":" not in location or location.startswith("http")))


def body_of(given: Row) -> tuple[bytes, bool]:
    if given.get("endless") or "body_bytes" in given:
        return RULES + b"#" * SIZE_LIMIT, True
    if "gzip_bomb_mib" in given:
        return decoded(zlib.compress(RULES + b"\n" * 2 * SIZE_LIMIT))
    body = (given.get("body") or "").encode()
    if given.get("content_encoding") == "gzip":
        packed = zlib.compress(body)
        return decoded(packed[::-1] if given.get("corrupt") else packed)
    return body, not given.get("truncated")


def decoded(packed: bytes) -> tuple[bytes, bool]:
    try:
        return zlib.decompressobj().decompress(packed, SIZE_LIMIT + 1), True
    except zlib.error:
        return b"", False


def retry_after_seconds(row: Row, _: Path) -> Row:
    given = row["input"]
    now = datetime.fromisoformat(given["now"])
    return {"seconds": retry_after(given["value"], now, given.get("date_header"))}


def tdmrep(row: Row, _: Path) -> Row:
    given = row["input"]
    if given["carrier"] == "file":
        found = [read_tdmrep(given["body"].encode(), f"{SITE}{given['path']}")]
    elif given["carrier"] == "combined":
        said = {name: given.get(name) for name in ("file", "header", "meta")}
        found = [Reservation(value) for value in said.values()]
    else:
        found = [*page_reservations(page_of(given))]
    source = Source(SITE)
    effects = [statement.effects for statement in tdm_statements(found, source)]
    values = [each.value for each in found if each.value is not None]
    return {
        "reservation": max(values, default=None),
        "policy": next((each.policy for each in found if each.policy), None),
        "effects": named(strongest(effects)),
    }


def x_robots(row: Row, _: Path) -> Row:
    given = row["input"]
    fields = tuple(("X-Robots-Tag", field) for field in given["fields"])
    return directives(parse(Page.of_response(b"", url=URL, headers=fields)), given)


def meta_robots(row: Row, _: Path) -> Row:
    return directives(page_of(row["input"]), row["input"])


def directives(document: Document, given: Row) -> Row:
    now = datetime.fromisoformat(given["now"])
    found = [*directive_statements(document, Source(URL), given["agent"], now)]
    kinds = {kind for statement in found for kind in statement.kinds}
    if "unavailable" in kinds:
        kinds.add("noindex")
    named_kinds = ("noindex", "nofollow", "noarchive", "nosnippet", "noai", "noimageai")
    return {
        **{kind: kind in kinds for kind in named_kinds},
        "effects": named(strongest(statement.effects for statement in found)),
    }


def licence(row: Row, _: Path) -> Row:
    found = examine(row["input"]["html"].encode(), url=f"{SITE}/a")
    document = page_of(row["input"])
    claims = Claims(document)
    licences = claims.licences()
    known = next((claim for claim in licences if claim.licence), None)
    free = {claim.is_free for claim in claims.paywalls()} - {None}
    notices = [each for each in found.statements if each.signal == "notice"]
    # The vectors ask what a notice says of AI; one that also forbids crawling denies more.
    bans = [AI_KINDS.intersection(each.kinds) for each in notices]
    effects = [each.effects for each in found.statements if each.signal != "notice"]
    effects += [notice_effects(kinds, Level.CERTAIN) for kinds in bans]
    return {
        "licence": known.licence.name if known and known.licence else None,
        "url": next((claim.text for claim in [*filter(None, [known]), *licences]), None),
        "holder": extract(document).copyright_holder,
        "paywalled": None if not free else False in free,
        "ai_notice": any(bans),
        "remedy": next((claim.text for claim in claims.terms() if is_web_url(claim.text)), None),
        "effects": named(strongest(effects)),
    }


def aipref(row: Row, _: Path) -> Row:
    given = row["input"]
    said: list[Statement] = []
    if given["carrier"] == "robots":
        copy, url = copy_of(given["robots_txt"]), f"{SITE}{given['path']}"
        if not copy.decide(url, given["user_agent"], NOW).allowed:
            return {"train-ai": "n/a", "search": "n/a", "crawl": "deny"}
        said += robots_statements(copy, url, given["user_agent"])
    if "robots_statement" in given:
        rule = f"User-agent: *\nContent-Usage: {given['robots_statement']}\n"
        said += robots_statements(copy_of(rule), f"{SITE}/a", "newscrawl")
    said += headers_of("Content-Usage", given.get("fields", ()))
    kinds = {kind for statement in said for kind in statement.kinds}
    answers = {
        label: "disallow" if f"{label}=n" in kinds else "allow" if f"{label}=y" in kinds else None
        for label in ("train-ai", "search")
    }
    return {
        **{label: answer or "unknown" for label, answer in answers.items()},
        "effects": effects_in(said),
    }


def content_signal(row: Row, _: Path) -> Row:
    given = row["input"]
    if "http_field" in given:
        said = headers_of("Content-Signal", [given["http_field"]])
    else:
        copy, url = copy_of(given["robots_txt"]), f"{SITE}{given['path']}"
        said = robots_statements(copy, url, given["user_agent"])
    stated: Row = {}
    for kind in (kind for statement in said for kind in statement.kinds):
        key, _, value = kind.partition("=")
        if value == "no" or key not in stated:
            stated[key] = value
    unset = dict.fromkeys(("search", "ai-input", "ai-train"), "unset")
    return {**unset, **stated, "effects": effects_in(said)}


def ai_txt(row: Row, _: Path) -> Row:
    given = row["input"]
    said = ai_txt_statements(given["body"].encode(), given["url"], "newscrawl", Source(SITE))
    kinds = [{"disallow": "deny"}.get(kind, kind) for each in said for kind in each.kinds]
    return {"ai-train": next(iter(kinds), "unset"), "effects": effects_in(said)}


def trust_txt(row: Row, _: Path) -> Row:
    said = trust_txt_statements(row["input"]["body"].encode(), Source(SITE))
    kinds = [kind for each in said for kind in each.kinds]
    return {"datatrainingallowed": next(iter(kinds), "unset"), "effects": effects_in(said)}


def rsl(row: Row, _: Path) -> Row:
    given = row["input"]
    match given["carrier"]:
        case "document":
            return rsl_document(given["body"].encode(), f"{SITE}{given['path']}")
        case "robots":
            return {
                "documents": [*licence_documents(copy_of(given["robots_txt"]), given["user_agent"])]
            }
        case "rss":
            found = read_rsl(given["xml"].encode(), given.get("url", f"{SITE}/a"))
            return {"documents": ["inline"] if found.found else []}
        case "link-header":
            headers = [("Link", each) for each in given["fields"]]
            return {
                "documents": [*linked_documents(Page.of_response(b"", url=URL, headers=headers))]
            }
        case _:
            return {"documents": [*declared_documents(page_of(given))]}


def rsl_document(body: bytes, url: str) -> Row:
    found = read_rsl(body, url)
    return {
        "effects": effects_in(terms_statements(found, "", Source(SITE))),
        "crawl": "allow" if found.may_fetch else "deny",
        "duties": [*found.duties],
        "remedy": found.remedy,
        "max_age_days": found.max_age_days,
    }


def http_status(row: Row, _: Path) -> Row:
    given = row["input"]
    headers = {name.lower(): value for name, value in given["headers"].items()}
    now = datetime.fromisoformat(given["now"]) if "now" in given else NOW
    found = read_status(given["status"], headers, now)
    return {
        "decision": str(found.decision),
        "access": str(found.access) if found.access else None,
        "wait": found.wait,
        "price": found.price,
        "alarm": found.alarm,
    }


def copy_of(robots_txt: str) -> RobotsCopy:
    return judge_answer(URL, Answer(200, body=robots_txt.encode()), NOW)


def headers_of(name: str, fields: Iterable[str]) -> tuple[Statement, ...]:
    headers = [(name, field) for field in fields]
    return page_statements(parse(Page.of_response(b"", url=URL, headers=headers)), NOW)


def effects_in(said: Iterable[Statement]) -> Row:
    return named(strongest(each.effects for each in said))


def named(effects: Any) -> Row:
    return {str(purpose): str(effect) for purpose, effect in effects.items()}


def page_of(given: Row) -> Document:
    headers = (given.get("headers") or {}).items()
    return parse(Page.of_response(given.get("html", "").encode(), url=f"{SITE}/a", headers=headers))


READERS: dict[str, Callable[[Row, Path], Any]] = {
    "tdmrep": tdmrep,
    "x_robots": x_robots,
    "meta_robots": meta_robots,
    "licence": licence,
    "aipref": aipref,
    "content_signal": content_signal,
    "ai_txt": ai_txt,
    "trust_txt": trust_txt,
    "rsl": rsl,
    "http_status": http_status,
    "robots": robots,
    "robots_http": robots_http,
    "retry_after": retry_after_seconds,
}


def predictions(directory: Path) -> Iterator[Row]:
    for signal, read in READERS.items():
        path = directory / f"{signal}.jsonl"
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                row.pop("expected", None)
                yield {"id": row["id"], "got": read(row, directory)}


def main() -> None:
    for prediction in predictions(Path(sys.argv[1])):
        print(json.dumps(prediction))


if __name__ == "__main__":
    main()
