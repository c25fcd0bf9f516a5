"""Whom a noun phrase stands for: all that it coordinates, a relative pronoun's noun, the people of "dozens of people".

Rows in, rows out.
"""

from collections.abc import Callable

from dragoman.find.events.words import Vocabulary
from dragoman.grammar import Grammar

VERBAL = ("VERB", "AUX")
OBJECT = ("dobj", "obj")
SUBJECT = ("nsubj", "csubj", "expl")
HYPHENS = ("-", "–")


class Heads:
    """The heads of one document's noun phrases.

    Args:
        grammar: The grammar of the document.
        vocabulary: The language's words.

    Attributes:
        lemma: The lemma of a row in lower case, in the singular also where a capital made the parser see a name.
    """

    def __init__(self, grammar: Grammar, vocabulary: Vocabulary) -> None:
        self.grammar = grammar
        self.vocabulary, self.words = vocabulary, vocabulary.words
        tokens = grammar.tokens
        self.dep, self.pos, self.tag, self.name = tokens.dep, tokens.pos, tokens.tag, tokens.name
        tagged = enumerate(self.tag)
        lemmas = [grammar.lemma(row).removesuffix("s") if tag == "NNPS" else grammar.lemma(row) for row, tag in tagged]
        self.lemma: Callable[[int], str] = lemmas.__getitem__
        self._first = {lemma: row for row, lemma in reversed(list(enumerate(lemmas)))}

    def is_verb(self, row: int) -> bool:
        """Is it a verb form, or an adjective or noun by tag that is a participle in the grammar?"""
        return self.pos[row] in VERBAL

    def is_people(self, row: int) -> bool:
        """Is the noun a word for people or a body, or a name?"""
        return self.lemma(row) in self.words.people or (self.pos[row] == "PROPN" and bool(self.name[row]))

    def spread(self, rows: list[int]) -> tuple[int, ...]:
        """Nouns for their coordinations, pronouns that relate for their nouns, "dozens of X" for X."""
        found: list[int] = []
        for row in rows:
            for one in self.grammar.conjuncts(row):
                if one == row or not self._is_misjoined(one, row):
                    found.extend(self._meant(one))
        return tuple(dict.fromkeys(found))

    def without_beside(self, subjects: list[int]) -> list[int]:
        """Subjects without the name of whom the noun right before it describes: "fans of the cleric *X* marched"."""
        before = {one: self.grammar.subtree(one)[0] - 1 for one in subjects[1:] if self.name[one] == "PERSON"}
        beside = {one for one, row in before.items() if self.pos[row] == "NOUN" and self.is_people(row)}
        return [one for one in subjects if self.dep[one] != "expl" and one not in beside]

    def is_definite(self, noun: int) -> bool:
        """Do words before a noun say that what it names is known: "*the* strikes", "*its* raid"?"""
        own = self.grammar.children_by(noun, "det", "poss")
        return any(self.dep[one] == "poss" or self.grammar.lower(one) in self.words.definite for one in own)

    def is_earlier(self, row: int, words: tuple[str, ...]) -> bool:
        """Does one of some words, or the last of a run of them, stand in the text before a row?"""
        return any(self._first.get(word.rpartition(" ")[2], row) < row for word in words)

    def takes_side(self, row: int) -> bool:
        """Does an adjective only say for or against whom something is: "*anti-American* attacks"?"""
        first, hyphen, _ = self.grammar.lower(row).partition("-")
        apart = row > 1 and self.grammar.word(row - 1) in HYPHENS and self.grammar.lower(row - 2) in self.words.stances
        return apart or (bool(hyphen) and first in self.words.stances)

    def paired(self, row: int) -> tuple[int, ...]:
        """The name that a hyphen joins to a name behind it: "the *US*-British strikes", "the *Russia*-Ukraine war"."""
        joined = row > 1 and self.grammar.word(row - 1) in HYPHENS and self.grammar.head(row - 2) == row
        named = joined and all(self.grammar.word(one)[0].isupper() for one in (row - 2, row))
        return (row - 2,) if named and not self.takes_side(row) else ()

    def _is_misjoined(self, row: int, first: int) -> bool:
        """Is what looks like a coordinated noun a second participle: "killing ten *and provoking* calls"?"""
        verb = self.grammar.head(first)
        left = self.grammar.subtree(row)[0]
        return verb is not None and self.tag[verb] == self.tag[left] == "VBG" and self.dep[left] == "amod"

    def _is_office_of(self, noun: int, body: int) -> bool:
        """Does a body's name with its letters in brackets stand before an office: "the Guard (RG) *chief*"?"""
        between = [self.grammar.word(one) for one in range(body + 1, noun)]
        return between[:1] == ["("] and ")" in between and "," not in between and self.lemma(noun) in self.words.people

    def _meant(self, row: int) -> list[int]:
        """What a noun phrase head stands for."""
        if self.grammar.lower(row) in self.words.relatives:
            antecedent = self._antecedent(row)
            return list(self.spread([antecedent])) if antecedent is not None else []
        named = next((one for one in self.grammar.children_by(row, "appos") if self._is_office_of(one, row)), None)
        if named is not None:
            return list(self.spread([named]))
        if self.lemma(row) in self.words.partitives or self.pos[row] in ("NUM", "ADJ", "DET"):
            for child in self.grammar.children_by(row, "prep"):
                inner = self.grammar.child(child, "pobj")
                if self.grammar.lower(child) == "of" and inner is not None:
                    return list(self.spread([inner]))
        return [row]

    def called(self, verb: int) -> tuple[int, ...]:
        """Whom a clause names that stands in the place of a verb's object: "struck *what it called rebel bases*"."""
        clauses = (one for one in self.grammar.children_by(verb, "ccomp") if one > verb)
        return self.spread(next((names for one in clauses if (names := self.names_given(one))), []))

    def names_given(self, clause: int) -> list[int]:
        """What a clause in a noun's place says that something is: "what it called *bases*", "said were *bases*"."""
        if self.grammar.lower(self.grammar.subtree(clause)[0]) not in self.words.free_relatives:
            return []
        given = self.grammar.children_by(clause, *OBJECT, "oprd", "attr")
        if self.lemma(clause) in self.words.namers:
            links = [one for one in self.grammar.children_by(clause, "prep") if self.grammar.lower(one) == "as"]
            given += [noun for link in links for noun in self.grammar.children_by(link, "pobj")]
        elif self.lemma(clause) in self.words.speaking:
            below = self.grammar.children_by(clause, "ccomp")
            given += [noun for verb in below for noun in self.grammar.children_by(verb, "attr")]
        elif self.lemma(clause) != "be":
            return []
        return [one for one in given if self.grammar.lower(one) not in self.words.free_relatives]

    def _antecedent(self, row: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        for above in self.grammar.ancestors(row):
            if self.dep[above] in ("relcl", "acl"):
                noun = self.grammar.tokens.head[above]
                called = self.grammar.tokens.head[noun]
                return called if self.dep[noun] == "appos" and self.name[called] else noun  # "JNIM, a group *that* ..."
        return None
