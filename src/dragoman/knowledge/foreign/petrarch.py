r"""Reads actor dictionaries of PETRARCH, PETRARCH2 and TABARI.

A party is a phrase, its other spellings (`+`), and its codes, each with the dates that limit it:

    SOME_PERSON_  [XYZELI]
    +PERSON_SOME_
        [XYZGOV 20010101-20031201]
        [XYZREB >20031201]

Underscores and blanks both part words; `{...}` after a phrase holds its irregular plurals or other forms, `{A | B}`
inside it alternatives; `&LIST` and `!LIST!` stand for every line of a list that is defined in the file, and lists may
hold lists. `#`, `;` and `<!-- -->` begin comments.

Source: PETRARCH2's documentation of its dictionaries; the TABARI 0.8 manual, chapter 5.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

import msgspec

from dragoman.knowledge.folding import name_words
from dragoman.knowledge.read import slug
from dragoman.knowledge.records import SECTORS, Entry, Kind, Spell

_COMMENT = re.compile(r"<!--.*?-->|<!.*?>|(?<!&)#.*?$|;.*?$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"\[\s*([A-Za-z0-9/+*-]+)\s*([^\]]*)\]")
_LIST = re.compile(r"&([A-Z0-9_-]+?)_?(?![A-Z0-9_-])|!([A-Z0-9_-]+)!")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SEVERAL = re.compile(r"(?:(?<!\s)\s+)?[|,]\s*")
_BEFORE, _AFTER, _BETWEEN = re.compile(r"<\s*(\d+)"), re.compile(r">\s*(\d+)"), re.compile(r"(?<!\d)(\d+)\s*-\s*(\d+)")
LATEST_SHORT_YEAR = 30  # in a date of six digits, years up to this are of this century; as PETRARCH reads them
MOST_FORMS = 500  # spellings that one phrase may stand for
_NO_CODE = frozenset({"---", "###", "+++"})
# Parts of CAMEO's codes that PLOVER calls otherwise. Source: PLOVER manual, comparison with CAMEO.
_SECTORS = {"CIV": "CVL", "NGM": "NGO", "INS": "REB", "SEP": "REB", "UAF": "PRM", "RAD": "REB", "LEG": "LEG"}
_WORLD = {"IGO": "IGO", "IGM": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "IMG", "UIS": "IMG", "MNC": "MNC"}
_KINDS: dict[str, Kind] = {
    "IGO": "igo", "NGO": "ngo", "MNC": "company", "BUS": "company", "MED": "outlet", "PTY": "party",
    "REB": "group", "PRM": "group", "IMG": "group", "CRM": "group",
}  # fmt: skip
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "al", "el", "bin", "ibn", "van", "von", "der", "la"})
_VOWELS = frozenset("AEIOUY")


class _Record(msgspec.Struct):
    """A party while its lines are read."""

    phrases: list[str]
    codes: list[tuple[str, str]]  # code and its limits, as they stand


def read(text: str, known: Mapping[str, Entry]) -> tuple[list[Entry], list[str]]:
    """Read an actor dictionary.

    Args:
        text: The file.
        known: Our parties; phrases with a country's bare code become other names of that country.

    Returns:
        Entries, and what had to be guessed or left out.
    """
    records, lists = _records(_COMMENT.sub("", text))
    entries: dict[str, Entry] = {}
    left: Counter[str] = Counter()
    for record in records:
        names = list(dict.fromkeys(name for phrase in record.phrases for name in _names(phrase, lists)))
        country, sector = _place(record.codes, known)
        if not names or (country is None and sector is None):
            left["no name" if not names else "no code of a country or sector"] += 1
            continue
        entry = _entry(names, record, (country, sector), known)
        if entry is not None:
            entries[entry.id] = _together(entries.get(entry.id), entry)
    notes = [f"{count} left out: {why}" for why, count in left.items()]
    guessed = sum(entry.kind == "person" for entry in entries.values())
    if guessed:
        notes.append(f"{guessed} taken for persons, since their codes are dated; the dictionary does not say so")
    return list(entries.values()), notes


def _records(text: str) -> tuple[list[_Record], dict[str, list[str]]]:
    """Sort the lines into parties, and into lists that phrases refer to."""
    records: list[_Record] = []
    lists: dict[str, list[str]] = {}
    filling: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words = _CODE.sub("", line).strip()
        defined = re.fullmatch(r"!([A-Z0-9_-]+)!\s*=\s*(.*)", line)
        if defined:
            lists[defined.group(1)] = _SEVERAL.split(defined.group(2))
        elif line.startswith("&"):
            filling = lists.setdefault(line[1:].strip().rstrip("_"), [])
        elif line.startswith("+"):
            filling.append(words[1:].strip())
        elif words:
            records.append(_Record([words], []))
            filling = records[-1].phrases
        if records and filling is records[-1].phrases:
            records[-1].codes.extend(_CODE.findall(line))
    return records, lists


def _names(phrase: str, lists: Mapping[str, list[str]]) -> Iterator[str]:
    """Every name that a phrase stands for, in the usual capitals."""
    for form in _forms(phrase, lists, ()):
        words = re.split(r"[\s_]+", form.strip(" _"))
        yield " ".join(_cased(word, at) for at, word in enumerate(words) if word)


def _forms(phrase: str, lists: Mapping[str, list[str]], within: tuple[str, ...]) -> list[str]:
    """Every spelling that a phrase stands for: its lists, alternatives and plurals written out.

    Raises:
        ValueError: where a list is not defined or holds itself, or the spellings are too many.
    """
    found = _LIST.search(phrase)
    if found:
        name = (found.group(1) or found.group(2)).rstrip("_")
        if name not in lists or name in within:
            message = f'"{phrase}": the list {name} {"holds itself" if name in within else "is not defined"}'
            raise ValueError(message)
        inside = [form for item in lists[name] for form in _forms(item, lists, (*within, name))]
        after = _forms(phrase[found.end() :], lists, within)
        return _limited([phrase[: found.start()] + one + other for one, other in product(inside, after)], phrase)
    braces = _BRACES.search(phrase)
    if braces is None:
        return [phrase]
    before, after_braces = phrase[: braces.start()], phrase[braces.end() :]
    others = [form for form in _SEVERAL.split(braces.group(1).strip()) if form]
    if not after_braces.strip(" _") and "|" not in braces.group(1):
        return [before, *(other for form in others for other in form.split())]
    return _limited([form for one in others for form in _forms(before + one + after_braces, lists, within)], phrase)


def _limited(forms: list[str], phrase: str) -> list[str]:
    if len(forms) > MOST_FORMS:
        message = f'"{phrase}" stands for more than {MOST_FORMS} names'
        raise ValueError(message)
    return forms


def _cased(word: str, at: int) -> str:
    """A word of a dictionary in capitals, as a text writes it: short words without a vowel are acronyms."""
    if not word.isupper() or "." in word or (len(word) < 4 and at == 0) or not _VOWELS & set(word):
        return word
    if at and word.lower() in _SMALL:
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))


def _place(codes: list[tuple[str, str]], known: Mapping[str, Entry]) -> tuple[str | None, str | None]:
    """The country and sector of a party as a whole: those of the code without limits, else of the first."""
    plain = [code for code, limits in codes if not limits] or [code for code, _ in codes]
    for code in plain:
        country, sector = _decoded(code, known)
        if country or sector:
            return country, sector
    return None, None


def _decoded(code: str, known: Mapping[str, Entry]) -> tuple[str | None, str | None]:
    """The country and sector that a code of units of three letters says; the first sector of several."""
    if code in _NO_CODE:
        return None, None
    units = [code.upper()[at : at + 3] for at in range(0, len(code), 3)]
    country = units[0] if units[0] in known else None
    sectors = [_WORLD[units[0]]] if units[0] in _WORLD else []
    sectors += [_SECTORS.get(unit, unit) for unit in units[1:] if _SECTORS.get(unit, unit) in SECTORS]
    return country, sectors[0] if sectors else None


def _entry(
    names: list[str], record: _Record, place: tuple[str | None, str | None], known: Mapping[str, Entry]
) -> Entry | None:
    """Make an entry of a record; None where it only repeats names of a country that we have."""
    country, sector = place
    state = known.get(country or "")
    if state is not None and sector is None and not any(limits for _, limits in record.codes):
        ours = {name_words(name) for name in (*_all_names(state), "")}
        added = tuple(name for name in names if name_words(name) not in ours)
        return msgspec.structs.replace(state, variants=added, adjectives=(), people=(), seats=()) if added else None
    spells = tuple(_spells(record.codes, (country, sector), known))
    dated = bool(spells) and len(names[0].split()) > 1 and sector not in _KINDS
    kind: Kind = "person" if dated else _KINDS.get(sector or "", "body")
    return Entry(slug(names[0]) or "unnamed", names[0], kind, country, sector, tuple(names[1:]), spells=spells)


def _all_names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.variants, *entry.adjectives, *entry.people, *entry.seats)


def _spells(
    codes: list[tuple[str, str]], place: tuple[str | None, str | None], known: Mapping[str, Entry]
) -> Iterator[Spell]:
    """The dated codes of a party, each as the time in which it held."""
    for code, limits in codes:
        country, sector = _decoded(code, known)
        before, after, between = _BEFORE.search(limits), _AFTER.search(limits), _BETWEEN.search(limits)
        since = after.group(1) if after else between.group(1) if between else ""
        until = before.group(1) if before else between.group(2) if between else ""
        if (since or until) and (country or sector):
            changed = (country if country != place[0] else None, sector if sector != place[1] else None)
            yield Spell(_day(since), _day(until), *changed)


def _day(digits: str) -> str:
    """An ISO date of YYYYMMDD or YYMMDD; "" of nothing.

    Raises:
        ValueError: where it is neither.
    """
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= LATEST_SHORT_YEAR else "19") + digits
    if digits and len(digits) != 8:
        message = f'"{digits}" is no date of the form YYYYMMDD'
        raise ValueError(message)
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


def _together(known: Entry | None, added: Entry) -> Entry:
    """Two records of one name as one party."""
    if known is None:
        return added
    variants = tuple(dict.fromkeys((*known.variants, *added.variants)))
    return msgspec.structs.replace(known, variants=variants, spells=(*known.spells, *added.spells))
