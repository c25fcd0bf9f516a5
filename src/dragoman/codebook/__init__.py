"""The codebook: PLOVER's event types, one TOML file a type, with the grammar patterns that code them.

A file holds what a person who codes by hand would look up (meaning, ambiguities, score, modes) and what the program
needs (patterns). Its examples are its tests. A folder of the user's own adds types, or replaces those of the same name.
`contexts.toml` beside them names PLOVER's contexts and the words that show them.

Source: PLOVER, the Political Language Ontology for Verifiable Event Records (Open Event Data Alliance).
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from dragoman.errors import SetupError

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
TriggerKind = Literal["verb", "noun", "adjective"]
CONTEXTS = "contexts"
Form = TypeVar("Form", bound=msgspec.Struct)


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that code a type, and what must stand around them in the grammar.

    A word may be a word class of the language ("@weapon"). A slot is a place in the grammar that a party can fill:
    `subject` and `object` (as meant, so that a passive's subject is the object), `owner` (possessive, adjective or
    compound before a noun), `clause` (the subject of the clause that depends on the trigger), or a preposition.

    Attributes:
        verbs: Lemmas, with their particle where they have one ("clamp down").
        nouns: Lemmas or runs of words that end in one ("air strike").
        adjectives: Adjectives as predicates ("is *ready* to").
        subject, not_subject, object, not_object: What the words in these places must or must not be.
        after: Preposition, or `clause`, and the words one of which it must govern; an empty list asks only that it be
            there, `clause` also that it be an infinitive, a that-clause or a participle.
        not_after: The same, refused.
        before: Words one of which must modify the trigger (adjective, compound, determiner).
        not_before: The same, refused.
        near, not_near: Words one of which must, or none of which may, stand in the clause.
        earlier: Words one of which must stand before in the text, where the noun points back to it ("*the* strikes").
        actor, recipient: Slots in the order in which they are tried; the first that is filled gives the parties.
        mode, context, role: PLOVER mode and contexts, and the role of figures among its recipients (`killed`).
        needs_recipient: It codes only where somebody stands as recipient.
        reciprocal: All parties are actors; None takes the type's own rule.
        weight: 0 to 1; how sure the words alone make the type.
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    after: dict[str, tuple[str, ...]] = {}
    not_after: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    mode: str | None = None
    context: tuple[str, ...] = ()
    role: str | None = None
    needs_recipient: bool = False
    reciprocal: bool | None = None
    weight: float = 0.8

    @property
    def demands(self) -> int:
        """How much the pattern asks for: of two that match the same word, the one that asks for more is right."""
        asked = (self.object, self.subject, self.before, self.near, self.earlier, *self.after.values())
        return sum(2 if "*" not in one else 1 for one in asked if one) + len(self.after)


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an act is done, as PLOVER names it, and words beside the trigger that show it."""

    meaning: str
    words: tuple[str, ...] = ()
    score: float | None = None
    cameo: str | None = None


class PartyExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with what it must code, or with `codes = false` what it must not."""

    text: str
    codes: bool = True
    trigger: str | None = None
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    mode: str | None = None
    status: str | None = None


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type of the codebook.

    Attributes:
        code: PLOVER's name ("ASSAULT").
        quad: Verbal or material, cooperation or conflict.
        meaning: What it stands for, in one or two sentences.
        score: PLOVER's intensity, -10 (conflict) to 10 (cooperation).
        cameo: CAMEO root codes that it covers; an export is never more specific than root and mode allow.
        needs_recipient: PLOVER asks for a recipient (COOPERATE, AID, SANCTION).
        reciprocal: All parties are actors (talks).
        content: Its clause or object is a content (what is demanded, promised), not a second event.
        intended: The type that a stated intention makes of it ("said it *will release*" is AGREE).
        refused: The type that a stated refusal makes of it ("*will not release*" is REJECT).
        ambiguities: Cases at the border, and how they are decided.
    """

    code: str
    quad: Quad
    meaning: str
    score: float
    cameo: tuple[str, ...]
    needs_recipient: bool = False
    reciprocal: bool = False
    content: bool = False
    intended: str | None = None
    refused: str | None = None
    ambiguities: tuple[str, ...] = ()
    modes: dict[str, Mode] = {}
    pattern: tuple[Pattern, ...] = ()
    example: tuple[PartyExample, ...] = ()


class Contexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """PLOVER's contexts, each with the words of a sentence that show it."""

    contexts: dict[str, tuple[str, ...]] = {}


class Entry(msgspec.Struct, frozen=True):
    """One word of one pattern of one type, as the index holds it: `words` is "clamp down" as ("clamp", "down")."""

    type: str
    kind: TriggerKind
    words: tuple[str, ...]
    pattern: Pattern


def words_of(term: str) -> tuple[str, ...]:
    """The words of a term as the parser sees them: it takes "cease-fire" for three."""
    return tuple(term.replace("-", " - ").split())


class Codebook:
    """The event types, and an index from lemma to the patterns that it can start.

    Args:
        types: The types, by code.
        contexts: Context and the words that show it.
        folder: The user's own folder, or None; with it the codebook can be loaded again in another process.
    """

    def __init__(
        self, types: Mapping[str, EventType], contexts: Mapping[str, tuple[str, ...]], folder: Path | None = None
    ) -> None:
        self.types = dict(types)
        self.contexts = dict(contexts)
        self._folder = folder
        self._index: dict[tuple[TriggerKind, str], list[Entry]] = defaultdict(list)
        for code in sorted(self.types):
            for pattern in self.types[code].pattern:
                self._enter(code, pattern)

    def __reduce__(self) -> tuple[Any, tuple[Path | None]]:
        return load_codebook, (self._folder,)

    def _enter(self, code: str, pattern: Pattern) -> None:
        """Put the words of a pattern into the index: a verb under its first word, a noun under its last."""
        for verb in pattern.verbs:
            words = words_of(verb)
            self._index["verb", words[0]].append(Entry(code, "verb", words, pattern))
        for noun in pattern.nouns:
            words = words_of(noun)
            self._index["noun", words[-1]].append(Entry(code, "noun", words, pattern))
        for adjective in pattern.adjectives:
            self._index["adjective", adjective].append(Entry(code, "adjective", (adjective,), pattern))

    def entries(self, kind: TriggerKind, lemma: str) -> Iterable[Entry]:
        """The pattern entries that a word of this lemma can trigger."""
        return self._index.get((kind, lemma), ())

    def size(self) -> int:
        """How many words of patterns the codebook holds."""
        return sum(len(entries) for entries in self._index.values())


def _read(path: Path | Traversable, form: type[Form]) -> Form:
    """Read one file into its record."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), form)
    except (OSError, ValueError) as error:
        raise SetupError("codebook.file", f"{path}: {error}. Mend that key: docs/howto/add-event-type.md.") from error


def _check(path: Path | Traversable, kind: EventType) -> None:
    """Refuse what the form allows and the meaning does not."""
    stem = path.name.removesuffix(".toml")
    faults = []
    if kind.code != stem.upper():
        faults.append(f'code: "{kind.code}" is not the name of its file')
    for number, pattern in enumerate(kind.pattern, start=1):
        where = f"pattern {number}"
        if not (pattern.verbs or pattern.nouns or pattern.adjectives):
            faults.append(f"{where}: it has neither verbs, nouns nor adjectives")
        if pattern.mode is not None and pattern.mode not in kind.modes:
            faults.append(f'{where}: mode "{pattern.mode}" is not among [modes]')
        if not 0 < pattern.weight <= 1:
            faults.append(f"{where}: weight must lie above 0 and not above 1")
    if faults:
        raise SetupError("codebook.file", f"{path}: {'; '.join(faults)}. Mend that key: docs/howto/add-event-type.md.")


@lru_cache
def load_codebook(folder: Path | None = None) -> Codebook:
    """Load the codebook, with the user's own types on top.

    Args:
        folder: A folder of TOML files; a file of a type's name replaces it, another name adds a type.

    Raises:
        SetupError: `codebook.file`, where a file is missing or does not have the codebook's form.
    """
    types: dict[str, EventType] = {}
    contexts: dict[str, tuple[str, ...]] = {}
    if folder is not None and not folder.is_dir():
        raise SetupError("codebook.file", f"{folder} is not a folder of TOML files: docs/howto/add-event-type.md.")
    places: list[Path | Traversable] = [files("dragoman.codebook")]
    for place in [*places, folder] if folder is not None else places:
        for path in sorted(place.iterdir(), key=lambda one: one.name):
            if path.name == f"{CONTEXTS}.toml":
                contexts.update(_read(path, Contexts).contexts)
            elif path.name.endswith(".toml"):
                kind = _read(path, EventType)
                _check(path, kind)
                types[kind.code] = kind
    return Codebook(types, contexts, folder)
