"""Rounds of measurements as a table."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.load import Result
from benchmarks.questions import BARE, OURS, Question

BEGIN, END = "<!-- table: make bench -->", "<!-- end of the table -->"
# The targets: so many times the requests per second of Wagtail's own, and the p99 in p50s.
TIMES: Final = 20
SPREAD: Final = 5
README = Path(__file__).with_name("README.md")


@dataclass
class Measured:
    """All rounds of one question asked of one of them. Medians: one round may have been disturbed."""

    rounds: list[Result] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(each.rate for each in self.rounds)

    def percentile(self, share: float) -> float:
        return statistics.median(each.percentile(share) for each in self.rounds)

    @property
    def cost(self) -> float:
        return statistics.median(each.cost for each in self.rounds)

    @property
    def failures(self) -> int:
        return sum(sum(each.failures.values()) for each in self.rounds)

    @property
    def spread(self) -> float:
        return self.percentile(0.99) / self.percentile(0.5)


Table = dict[tuple[str, str], Measured]


def rows(asked: Sequence[Question], measured: Table, sizes: dict[tuple[str, str], int]) -> list[str]:
    """A Markdown table; the ratios are ours to theirs."""
    lines = [
        "| question | asked of | requests/s | p50 ms | p99 ms | p99/p50 | processor ms | ours is"
        " | by processor | bytes |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for question in asked:
        ours = measured[question.name, OURS]
        for name in question.ways:
            found = measured[question.name, name]
            times, cheaper = (
                ("", "")
                if name == OURS
                else (f"{ours.rate / found.rate:.1f} ×", f"{found.cost / ours.cost:.1f} ×")
            )
            size = sizes.get((question.name, name))
            lines.append(
                f"| {question.name} | {name} | {found.rate:,.0f} | {found.percentile(0.5):.1f} |"
                f" {found.percentile(0.99):.1f} | {found.spread:.1f} |"
                f" {found.cost:.2f} | {times} | {cheaper} | {f'{size:,}' if size else ''} |"
            )
    return lines


def missed(asked: Sequence[Question], measured: Table) -> list[str]:
    """The targets that were not reached, one line each."""
    found = []
    for question in asked:
        if not question.in_target:
            continue
        ours = measured[question.name, OURS]
        for name in set(question.ways) - {OURS, BARE}:
            if (times := ours.rate / measured[question.name, name].rate) < TIMES:
                found.append(f"{question.name}: {times:.1f} times {name}, not {TIMES}")
        if ours.spread >= SPREAD:
            found.append(f"{question.name}: p99 is {ours.spread:.1f} times p50, not under {SPREAD}")
    return sorted(found)


def write(lines: Sequence[str]) -> None:
    """Put the lines between the marks in README.md."""
    before, _, rest = README.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text("\n".join([before + BEGIN, "", *lines, "", END + after]))
