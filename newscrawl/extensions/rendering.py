"""The summary as a person reads it: plain lines, colour only where a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from newscrawl.text.cleaning import clean, collapse

__all__ = ["render"]

_LABEL_WIDTH = 14
_DID = {
    "live": "told of without content",
    "flag": "kept and flagged",
    "redact": "kept without content",
    "drop": "dropped",
}
_MOST_PLACES = 20
_MOST_FAMILIES = 5
_MINUTE, _HOUR = 60, 3600


def render(summary: Mapping[str, Any]) -> Text:
    """Return the lines of *summary*, shaped as :class:`newscrawl.extensions.summary.Summary` does.

    No line holds control characters, whatever the pages and file names brought.
    """
    lines = [Text(), _title(summary), *_counts(summary), *_failures(summary), *_places(summary)]
    return Text("\n").join([*lines, Text()])


def _title(summary: Mapping[str, Any]) -> Text:
    head = f"{summary['spider']} run {summary['run']}"
    return Text.assemble(
        (head, "bold"), f"  {summary['reason']} in {_duration(summary['seconds'])}"
    )


def _counts(summary: Mapping[str, Any]) -> Iterator[Text]:
    pages, duplicates = summary["pages"], summary["duplicates"]
    if killed := summary.get("killed_before"):
        yield _row("Before", f"run {', '.join(map(str, killed))} of this job was killed", "yellow")
    read = {"read": pages["examined"], "gone": pages.get("gone", 0), "failed": pages["failed"]}
    yield _row("Pages", _listed(read))
    if pages.get("passed_over"):
        known = f"{pages['passed_over']:,} known from an earlier run and passed over"
        yield _row("", f"{known} (-a force=1 examines them anew)")
    if pages["links_skipped"]:
        yield _row("", f"{_plural(pages['links_skipped'], 'symbolic link')} not followed")
    yield _row("Articles", f"{summary['articles']:,} stored")
    yield from _known(summary)
    yield from _restricted(summary)
    yield from _refused(summary.get("refused", ()))
    yield from _named("Stopped", summary.get("stopped", {}), "the whole site")
    yield from _named("Left", summary.get("left", {}), "for this run")
    yield from _left_over(summary.get("left_over"))
    yield from _terms(summary.get("terms"))
    yield from _left_aside(summary)
    yield from _reviews(summary)
    yield from _stalls(summary)
    yield from _stale(summary.get("stale_rules", {}))
    if any(duplicates.values()):
        yield _row("Duplicates", f"{_listed(duplicates)}; dropped")
    if summary["near_duplicates"]:
        yield _row("Near", f"{summary['near_duplicates']:,} linked to articles like them")


def _known(summary: Mapping[str, Any]) -> Iterator[Text]:
    if summary.get("changed"):
        yield _row("Changed", f"{summary['changed']:,} since an earlier run")
    known = {
        "not asked again": summary.get("known", 0),
        "unchanged": summary["pages"].get("unchanged", 0) + summary.get("seen_again", 0),
    }
    if any(known.values()):
        yield _row("Known", _listed(known))


def _restricted(summary: Mapping[str, Any]) -> Iterator[Text]:
    groups = summary["restricted"]
    if groups:
        total = sum(group["count"] for group in groups)
        yield _row("Restricted", f"{total:,} {_DID[summary['treatment']]}", "yellow")
    for group in groups:
        reason = f"{group['count']:,} {group['decision']}: {group['kind']}"
        yield _row("", reason + (f", {group['holder']}" if group["holder"] else ""))
        if group["quote"]:
            yield _quote(group["quote"])


def _refused(groups: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    if groups:
        total = sum(group["count"] for group in groups)
        yield _row("Not asked", f"{total:,} of the addresses found", "yellow")
    for group in groups[:_MOST_PLACES]:
        yield _row("", f"{group['count']:,} {group['signal']}: {group['host']}")
        if group["quote"]:
            yield _quote(group["quote"])
    yield from _more(len(groups) - _MOST_PLACES)


def _named(label: str, places: Mapping[str, str], extent: str) -> Iterator[Text]:
    for position, (name, reason) in enumerate(list(places.items())[:_MOST_PLACES]):
        yield _row("" if position else label, f"{name}, {extent}: {reason}", "yellow")
    yield from _more(len(places) - _MOST_PLACES)


def _left_over(left: Mapping[str, Any] | None) -> Iterator[Text]:
    if not left or not left["requests"]:
        return
    fate = "kept for the next run of this job" if left["kept"] else "not kept, for want of a JOBDIR"
    yield _row("Left over", f"{_plural(left['requests'], 'queued request')}, {fate}", "yellow")
    hosts = [f"{count:,} {host}" for host, count in left["hosts"].items()]
    yield _row("", ", ".join(hosts[:_MOST_FAMILIES]) + (", ..." if hosts[_MOST_FAMILIES:] else ""))


def _terms(terms: Mapping[str, Any] | None) -> Iterator[Text]:
    if not terms or not (terms["read"] or terms["unread"]):
        return
    yield _row("Terms", f"{_plural(terms['read'], 'page')} read")
    for url, failure in list(terms["unread"].items())[:_MOST_PLACES]:
        yield _row("", f"{url}, not read: {failure}", "yellow")
    yield from _more(len(terms["unread"]) - _MOST_PLACES)


def _left_aside(summary: Mapping[str, Any]) -> Iterator[Text]:
    if resting := summary.get("resting"):
        yield _row("Not yet due", _plural(len(resting), "source"))
    if unwanted := summary.get("unwanted"):
        yield _row("Not wanted", _listed(unwanted))
    if traps := summary.get("traps"):
        yield _row("Traps", f"{_listed(traps)}; not entered")
    if in_vain := summary.get("in_vain"):
        total = sum(in_vain.values())
        yield _row("In vain", f"{total:,} not asked, for addresses like them led nowhere")
    for family, count in list(summary.get("in_vain", {}).items())[:_MOST_FAMILIES]:
        yield _row("", f"{count:,} {family}")


def _reviews(summary: Mapping[str, Any]) -> Iterator[Text]:
    if summary["review_count"]:
        yield _row("To review", _plural(summary["review_count"], "probable notice"), "yellow")
    for review in summary["review"]:
        told = f"{review['host'] or 'a file'}: {review['kind']}"
        yield _row("", f"{told}, on {_plural(review['count'], 'item')}, read in {review['name']}")
        yield _quote(review["quote"])
    yield from _more(summary["review_count"] - len(summary["review"]))


def _stalls(summary: Mapping[str, Any]) -> Iterator[Text]:
    stalls = summary.get("stalls", ())
    for position, stall in enumerate(stalls[:_MOST_PLACES]):
        name = stall["url"] or stall["source"]
        told = f"{name}, {stall['what']} since {stall['since']}: {stall['detail']}"
        yield _row("" if position else "Stalled", told, "yellow")
    yield from _more(summary.get("stall_count", 0) - min(len(stalls), _MOST_PLACES))


def _stale(rules: Mapping[str, int]) -> Iterator[Text]:
    for position, (rule, count) in enumerate(list(rules.items())[:_MOST_PLACES]):
        told = f"{rule} on {_plural(count, 'page')}"
        yield _row("" if position else "Old rules", told, "yellow")
    yield from _more(len(rules) - _MOST_PLACES)


def _failures(summary: Mapping[str, Any]) -> Iterator[Text]:
    failed = summary["pages"]["failed"]
    for position, failure in enumerate(summary["failures"]):
        line = f"{failure['name']}: {failure['reason']}"
        yield _row("" if position else "Failed", line, "" if position else "red")
    place = "database" if summary.get("failures_kept", True) else "log"
    yield from _more(failed - len(summary["failures"]), place)


def _places(summary: Mapping[str, Any]) -> Iterator[Text]:
    for output in summary["outputs"]:
        yield _row("Output", f"{output['uri']} ({_plural(output['items'], 'item')})")
    yield _row("Database", summary["database"])


def _more(count: int, place: str = "database") -> Iterator[Text]:
    if count > 0:
        yield _row("", f"and {count:,} more, in the {place}", "dim")


def _row(label: str, value: str, style: str = "") -> Text:
    return Text.assemble("  ", (label.ljust(_LABEL_WIDTH), "dim"), (collapse(clean(value)), style))


def _quote(text: str) -> Text:
    return _row("", "").append(f"  “{collapse(clean(text))}”", "dim")


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{count:,} {name}" for name, count in counts.items() if count]
    return ", ".join(shown) or "none"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    if seconds < _HOUR:
        return f"{minutes} min {rest} s"
    return f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
