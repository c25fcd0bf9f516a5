"""Time expressions: where a text names a time, by the forms that its language lists.

The forms stand in `lang/XX/times.toml`; here they become regular expressions, the longest expression at each place is
taken, and words that merely look like a time ("may", "2,000 men") are sorted out by their grammar.
"""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from dragoman.grammar import Grammar
from dragoman.model import Record, Span


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to write a time, which reading it gets, and whether it stands only behind another time ("13–15 April")."""

    means: str
    form: str
    follows: bool = False


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`times.toml`: the words of a language for times, and the forms they are used in; the file says what each is."""

    future_words: list[str]
    past_tags: list[str]
    verbs: list[str]
    counted_tags: list[str]
    counted: list[str]
    year_lead: list[str]
    capital: list[str]
    not_a_time: list[str]
    tables: dict[str, dict[str, str | int]]
    fragments: dict[str, str]
    forms: list[Form]


class Expression(Record, frozen=True):
    """A time expression as it is written.

    Attributes:
        start, end: Where it stands.
        means: The reading that its form asks for ("date", "shift", "duration" ...).
        parts: What its words stand for, by the name of the table or group that caught them.
        row: Row of the token that governs it.
    """

    start: int
    end: int
    means: str
    parts: dict[str, str]
    row: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Forms:
    """The forms of a language, ready to be used.

    Args:
        words: The language's `times.toml`.
    """

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self._values = {name: {_plain(word): str(value) for word, value in table.items()}
                        for name, table in words.tables.items()}  # fmt: skip
        pieces = {name: f"(?P<{name}>{_either(table)})(?!\\w)" for name, table in words.tables.items()}
        pieces["any_month"] = f"(?:{_either(words.tables['month'])})(?!\\w)"
        self._pieces = pieces | words.fragments
        self.joint = re.compile(self._expand("{joint}"), re.I)
        self.leading = [
            (form.means, self._compile(rf"(?<![\w.,$€£]){form.form}")) for form in words.forms if not form.follows
        ]
        self.following = [(form.means, self._compile(form.form)) for form in words.forms if form.follows]

    def _compile(self, form: str) -> re.Pattern[str]:
        """Make a form a pattern; a group that comes a second time is numbered, since names must differ."""
        seen: Counter[str] = Counter()

        def rename(group: re.Match[str]) -> str:
            seen[group[1]] += 1
            return f"(?P<{group[1]}_{seen[group[1]]}>" if seen[group[1]] > 1 else group[0]

        return re.compile(re.sub(r"\(\?P<(\w+)>", rename, self._expand(form)), re.I)

    def _expand(self, form: str) -> str:
        """Put the pieces in for their names, and any white space for a blank."""
        while True:
            opened = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{self._pieces[name[1]]})", form)
            if opened == form:
                return re.sub(r"(?<!\\) ", r"\\s+", form).replace(r"\s+?", r"\s*")
            form = opened

    def value(self, name: str, word: str) -> str:
        """What a word of a table stands for; the word itself, in lower case, where no table has it."""
        return self._values.get("units" if name == "vague" else name, {}).get(_plain(word), _plain(word))


def _plain(word: str) -> str:
    """A word as tables list it."""
    return re.sub(r"\s+", " ", word.lower().replace("’", "'"))


def _either(table: dict[str, str | int]) -> str:
    """A pattern for any of the words, the longest first."""
    words = sorted(table, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", " ").replace("'", "['’]") for word in words)


def find_expressions(grammar: Grammar, forms: Forms) -> list[Expression]:
    """Find the time expressions of a document, in text order, none within another."""
    found = []
    for first, last in grammar.document.paragraphs:
        sentences = grammar.document.sentences
        begin, end = grammar.tokens.start[sentences[first][0]], grammar.tokens.end[sentences[last - 1][1] - 1]
        matches = sorted(_matches(grammar, forms, begin, end), key=lambda one: (one.start, -one.end))
        reach = begin
        for expression in matches:
            if expression.start < reach:
                continue
            next_one: Expression | None = expression
            while next_one is not None:
                found.append(next_one)
                reach = next_one.end
                next_one = _continued(grammar, forms, next_one, end)
    return found


def _continued(grammar: Grammar, forms: Forms, before: Expression, end: int) -> Expression | None:
    """The time that goes on where another ended: "13–*15* April", "1914–*18*"."""
    joint = forms.joint.match(grammar.text, before.end, end)
    if joint is None:
        return None
    for means, pattern in forms.following:
        match = pattern.match(grammar.text, joint.end(), end)
        if match is None:
            continue
        expression = _expression(grammar, forms, means, match)
        if expression is not None and _goes_on(before, expression) and not _counts_at(grammar, forms.words, expression):
            return expression
    return None


def _goes_on(before: Expression, expression: Expression) -> bool:
    """Does it say of the same thing (a day, a year) what the expression before it said?"""
    if "day" in expression.parts:
        return "day" in before.parts
    return "year" in before.parts and "month" not in before.parts


def _matches(grammar: Grammar, forms: Forms, begin: int, end: int) -> Iterator[Expression]:
    """Yield every plausible fit of every form within a paragraph."""
    for means, pattern in forms.leading:
        for match in pattern.finditer(grammar.text, begin, end):
            expression = _expression(grammar, forms, means, match)
            if expression is not None and plausible(expression, match, grammar, forms):
                yield expression


def _expression(grammar: Grammar, forms: Forms, means: str, match: re.Match[str]) -> Expression | None:
    """Turn a fit into an expression; None where it holds no word of the grammar or ends amid one."""
    start, end = match.span()
    end = start + len(match[0].rstrip(" -–—"))
    if end <= start:
        return None
    first, last = grammar.rows(Span(start, end))
    if first == last:
        return None
    parts: dict[str, str] = {}
    for group, text in match.groupdict().items():
        name = re.sub(r"_\d+$", "", group)
        if text and name not in parts:
            parts[name] = forms.value(name, text)
    return Expression(start, end, means, parts, grammar.governor(first, last))


def plausible(expression: Expression, match: re.Match[str], grammar: Grammar, forms: Forms) -> bool:
    """Is it a time, and not a verb, a name or a count that looks like one?"""
    words = forms.words
    for name in words.capital:
        if (
            match.groupdict().get(name)
            and not match[name][:1].isupper()
            and not match[name][:1].isdigit()
            and not match[name].startswith("the ")
        ):
            return False
    first, last = grammar.rows(expression.span)
    if last - first == 1 and set(expression.parts) & {"month", "season"}:
        if grammar.tokens.pos[first] in words.not_a_time or grammar.tokens.name[first] == "PERSON":
            return False
    return set(expression.parts) != {"year"} or not _counts_at(grammar, words, expression)


def _counts_at(grammar: Grammar, words: TimeWords, expression: Expression) -> bool:
    """Does a number that could be a year or a day count something instead ("1500 men")?"""
    first, last = grammar.rows(expression.span)
    if last >= len(grammar.tokens):
        return False
    if grammar.lower(last) in words.counted:
        return True
    row = last - 1
    head = grammar.tokens.head[row]
    before = grammar.lower(first - 1) if first else ""
    return head > row and grammar.tokens.tag[head] in words.counted_tags and before not in words.year_lead
