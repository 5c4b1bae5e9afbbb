"""How fast robots.txt is read and decided on: ``python -m tests.benchmarks.robots``.

Prints a table: what was measured, the processor time it took, the time it may take.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time

from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT

TOKEN = "newscrawl"
DECISIONS = 100_000
PARSING = {
    "typical": 0.05,
    "agents": 0.25,
    "one group": 0.25,
    "records": 0.25,
    "record runs": 0.25,
    "blank lines": 0.25,
    "prose": 0.25,
    "misspelt": 0.25,
    "markup": 0.25,
    "rules": 0.25,
}


def filled(line: Callable[[int], str]) -> bytes:
    """Return lines up to the size limit."""

    def lines() -> Iterator[str]:
        size, number = 0, 0
        while size < SIZE_LIMIT:
            text = line(number)
            size += len(text)
            number += 1
            yield text

    return "".join(lines()).encode()[:SIZE_LIMIT]


def typical_lines(number: int) -> str:
    if number % 40 == 0:
        return f"\n# part {number}\nUser-agent: {'*' if number % 80 == 0 else f'bot-{number}'}\n"
    if number % 7 == 0:
        return f"Disallow: /*/section-{number}/print$\n"
    return f"{'Allow' if number % 5 == 0 else 'Disallow'}: /news/topic-{number}/archive\n"


def typical_site() -> bytes:
    prefixes = [f"Disallow: /part-{number}/{'x' * (number % 20)}" for number in range(40)]
    wild = [f"Disallow: /*{mark}" for mark in ("?s=", "/feed/", "/amp$", ".php$", "&print=")]
    return "\n".join(["User-agent: *", *prefixes, *wild, "Allow: /part-1/open/"]).encode()


def worst_files() -> dict[str, bytes]:
    everybody = b"User-agent: *\n"
    letters = "disalowuergnt"
    chance = random.Random(1)
    return {
        "typical": filled(typical_lines),
        "agents": filled(lambda n: f"User-agent: a{'bc'[n % 2] * (n % 9)}\n"),
        "one group": filled(lambda n: "User-agent: *\n" if n % 2 else "Disallow: /a\n"),
        "records": everybody + filled(lambda n: f"{n:x}:\n"),
        "record runs": filled(lambda n: "User-agent: a\n" if n % 2 else "x:\n"),
        "blank lines": filled(lambda _: "\n"),
        "prose": filled(lambda _: "disallow all of it\n"),
        "misspelt": everybody + filled(lambda _: "".join(chance.choices(letters, k=8)) + ":x\n"),
        "markup": b"<html>" + filled(lambda _: "<p>Disallow:/<br>\n"),
        "rules": everybody + filled(lambda n: f"Disallow:{n:x}\n"),
    }


def wildcard_bombs() -> dict[str, bytes]:
    everybody = b"User-agent: *\n"
    return {
        "stars": everybody + b"Disallow: /" + b"*a" * 250_000 + b"b$\n",
        "short stars": everybody + filled(lambda n: f"Disallow: /{'*a' * 20}*{n:x}b\n"),
        "long pieces": everybody + filled(lambda n: f"Disallow: /*{'a' * 45}b{'a' * 45}{n:x}\n"),
        "nested": everybody + filled(lambda n: f"Disallow: /{'a' * n}\n"),
        "many pieces": everybody + filled(lambda n: f"Disallow:*a{n:x}\n"),
        "read twice": everybody + filled(lambda n: f"Disalow:*a*b{n:x}\n"),
    }


def decided(body: bytes) -> None:
    read_robots(body).decide("https://a.test/x", TOKEN)


def timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = process_time()
        work()
        best = min(best, process_time() - start)
    return best


def report(name: str, seconds: float, allowed: float) -> None:
    mark = "" if seconds <= allowed else "  TOO SLOW"
    print(f"{name:28} {seconds * 1000:9.2f} ms   of {allowed * 1000:7.0f} ms{mark}")


def main() -> None:
    for name, body in worst_files().items():
        report(f"parse {name}", timed(partial(read_robots, body)), PARSING[name])
        report(f"parse, decide {name}", timed(partial(decided, body)), 2 * PARSING[name])
    for length in (2_000, 8_000, 60_000):
        url = "https://a.test/./" + "a" * length
        for name, body in wildcard_bombs().items():
            decide = partial(read_robots(body).group(TOKEN).decide, url)
            report(f"match {name}, {length}", timed(decide), 1.0)
    robots = read_robots(typical_site())
    urls = [f"https://a.test/news/{n}/a-story-of-the-day-{n}.html" for n in range(1000)]
    work = timed(
        lambda: [robots.decide(url, TOKEN) for _ in range(DECISIONS // 1000) for url in urls]
    )
    report(f"{DECISIONS} decisions", work, 1.0)


if __name__ == "__main__":
    main()
