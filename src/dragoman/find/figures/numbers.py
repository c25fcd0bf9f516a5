"""Written numbers: where they stand, and which number, range or bounds they give."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from dragoman.model import Record

Hedge = Literal["least", "most", "about", "exact"]
ASIDE = 40  # characters of what may be put in between the ends of a range; an estimate
BREAK = 1000  # from here on a scale closes what stands before it: "two hundred thousand" is 200 times 1,000


class FractionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language writes parts of a whole.

    Attributes:
        parts: Names of parts, with their size.
        one: Words that make one part of it ("*a* third of").
        alone: Parts that need no number before them; the others may be ordinals ("the third of May").
        of: Words behind a part of a whole ("half *of*", "half *the*").
        each: Words between two numbers that make a share ("one *in* five").
        unit: The unit of a share, which is a part of one.
    """

    parts: dict[str, float]
    one: list[str]
    alone: list[str]
    of: list[str]
    each: list[str]
    unit: str


class GrammarWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell counts from names, ages and repeated mentions; `figures.toml` says what each is for."""

    either: list[str]
    labels: list[str]
    definite: list[str]
    fresh: list[str]
    aged: list[str]
    old: list[str]
    be: list[str]
    persons: list[str]
    person_names: list[str]
    none: list[str]
    uncounted: list[str]
    idioms: list[str]
    plurals: list[str]
    nobody: list[str]
    anyone: list[str]
    supposing: list[str]
    not_counts: list[str]
    people: str
    of: str
    outside: list[str]
    relative_pronouns: list[str]
    keepers: list[str]
    places: list[str]
    elsewhere: list[str]
    including: list[str]
    steps: list[str]
    wider: list[str]


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can happen to those who are counted, and the words that say it; `losing` it, they lose what is `lost`."""

    role: str
    verbs: list[str]
    selves: list[str]
    nouns: list[str]
    states: list[str]
    lost: list[str] = []
    losing: list[str] = []
    of_many: list[str] = []


class FigureWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`figures.toml`: how a language writes numbers and what they count."""

    numbers: dict[str, float]
    scales: dict[str, float]
    short_scales: dict[str, float]
    vague: dict[str, tuple[float, float]]
    hedges: dict[str, Hedge]
    tails: dict[str, Hedge]
    currencies: dict[str, str]
    measures: dict[str, str]
    time_units: dict[str, str]
    grammar: GrammarWords
    roles: list[RoleWords]
    tolls: dict[str, str]
    fractions: FractionWords


class Written(Record, frozen=True):
    """A number as it is written.

    Attributes:
        start, end: Where it stands, with its hedge, currency sign, scale and measure.
        at: Offset of the number itself.
        until: Where the number itself ends.
        low, high, best: What it gives, as in `FigureMention`.
        unit: Currency or measure, or None.
        words: True where it is written in letters.
        inner: What is counted stands between the two ends of the range ("7 *people*, perhaps 10").
    """

    start: int
    end: int
    at: int
    until: int
    low: float | None
    high: float | None
    best: float | None
    unit: str | None
    approximate: bool
    hedged: bool
    words: bool
    inner: bool = False


class Numbers:
    """The written numbers of a language.

    Args:
        words: The language's `figures.toml`.
    """

    def __init__(self, words: FigureWords) -> None:
        self.words = words
        letters = either([*words.numbers, *words.scales])
        long = "|".join(rf"\s?{word}" for word in words.short_scales if len(word) > 1)
        brief = "|".join(word for word in words.short_scales if len(word) == 1)
        plural = rf"(?:\w+s|{either(words.grammar.plurals)})\b"
        scale = rf"(?:(?:{long})\b|(?:{brief})(?=\s+{plural})|[\s-](?:{either(words.scales)})\b)"
        digits = r"(?!0\d)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        spelled = rf"(?:an?\s+)?(?:{letters})(?:(?:\s+and\s+|[\s-]+)(?:{letters}))*\b(?:\s+and\s+a\s+half)?"
        one = rf"(?:{digits}{scale}?|{spelled})"
        sign = "|".join(re.escape(sign) for sign in sorted(words.currencies, key=len, reverse=True))
        money = rf"(?P<sign>{sign})\s?(?P<sum>{digits}(?:\s?(?:{brief})\b|{scale})?)"
        other = rf"(?P<second>{digits}(?:\s?(?:{brief})\b|{scale})?|{spelled})"
        aside = rf"(?:,\s+[^\W\d](?:\w|[ ’'-]){{,{ASIDE}}},)?"  # "7 and, by some accounts, 12"
        wider = rf"(?P<noun>\s[^\W\d]+)?,?\s(?P<wider>{either(words.grammar.wider)})\s"
        second = rf"(?:(?:\s?(?P<joint>to|or|-|–|—|and){aside}\s?|{wider})(?:{sign})?{other})?"
        measure = rf"(?:[\s-]?(?P<measure>{either(words.measures)})(?!\w))"
        hedge = rf"(?:(?P<hedge>{either(words.hedges)})\s+)?"
        tail = rf"(?:[\s-]+(?P<tail>{either(words.tails)})\b|(?P<plus>\+)(?!\w))?"
        self._pattern = re.compile(
            rf"(?<![\w.,:/#+-])(?:(?P<between>(?:between|from)\s+)?{hedge}(?:{money}|(?P<first>{one})){second}"
            rf"(?:{measure}|(?![\w/:]|[.,]\d|-(?-i:[A-Z])|-\d))(?<!\s){tail}"
            rf"|{hedge.replace('hedge>', 'vague_hedge>')}(?P<vague>{either(words.vague)})\b)",
            re.IGNORECASE,
        )

    def find(self, text: str, begin: int, end: int) -> Iterator[Written]:
        """Find the written numbers between two offsets."""
        at = begin
        while match := self._pattern.search(text, at, end):
            written = self._vague(match) if match["vague"] else self._number(match)
            at = written.end if written else match.end()
            if written:
                yield written

    def _vague(self, match: re.Match[str]) -> Written:
        """Find "Hundreds": bounds, but no number."""
        low, high = self.words.vague[_plain(match["vague"])]
        return Written(
            *match.span(), *match.span("vague"), low, high, None, None, True, bool(match["vague_hedge"]), True
        )

    def _number(self, match: re.Match[str]) -> Written | None:
        """A number or a range of two."""
        joint = _plain(match["joint"] or match["wider"] or "")
        ranged = bool(joint) and (joint != "and" or bool(match["between"])) and not self._is_step(match)
        ranged = ranged and not (match["wider"] and not self._widens(match))
        name = "sum" if match["sum"] else "first"
        first, scaled = self.value(match[name])
        end, until, unit = match.end(), match.end("second"), self._unit(match)
        low: float | None = float(first)
        high: float | None = float(first)
        best: float | None = float(first)
        if ranged:
            second, second_scale = self.value(match["second"])
            low = float(first * second_scale if scaled == 1 and first < second / second_scale else first)
            high, best = float(second), None
            if low >= high:
                return None
        elif joint:
            end = until = match.end(name)
        else:
            until = match.end(name)
        if match["noun"] and ranged:
            until = match.end(name)
        hedge = "exact" if ranged and match["wider"] else self._hedge(match, tail=end == match.end())
        if hedge == "least":
            high = None
        elif hedge == "most":
            low = None
        elif hedge == "about":
            low, high = (low, high) if ranged else (None, None)
        start = match.start() if ranged or not match["between"] else match.end("between")
        hedged = bool(match["hedge"])
        spelled = not match[name][0].isdigit()
        inner = ranged and bool(match["noun"])
        about = hedge == "about"
        return Written(start, end, match.start(name), until, low, high, best, unit, about, hedged, spelled, inner)

    def _widens(self, match: re.Match[str]) -> bool:
        """Is the second number higher, and of what the first counts: not "40 rebels and perhaps 12 civilians"?"""
        name = "sum" if match["sum"] else "first"
        own = match["noun"] and re.match(r"\s+\w+s\b", match.string[match.end("second") :])
        return not own and self.value(match[name])[0] < self.value(match["second"])[0]

    def _is_step(self, match: re.Match[str]) -> bool:
        """Does a word before it say by how much something changed ("rose *by* 5 to 27")?"""
        before = match.string[max(0, match.start() - 10) : match.start()].lower().split()
        return not match["between"] and bool(before) and before[-1] in self.words.grammar.steps

    def _hedge(self, match: re.Match[str], *, tail: bool) -> Hedge:
        """What the words around the number make of it; those behind it only where it ends the match."""
        if tail and match["plus"]:
            return "least"
        if tail and match["tail"]:
            return self.words.tails[_plain(match["tail"])]
        return self.words.hedges[_plain(match["hedge"])] if match["hedge"] else "exact"

    def _unit(self, match: re.Match[str]) -> str | None:
        """Currency or measure."""
        if match["sign"]:
            return self.words.currencies.get(match["sign"].upper())
        if match["measure"]:
            plain = re.sub(r"\s+", " ", match["measure"])
            return self.words.measures.get(plain) or self.words.measures.get(plain.lower())
        return None

    def value(self, written: str) -> tuple[Decimal, Decimal]:
        """The number that is written in digits or letters, and the scale that it was multiplied by."""
        words = self.words
        total, current, scaled = Decimal(0), Decimal(0), Decimal(1)
        for part in re.findall(r"[\d.,]*\d|[^\W\d]+", written.lower()):
            if part[0].isdigit():
                current += Decimal(part.replace(",", ""))
            elif part in words.numbers:
                current += Decimal(words.numbers[part])
            elif part == "half":
                current += Decimal("0.5")
            else:
                scale = words.scales.get(part) or words.short_scales.get(part)
                if scale is None:
                    continue
                current, scaled = (current or 1) * Decimal(scale), scaled * Decimal(scale)
                if scale >= BREAK:
                    total, current = total + current, Decimal(0)
        return total + current, scaled


def _plain(word: str) -> str:
    """A word as tables list it."""
    return re.sub(r"\s+", " ", word.lower())


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
