"""The parties of a tie: who stands at a row, who bears a noun, what a noun is of."""

from dragoman.grammar import RELATIVES, Grammar
from dragoman.model import ActorMention, Mentions, Span

MODIFIERS = ("poss", "compound", "amod", "nmod")
APPOSITION = "appos"
WHOSE = "WP$"
GOVERNMENT = "GOV"  # PLOVER sector
PLURAL = ("NNS", "NNPS")
KINDS = ("name", "office", "description", "possessive", "adjective", "pronoun")  # the surest first


class Parties:
    """Who is who in one document, by rows.

    Args:
        grammar: The document.
        found: Its actors.
    """

    def __init__(self, grammar: Grammar, found: Mentions) -> None:
        self.grammar = grammar
        self.mentions = found.actors
        self._names: dict[int, ActorMention] = {}
        for mention in found.actors:
            if mention.kind == "name":
                for row in range(*grammar.rows(mention.span)):
                    if mention.span.holds(grammar.span(row, row + 1)):
                        self._names.setdefault(row, mention)
        self._at: dict[int, ActorMention] = {}
        for mention in sorted(found.actors, key=lambda one: (KINDS.index(one.kind), one.start - one.end)):
            self._at.setdefault(mention.head, mention)
        self._soil: dict[int, ActorMention] = {}
        for place in found.places:
            first, last = grammar.rows(Span(place.start, place.end))
            if first < last:
                row = grammar.governor(first, last)
                self._soil[row] = ActorMention(
                    place.start, place.end, row, "", place.name, place.country, None, "name", place.score, place.reason
                )  # fmt: skip

    def at(self, row: int | None) -> ActorMention | None:
        """The party whose phrase this row governs, or that a name of several words stands at."""
        if row is None:
            return None
        if row in self._at:
            return self._at[row]
        if row in self._soil and self._soil[row].country is not None and self.grammar.tokens.pos[row] == "PROPN":
            return self._soil[row]
        return self._names.get(row)

    def named(self, row: int | None) -> ActorMention | None:
        """The party at a row, if it is called by its name."""
        mention = self.at(row)
        return mention if mention is not None and mention.kind in ("name", "possessive", "pronoun") else None

    def soil(self, row: int) -> ActorMention | None:
        """The country or place that a row names, or that stands behind its "of" ("the city of Erbil")."""
        for link in (
            row,
            *(inner for of in self.grammar.children_by(row, "prep") for inner in self.grammar.children_by(of, "pobj")),
        ):
            mention = self._at.get(link)
            if mention is not None and mention.country is not None and mention.kind != "description":
                return mention
            if link in self._soil:
                return self._soil[link]
        return None

    def bearers(self, noun: int, be: list[str]) -> list[int]:
        """Rows of those who bear a noun: "A, the *head* of B", "the *head* of B, A", "*head* A", "A is the *head*"."""
        grammar, tokens = self.grammar, self.grammar.tokens
        first = grammar.first_conjunct(noun)
        head = grammar.head(first)
        rows = list(grammar.children_by(noun, APPOSITION))
        if head is not None:
            if tokens.dep[first] == APPOSITION or (
                tokens.dep[first] in ("compound", "nmod", "amod") and tokens.pos[head] == "PROPN"
            ):
                rows.append(head)
            elif tokens.dep[first] == "attr" and tokens.lemma[head] in be:
                rows.extend(grammar.children_by(head, "nsubj"))
        many = tokens.tag[noun] in PLURAL
        return [row for one in rows for row in grammar.conjuncts(one)] if many else rows

    def complements(self, noun: int, links: list[str], *, subjects: bool = False) -> list[int]:
        """Rows of what a noun is of: "head of *B*", "*B*'s head", "*B* head"."""
        grammar = self.grammar
        for word in links:
            behind = [child for child in grammar.children_by(noun, "prep") if grammar.lower(child) == word]
            objects = [row for link in behind for row in grammar.children_by(link, "pobj")]
            if objects:
                return [row for one in objects for row in grammar.conjuncts(one)]
        possessives = [self.owner(row, subjects=subjects) for row in grammar.children_by(noun, "poss")]
        owners = [row for row in possessives if self.at(row) is not None]
        before = grammar.children_by(noun, *MODIFIERS)
        before += [row for one in before for row in grammar.children_by(one, *MODIFIERS)]  # "*RSF* field commander"
        return owners or [row for row in before if self.at(row) is not None]

    def owner(self, row: int, *, subjects: bool) -> int:
        """The row of the party that a possessive stands for.

        "Its" is its partner's or, if asked, the subject's; "whose" that of the noun before its clause.
        """
        grammar, tokens = self.grammar, self.grammar.tokens
        if tokens.tag[row] == WHOSE:
            clause = next((one for one in grammar.ancestors(row) if tokens.dep[one] == "relcl"), None)
            noun = grammar.head(clause) if clause is not None else None
            return row if noun is None else noun
        mention = self._at.get(row)
        if tokens.pos[row] != "PRON" or (mention is not None and mention.country is not None):
            return row
        noun = tokens.head[row]
        first = grammar.first_conjunct(noun)
        if first != noun and self.at(first) is not None:
            return first
        for above in grammar.ancestors(noun) if subjects else ():
            subject = grammar.child(above, "nsubj")
            if subject is not None and subject < row and self.at(subject) is not None:
                return subject
        return row

    def antecedent(self, row: int) -> int:
        """The noun that a relative pronoun, the subject of its clause, stands for; any other row itself."""
        verb = self.grammar.head(row)
        if verb is None or self.grammar.tokens.tag[row] not in RELATIVES or self.grammar.tokens.dep[verb] != "relcl":
            return row
        noun = self.grammar.head(verb)
        return row if noun is None else noun

    def state_of(self, row: int) -> ActorMention | None:
        """The state for which the party at a row acts, where the text names it."""
        party = self.at(row)
        if party is None or party.country is None or party.sector != GOVERNMENT:
            return None
        return next((one for one in self.mentions if one.id == f"kb:{party.country}"), None)

    def is_state_adjective(self, row: int) -> bool:
        """Does a word before a noun stand for a state: "*Iranian* commander"?"""
        party = self._at.get(row)
        return party is not None and party.kind == "adjective" and party.id == f"kb:{party.country}"

    def group(self, noun: int, unsaid: list[str], tasks: list[str]) -> str | None:
        """A group without a name of its own before the noun ("*Iraqi militia* leader"), as it is written."""
        tokens, first = self.grammar.tokens, noun
        while (
            first
            and tokens.head[first - 1] >= first
            and tokens.dep[first - 1] in MODIFIERS
            and self.grammar.sentence(first - 1) == self.grammar.sentence(noun)
        ):
            first -= 1
        while first < noun and self.grammar.lower(first) in unsaid:
            first += 1
        if first == noun or tokens.pos[noun - 1] != "NOUN" or self.exactly(noun - 1) is not None:
            return None
        if self.grammar.lemma(noun - 1) in tasks:
            return None
        return self.grammar.span(first, noun).of(self.grammar.text)

    def exactly(self, row: int) -> ActorMention | None:
        """The party whose phrase this row governs."""
        return self._at.get(row)

    def name_at(self, row: int) -> str:
        """What the phrase at a row is called: the party's name, else its words."""
        mention = self.at(row)
        if mention is not None:
            return mention.name
        first = row
        while (
            first
            and self.grammar.tokens.head[first - 1] == row
            and self.grammar.tokens.dep[first - 1] in ("compound", "amod")
        ):
            first -= 1
        return self.grammar.span(first, row + 1).of(self.grammar.text)
