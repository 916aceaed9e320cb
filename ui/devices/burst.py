"""Tells a barcode reader, which types faster than hands, from a person; it sees no screen."""

from __future__ import annotations

from dataclasses import dataclass, field

FASTEST_HAND_MS = 40
"""Readers send a key every 1-20 ms; nobody types that fast for six keys."""
SHORTEST = 6


@dataclass(slots=True)
class Burst:
    """Collects keys; `feed` gives the whole code when a fast run ends with Enter."""

    _keys: list[str] = field(default_factory=list)
    _last: int = -FASTEST_HAND_MS

    @property
    def held(self) -> str:
        """What has come so far and is not yet known to be a person's or a reader's."""
        return "".join(self._keys)

    def feed(self, text: str, now: int) -> str:
        """One key (a carriage return for Enter) at `now` in ms: the code it completes, or ""."""
        if now - self._last > FASTEST_HAND_MS:
            self._keys.clear()
        self._last = now
        if text in {"\r", "\n"}:
            code, run = self.held, len(self._keys)
            self._keys.clear()
            return code if run >= SHORTEST else ""
        self._keys.append(text)
        return ""

    def give_up(self) -> str:
        """No key followed in time: what was held is a person's after all."""
        held = self.held
        self._keys.clear()
        return held
