"""What a soak measured, and what of it breaks a bound. Pure."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_GROWTH = 0.10
_GROWTH_BYTES = 30 << 20
"""Memory may grow by the larger of both, after the first fifth of the time."""


@dataclass
class Soak:
    """Counts and samples of one run.

    Attributes:
        statuses: answers by kind of request and status; 0 where no answer came.
        unasked: 503 answers without Retry-After, by kind.
        seconds: how long answers took, by kind.
        memory: resident bytes of each worker process, in the order of time.
        connections: to the database over all workers, in the order of time.
        most_connections: what their bounds allow.
        unanswered: what came instead of an answer.
    """

    most_connections: int
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    unasked: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[int, list[int]] = field(default_factory=dict)
    connections: list[int] = field(default_factory=list)
    unanswered: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, status: int, seconds: float, headers: Mapping[str, str]) -> None:
        self.statuses[kind, status] += 1
        self.seconds.setdefault(kind, []).append(seconds)
        if status == 503 and "retry-after" not in headers:
            self.unasked[kind] += 1

    def violations(self) -> list[str]:
        """Empty when everything held."""
        return [*self._failures(), *self._memory_growth(), *self._too_many_connections()]

    def lines(self) -> Iterator[str]:
        """The run as a table."""
        for kind, seconds in sorted(self.seconds.items()):
            counted = {status: n for (of, status), n in sorted(self.statuses.items()) if of == kind}
            told = ", ".join(f"{status}: {n}" for status, n in counted.items())
            p50, p99 = (1e3 * percentile(seconds, share) for share in (0.5, 0.99))
            yield f"{kind:16} p50 {p50:7.1f} ms  p99 {p99:7.1f} ms  {told}"
        for pid, samples in self.memory.items():
            yield f"worker {pid}: {_megabytes(samples[0])} MB at first, {_megabytes(max(samples))} at most, {_megabytes(samples[-1])} at last"
        for error, n in sorted(self.unanswered.items()):
            yield f"without an answer: {error} {n} times"
        yield f"connections: {max(self.connections, default=0)} at most, {self.most_connections} allowed"

    def _failures(self) -> Iterator[str]:
        for (kind, status), n in sorted(self.statuses.items()):
            if status == 0:
                yield f"{kind}: {n} without an answer"
            elif status != 503 and status not in range(200, 400):
                yield f"{kind}: {n} with status {status}"
        for kind, n in sorted(self.unasked.items()):
            yield f"{kind}: {n} with status 503, but without Retry-After"
        if not any(status < 400 for _, status in self.statuses if status):
            yield "nothing was answered"

    def _memory_growth(self) -> Iterator[str]:
        for pid, samples in self.memory.items():
            if (grown := growth(samples)) > max(_GROWTH * max(samples[: _fifth(samples)]), _GROWTH_BYTES):
                yield f"worker {pid} grew by {_megabytes(grown)} MB"
        if len(self.memory) == 0:
            yield "no worker was seen"

    def _too_many_connections(self) -> Iterator[str]:
        if (most := max(self.connections, default=0)) > self.most_connections:
            yield f"{most} connections; the bounds allow {self.most_connections}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that a share of all do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def growth(samples: Sequence[int]) -> int:
    """By how much the middle of the last fifth lies above the most of the first fifth."""
    fifth = _fifth(samples)
    return int(percentile(samples[-fifth:], 0.5)) - max(samples[:fifth])


def _fifth(samples: Sequence[int]) -> int:
    return max(1, len(samples) // 5)


def _megabytes(size: int) -> int:
    return round(size / (1 << 20))
