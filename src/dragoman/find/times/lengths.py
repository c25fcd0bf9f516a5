"""Lengths of time, and what comes again and again."""

from dragoman.find.times.anchors import Story
from dragoman.find.times.reading import Place, Reading

ISO_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W",
    "weekend": "D", "month": "M", "year": "Y", "decade": "Y", "century": "Y", "millennium": "Y", "moments": "TS",
}  # fmt: skip
TIMES = {"fortnight": 2, "weekend": 2, "decade": 10, "century": 100, "millennium": 1000}  # of the ISO unit


def duration(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """A length of time."""
    unit = parts.get("unit") or parts.get("units") or parts.get("vague") or ""
    if "number" not in parts and "digits" not in parts:
        amount: float | None = 1.0 if "unit" in parts and "vague" not in parts else None
    else:
        amount = amount_of(parts)
    return Reading("duration", None, _iso(amount, unit), reason="a length of time")


def set_of(parts: dict[str, str], _: Story, __: Place) -> Reading:
    """What comes again and again."""
    if "set_word" in parts:
        return Reading("set", None, parts["set_word"], reason="it comes again and again")
    unit = parts.get("unit") or parts.get("units") or ("week" if "weekday" in parts else "day")
    amount = amount_of(parts) if "number" in parts or "digits" in parts else 1.0
    return Reading("set", None, _iso(amount, unit), reason="it comes again and again")


def amount_of(parts: dict[str, str]) -> float | None:
    """The number in words or digits; None where it is vague ("several")."""
    if "digits" in parts:
        return float(parts["digits"].replace(",", ""))
    word = parts.get("number")
    if word is None or word == "X":
        return None
    ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return float(word) + (ones.index(parts["ones"].lower()) if "ones" in parts else 0)


def _iso(amount: float | None, unit: str) -> str:
    """A length of time in ISO 8601, with X for a number that the words leave open, as TIMEX3 has it."""
    letters = ISO_UNITS[unit]
    number = "X" if amount is None else f"{amount * TIMES.get(unit, 1):g}"
    return f"P{letters[:-1]}{number}{letters[-1]}"
