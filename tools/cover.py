"""Owns how the coverage of a test run is told: the parts that bear rules, then the rest; no gate yet.

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
    """Print one line a part, and below it each of its modules that is short. Returns the exit code."""
    files = json.loads(REPORT.read_text(encoding="utf-8"))["files"]
    counts = {name: file["summary"] for name, file in files.items()}
    tell({name: counts[name] for name in counts if name.startswith(WHOLE)}, WHOLE, 100)
    tell({name: counts[name] for name in counts if not name.startswith(WHOLE)}, PARTS, 90)
    return 0


def tell(counts: Mapping[str, Mapping[str, int]], parts: tuple[str, ...], aim: int) -> None:
    """Print how far these parts are from the aim, in percent of lines and branches."""
    print(f"aimed at {aim} %:")
    for part in parts:
        inside = {name: count for name, count in counts.items() if name.startswith(part)}
        if not inside:
            continue
        print(f"  {part:40}{share(*inside.values()):6.1f}")
        for name, count in sorted(inside.items()):
            if name != part and share(count) < aim:
                print(f"    {name:38}{share(count):6.1f}")


def share(*counts: Mapping[str, int]) -> float:
    """Percent of lines and branches reached, over all these files."""
    reached = sum(count["covered_lines"] + count.get("covered_branches", 0) for count in counts)
    there = sum(count["num_statements"] + count.get("num_branches", 0) for count in counts)
    return 100 * reached / there if there else 100.0


if __name__ == "__main__":
    sys.exit(main())
