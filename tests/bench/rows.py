# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of the bench: what ours costs and what its peer does, and their table.
limits.tsv says what limits a row that misses its goal, up to which ratio."""

import fnmatch
from dataclasses import dataclass
from pathlib import Path

LIMITS = Path(__file__).parent / "limits.tsv"
TITLES = ("", "ours", "peer", "ratio", "goal")


@dataclass(frozen=True)
class Row:
    """Lower is better. The goal is the ratio that is allowed; None: whatever
    it is, it is only told."""
    metric: str
    unit: str
    ours: float
    peer: float
    peer_name: str
    goal: float = None

    @property
    def missed(self):
        return self.goal is not None and self.ours > self.goal * self.peer

    @property
    def ratio(self):
        if self.peer:
            return self.ours / self.peer
        return float("inf") if self.ours else 1.0

    @property
    def title(self):
        """What tells it from all others."""
        return f"{self.metric}, {self.unit}"

    @property
    def fields(self):
        """A line of results.tsv."""
        return (self.metric, self.unit, number(self.ours), number(self.peer),
                self.peer_name, f"{self.ratio:.3f}")


def number(value):
    return f"{value:.1f}".removesuffix(".0")


def results(rows):
    """The text of results.tsv."""
    return "".join("\t".join(row.fields) + "\n" for row in rows)


@dataclass(frozen=True)
class Limit:
    """Why rows miss their goal; pattern is of their titles. What is beyond the
    ratio it doesn't explain."""
    pattern: str
    ratio: float
    why: str


def limits():
    """Those of limits.tsv."""
    lines = [line.split("\t") for line in LIMITS.read_text().splitlines()]
    return [Limit(pattern, float(ratio), why)
            for pattern, ratio, why in lines]


def limit_of(row, known):
    """None where nobody knows."""
    return next((limit for limit in known
                 if fnmatch.fnmatchcase(row.title, limit.pattern)), None)


def unexplained(row, known):
    """What to say of a miss; None where that is explained."""
    limit = limit_of(row, known)
    if not limit:
        return f"{row.title}: missed, and limits.tsv doesn't say why"
    if row.ratio > limit.ratio:
        return (f"{row.title}: {row.ratio:.3f} is more than the "
                f"{limit.ratio:g} that limits.tsv explains")
    return None


def wrong(rows, known):
    """What a reader of the table has to be told besides: misses that nobody has
    explained, and explanations of what is no miss."""
    missed = [row for row in rows if row.missed]
    titles = [row.title for row in rows]
    return [*filter(None, (unexplained(row, known) for row in missed)),
            *(f"limits.tsv: {limit.pattern}: no row of that name misses its "
              "goal" for limit in known if not fnmatch.filter(
                  [row.title for row in missed], limit.pattern)),
            *(f"{title}: there are several" for title in sorted(set(titles))
              if titles.count(title) > 1)]


def cells(row):
    goal = "" if row.goal is None else f"{row.goal:g}"
    return (row.title, number(row.ours),
            f"{number(row.peer)} ({row.peer_name})", f"{row.ratio:.3f}",
            f"**{goal}, missed**" if row.missed else goal)


def table(rows, known):
    """Markdown: all rows, and behind them what limits those that miss."""
    lines = [TITLES, ["---"] * len(TITLES), *map(cells, rows)]
    text = [f"| {' | '.join(line)} |" for line in lines]
    reasons = {}
    for row in rows:
        if row.missed and (limit := limit_of(row, known)):
            reasons.setdefault(limit.why, []).append(row.title)
    if reasons:
        text.append("")
    text += [f"- {', '.join(metrics)}: {why}"
             for why, metrics in reasons.items()]
    return "\n".join(text)
