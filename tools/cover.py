"""Owns how coverage is told and when it falls short: the parts that bear rules, then the rest.

Reads build/coverage.json, which `make cover` leaves; lines and branches count alike.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

REPORT = Path(__file__).resolve().parents[1] / "build" / "coverage.json"
WHOLE = ("kiosk/domain/", "kiosk/trust.py", "kiosk/keys.py", "sync/wire.py", "sync/exchange.py")
PARTS = ("kiosk/", "sync/", "printing/", "ui/")


def main() -> int:
    """Print one line a part, and below it each of its modules that is short.

    Returns 1 where a module that bears rules is not whole, or a part below its floor.
    """
    files = json.loads(REPORT.read_text(encoding="utf-8"))["files"]
    counts = {name: file["summary"] for name, file in files.items()}
    whole = {name: count for name, count in counts.items() if name.startswith(WHOLE)}
    rest = {name: count for name, count in counts.items() if name not in whole}
    is_short = [min(tell(whole, WHOLE, 100)) < 100, min(tell(rest, PARTS, 90)) < 90]
    return int(any(is_short))


def tell(counts: Mapping[str, Mapping[str, int]], parts: tuple[str, ...], floor: int) -> list[float]:
    """Print how far these parts are from the floor; returns the percent of lines and branches of each."""
    print(f"at least {floor} %:")
    shares = []
    for part in parts:
        inside = {name: count for name, count in counts.items() if name.startswith(part)}
        shares.append(share(*inside.values()))
        print(f"  {part:40}{shares[-1]:6.1f}")
        for name, count in sorted(inside.items()):
            if name != part and share(count) < floor:
                print(f"    {name:38}{share(count):6.1f}")
    return shares


def share(*counts: Mapping[str, int]) -> float:
    """Percent of lines and branches reached, over all these files."""
    reached = sum(count["covered_lines"] + count.get("covered_branches", 0) for count in counts)
    there = sum(count["num_statements"] + count.get("num_branches", 0) for count in counts)
    return 100 * reached / there if there else 100.0


if __name__ == "__main__":
    sys.exit(main())
