"""How grammar states a tie: by a noun, a title, a verb, a compound, a possessive, or forces on somebody's soil."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from dragoman.find.ties.parties import MODIFIERS, Parties
from dragoman.find.ties.words import RelationWords, TieWords
from dragoman.grammar import Grammar
from dragoman.model import Record, Relation

OBJECTS = ("dobj",)
NOUNS = ("NOUN", "PROPN")
SIDES_OF_A_BORDER = 2


class Stated(Record, frozen=True):
    """A tie as the text states it: the names, and the rows of both sides and of the word that states it.

    Attributes:
        over: Is it said to be over ("former")?
        group: Row of an unnamed group ("Iran-backed *militias*").
        by: Row of the word that a clause may say or deny of a party ("ally", "backs"); None for what only a noun phrase
            holds.
    """

    a: str
    relation: Relation
    b: str
    rows: tuple[int, ...]
    reason: str
    over: bool = False
    group: int | None = None
    by: int | None = None


class Patterns:
    """The patterns, over one document.

    Args:
        grammar: The document.
        parties: Who stands where.
        words: The language's `ties.toml`.
    """

    def __init__(self, grammar: Grammar, parties: Parties, words: TieWords) -> None:
        self.grammar, self.parties, self.words = grammar, parties, words

    def all(self) -> Iterator[Stated]:
        """Every tie that a pattern finds."""
        for row in range(len(self.grammar.tokens)):
            if self.grammar.tokens.pos[row] in NOUNS or self._is_hyphened(row):
                yield from self._office(row)
                yield from self._noun(row)
                yield from self._part(row)
                yield from self._led(row)
                yield from self._hosting(row)
                yield from self._rivalry(row)
                yield from self._border(row)
            elif self.grammar.tokens.pos[row] == "VERB":
                yield from self._verb(row)
        yield from self._compounds()

    def _lemma(self, row: int) -> str:
        return self.grammar.lemma(row)

    def _over(self, noun: int, bearer: int) -> bool:
        """Is it said to be over ("the former head", "the late leader")?"""
        rows = {
            *self.grammar.children_by(noun, "amod", "compound", "nmod"),
            *self.grammar.children_by(bearer, "amod", "compound"),
        }
        return any(self.grammar.lower(row) in self.words.office.former for row in rows)

    def _titled(self, row: int) -> bool:
        """Is the noun an office by the word before it ("Supreme Leader", "secretary-general")?"""
        return self._is_hyphened(row) or (bool(row) and self.grammar.lower(row - 1) in self.words.office.titles)

    def _is_hyphened(self, row: int) -> bool:
        """Does a word with a hyphen before it make it an office: "secretary-*general*"?"""
        behind = row > 1 and self.grammar.word(row - 1) == "-"
        return behind and self.grammar.lower(row - 2) in self.words.office.hyphened

    def _office(self, noun: int) -> Iterator[Stated]:
        """Find "Iraqi Prime Minister A", "A, the envoy for B"."""
        office = self.words.office
        if self._lemma(noun) not in office.nouns and not self._titled(noun):
            return
        for bearer in self._holders(noun):
            person = self.parties.at(bearer)
            if person is not None and person.kind in ("name", "pronoun"):
                title = self._title(noun, bearer)
                over = self._over(noun, bearer)
                yield Stated(person.name, "holds_office", title, (noun, bearer), f"title: {title}", over, by=noun)

    def _holders(self, noun: int) -> list[int]:
        """Rows of those who hold an office, also a person's second one ("A, envoy for B and *coordinator*")."""
        holders = self.parties.bearers(noun, self.words.grammar.be)
        if not holders and self.grammar.tokens.dep[noun] == "conj":
            first = next(
                (one for one in self.grammar.ancestors(noun) if self._lemma(one) in self.words.office.nouns), None
            )
            holders = self.parties.bearers(first, self.words.grammar.be) if first is not None else []
        return holders

    def _title(self, noun: int, bearer: int) -> str:
        """The office: its words, and whose it is."""
        grammar, text = self.grammar, self.grammar.text
        behind = [row for row in grammar.children_by(noun, "prep") if grammar.lower(row) in self.words.office.links]
        first = noun - 2 if self._is_hyphened(noun) else noun
        while (
            first
            and grammar.tokens.head[first - 1] in (noun, bearer)
            and grammar.tokens.dep[first - 1] in ("compound", "amod", "nmod")
        ):
            if self.parties.exactly(first - 1) or grammar.lower(first - 1) in self.words.office.former:
                break
            first -= 1
        title = grammar.span(first, noun + 1).of(text)
        if behind:
            end = grammar.subtree(behind[0])[1]
            cut = next((row for row in range(noun + 1, end) if grammar.tokens.dep[row] == "cc" and any(
                self._lemma(other) in self.words.office.nouns for other in range(row, end))), end)  # fmt: skip
            return f"{title} {grammar.span(behind[0], cut).of(text)}"
        owners = [*grammar.children_by(noun, *MODIFIERS), *grammar.children_by(bearer, *MODIFIERS)]
        owner = next((self.parties.exactly(row) for row in owners if row < noun and self.parties.exactly(row)), None)
        if owner is None and self._lemma(noun) in self.words.office.state:
            owner = self.parties.state_of(bearer)
        return f"{title} of {owner.name}" if owner is not None else title

    def _noun(self, noun: int) -> Iterator[Stated]:
        """Find "A, commander of B", "B's ally A", "Iran's proxies"."""
        if self._titled(noun):
            return
        for words in self.words.relations:
            lemma = self._lemma(noun)
            if lemma in words.nouns:
                yield from self._borne(noun, words)
            elif lemma in words.reversed_nouns:
                for owner in self.parties.complements(noun, words.links):
                    bearers = self.parties.bearers(noun, self.words.grammar.be)
                    for bearer in bearers or [noun]:
                        group = None if bearers else noun
                        yield from (
                            replace(one, group=group) for one in self._between(owner, words.relation, bearer, noun)
                        )

    def _borne(self, noun: int, words: RelationWords) -> Iterator[Stated]:
        """A noun with its bearers and what it is of."""
        grammar = self.grammar
        bearers = self.parties.bearers(noun, self.words.grammar.be)
        for child in (*grammar.children_by(noun, "prep"), *grammar.children_by(grammar.first_conjunct(noun), "prep")):
            if child > noun and grammar.lower(child) in self.words.grammar.including:
                bearers += [row for one in grammar.children_by(child, "pobj") for row in grammar.conjuncts(one)]
        if words.relation == "leads":
            bearers = [row for row in bearers if self._can_lead(row)]
            group = self.parties.group(noun, self.words.grammar.unsaid, self.words.grammar.tasks)
            if group is not None:
                yield from self._leads_group(noun, bearers, group)
                return
            bearers = bearers or ([noun] if grammar.child(noun, "prep") is not None else [])
        complements = [row for row in self.parties.complements(noun, words.links) if row not in bearers]
        if not complements:
            complements = [row for one in bearers for row in self.parties.complements(one, []) if row < noun]
        for bearer in bearers:
            for other in complements:
                if words.relation != "leads" or self._led_by(noun, other):
                    yield from self._between(bearer, words.relation, other, noun)

    def _can_lead(self, row: int) -> bool:
        """Is it no body's name, or known to be a person's whatever the parser takes it for?"""
        party = self.parties.at(row)
        known = party is not None and party.person
        return known or self.grammar.tokens.name[row] not in self.words.grammar.bodies

    def _led_by(self, noun: int, other: int) -> bool:
        """Is it what is led? "Iranian leader" leads Iran, "Iranian commander" and "Iranian army leader" do not."""
        if self.parties.is_state_adjective(other) and self._lemma(noun) not in self.words.office.rulers:
            return False
        whose = any(self.parties.owner(row, subjects=False) == other for row in self.grammar.children_by(noun, "poss"))
        return other > noun or whose or other == noun - 1

    def _leads_group(self, noun: int, bearers: list[int], group: str) -> Iterator[Stated]:
        """Find "Iraqi militia leader A"."""
        for bearer in bearers:
            leader = self.parties.at(bearer)
            if leader is not None:
                reason, over = f"stated by {self.grammar.word(noun)!r}", self._over(noun, bearer)
                yield Stated(leader.name, "leads", group, (bearer, noun), reason, over, by=noun)

    def _between(self, a: int, relation: Relation, b: int, by: int) -> Iterator[Stated]:
        """A tie between the parties at two rows, if both are there and differ."""
        left, right = self.parties.at(a), self.parties.at(b)
        if left is None or right is None or left.name == right.name:
            return
        reason, over = f"stated by {self.grammar.word(by)!r}", self._over(by, a)
        yield Stated(left.name, relation, right.name, (a, b, by), reason, over, by=by)

    def _part(self, noun: int) -> Iterator[Stated]:
        """Find "The parliament's Defence Committee": a body with a name of its own that belongs to another."""
        tokens, body = self.grammar.tokens, self.parties.at(noun)
        if (
            tokens.pos[noun] != "PROPN"
            or body is None
            or tokens.name[noun] == "PERSON"
            or self._lemma(noun) in self.words.office.nouns
        ):
            return
        for owner in self.grammar.children_by(noun, "poss"):
            whole = self.parties.at(owner)
            if (
                whole is not None
                and whole.country is not None
                and whole.kind != "pronoun"
                and tokens.name[owner] != "PERSON"
                and whole.name != body.name
            ):
                yield Stated(body.name, "part_of", whole.name, (owner, noun), "possessive of a body with a name")

    def _led(self, noun: int) -> Iterator[Stated]:
        """Find "A's administration"."""
        if self._lemma(noun) not in self.words.office.led:
            return
        for owner in self.grammar.children_by(noun, *MODIFIERS):
            person = self.parties.at(owner)
            if person is not None and self.grammar.tokens.name[owner] == "PERSON":
                name = f"{person.name} {self.grammar.lower(noun)}"
                yield Stated(person.name, "leads", name, (owner, noun), f"possessive of {self.grammar.word(noun)!r}")

    def _hosting(self, noun: int) -> Iterator[Stated]:
        """Find "US bases in Iraq", "troops based in Qatar"."""
        hosting, grammar = self.words.hosting, self.grammar
        if self._lemma(noun) not in hosting.nouns:
            return
        owners = self.parties.complements(noun, ["of"], subjects=True)
        verb = grammar.head(noun)
        if verb is not None and self._lemma(verb) in hosting.keepers and grammar.tokens.dep[noun] in OBJECTS:
            owners = owners or [self.parties.antecedent(row) for row in grammar.children_by(verb, "nsubj")]
        links = [row for row in grammar.children_by(noun, "prep") if grammar.lower(row) in hosting.links]
        for clause in grammar.children_by(noun, "acl"):
            if self._lemma(clause) in hosting.stationed:
                links += [row for row in grammar.children_by(clause, "prep") if grammar.lower(row) in hosting.links]
        for link in links:
            for soil in grammar.children_by(link, "pobj"):
                yield from self._hosted(noun, owners, soil)

    def _hosted(self, noun: int, owners: list[int], soil: int) -> Iterator[Stated]:
        """Whose forces stand on whose soil."""
        host = self.parties.soil(soil)
        if host is None:
            return
        for row in owners:
            owner, forces = self.parties.at(row), self.parties.at(noun)
            if owner is None or owner.country in (None, host.country):
                continue
            known = forces is not None and forces.kind == "description" and forces.country == owner.country
            name = forces.name if forces is not None and known else f"{owner.name} {self.grammar.lower(noun)}"
            reason = f"{self.grammar.word(noun)!r} of another on its soil"
            yield Stated(host.name, "hosts", name, (row, noun, soil), reason, by=noun)

    def _rivalry(self, noun: int) -> Iterator[Stated]:
        """Find "The rival powers of A and B", "hostile policies of A towards B"."""
        grammar, words = self.grammar, self.words.rivalry
        if not any(grammar.lower(row) in words.adjectives for row in grammar.children_by(noun, "amod", "compound")):
            return
        sides = [*self.parties.complements(noun, ["of"]), *(row for row in grammar.conjuncts(noun) if row != noun)]
        targets = [
            row
            for link in grammar.children_by(noun, "prep")
            if grammar.lower(link) in words.against
            for row in grammar.children_by(link, "pobj")
        ]
        pairs = [(a, b) for a in sides[:1] for b in (targets or sides[1:])]
        for a, b in pairs:
            yield from self._between(a, "opposes", b, noun)

    def _border(self, noun: int) -> Iterator[Stated]:
        """Find "A's border with B", "the border between A and B", "the A-B border": two countries that touch."""
        grammar, words = self.grammar, self.words.borders
        if self._lemma(noun) not in words.nouns:
            return
        before = grammar.children_by(noun, *MODIFIERS)
        owners = [*(inner for row in before for inner in grammar.children_by(row, *MODIFIERS)), *before]
        owners = [row for row in owners if self.parties.soil(row) is not None]
        behind = [
            row
            for link in grammar.children_by(noun, "prep")
            if grammar.lower(link) in (*words.between, *(words.links if owners else ()))
            for one in grammar.children_by(link, "pobj")
            for row in grammar.conjuncts(one)
        ]
        lands = {row: land for row in (*owners, *behind) if (land := self.parties.soil(row)) is not None}
        if len({land.country for land in lands.values()} - {None}) == len(lands) == SIDES_OF_A_BORDER:
            (a, left), (b, right) = lands.items()
            reason = f"{grammar.word(noun)!r} that both share"
            yield Stated(left.name, "neighbour_of", right.name, (a, b, noun), reason)

    def _verb(self, verb: int) -> Iterator[Stated]:
        """Find "A heads B", "B, headed by A", "B, which brings together A"."""
        grammar = self.grammar
        for words in self.words.relations:
            particles = [
                f"{self._lemma(verb)} {grammar.lower(row)}" for row in grammar.children_by(verb, "prt", "advmod")
            ]
            way = self._lemma(verb) in words.verbs
            if not way and not {self._lemma(verb), *particles} & set(words.reversed_verbs):
                continue
            for a, b in self._sides(verb):
                yield from self._between(*((a, words.relation, b) if way else (b, words.relation, a)), verb)

    def _sides(self, verb: int) -> Iterator[tuple[int, int]]:
        """Rows of who does it and to whom; a clause behind a noun is about that noun."""
        grammar, tokens = self.grammar, self.grammar.tokens
        by = [row for row in grammar.children_by(verb, "agent", "prep") if grammar.lower(row) in self.words.grammar.by]
        agents = [row for link in by for row in grammar.children_by(link, "pobj")]
        above = grammar.head(verb)
        behind = [above] if above is not None and tokens.dep[verb] in ("acl", "relcl") else []
        if agents:
            undergoers = grammar.children_by(verb, "nsubjpass") or behind
        elif tokens.tag[verb] in ("VBZ", "VBP") or self._goes_on(verb):
            agents, undergoers = grammar.children_by(verb, "nsubj"), grammar.children_by(verb, *OBJECTS)
        else:
            return
        for a in agents:
            for b in undergoers:
                a_row = behind[0] if behind and self.parties.at(a) is None else a
                b_row = behind[0] if behind and self.parties.at(b) is None else b
                left, right = (self._before(row, verb, behind) for row in (a_row, b_row))
                yield from ((one, other) for one in left for other in right)

    def _goes_on(self, verb: int) -> bool:
        """Is it told as still going on: "has been *fighting* the army since April"?"""
        helpers = self.grammar.children_by(verb, "aux")
        return self.grammar.tokens.tag[verb] == "VBG" and any(
            self.grammar.tokens.tag[one] in ("VBZ", "VBP") for one in helpers
        )

    def _before(self, row: int, verb: int, behind: list[int]) -> list[int]:
        """A noun and what it is coordinated with; of one with a clause behind it, what stands before that."""
        members = self.grammar.conjuncts(row)
        return [one for one in members if one < verb] if row in behind else members

    def _compounds(self) -> Iterator[Stated]:
        """Find "Iran-backed militias", "pro-Iranian groups", "the US-led coalition"."""
        text = self.grammar.text
        for mention in self.parties.mentions:
            behind = re.match(r"\s?[-‑–]\s?(\w+)", text[mention.end : mention.end + 20])
            before = re.search(r"(\w+)[-‑–]$", text[max(0, mention.start - 20) : mention.start])
            for words in self.words.relations:
                if behind and behind[1].lower() in words.suffixes:
                    row = self.grammar.row_at(mention.end + behind.start(1))
                    yield from self._compound(mention.name, words.relation, row, behind=True)
                if before and before[1].lower() in words.prefixes:
                    yield from self._compound(
                        mention.name, words.relation, self.grammar.row_at(mention.start), behind=False
                    )

    def _compound(self, name: str, relation: Relation, row: int | None, *, behind: bool) -> Iterator[Stated]:
        """A compound adjective, and the noun it is said of."""
        if row is None:
            return
        noun = next((one for one in self.grammar.ancestors(row) if self.grammar.tokens.pos[one] in NOUNS), None)
        if noun is None or noun < row:
            return
        other = self._compound_name(name, row, noun, behind=behind)
        a, b = (name, other) if behind else (other, name)
        unnamed = behind and self.grammar.tokens.pos[noun] == "NOUN" and self._named(noun, row) is None
        if other != name and self.parties.at(noun) is not None:
            group = noun if unnamed else None
            yield Stated(a, relation, b, (row, noun), f"compound {self.grammar.word(row)!r}", group=group)

    def _compound_name(self, name: str, row: int, noun: int, *, behind: bool) -> str:
        """What "Iran-backed militias" are called: by their own name, else by the tie and the bare noun."""
        mention = self.parties.at(noun)
        if self.grammar.tokens.pos[noun] == "PROPN" and mention is not None:
            return mention.name
        named = self._named(noun, row)
        if named is not None:
            return named
        if behind:
            return f"{name}-{self.grammar.lower(row)} {self.grammar.lower(noun)}"
        return self.parties.name_at(noun)

    def _named(self, noun: int, row: int) -> str | None:
        """The name that stands between a compound adjective and its noun ("Iran-backed *Hezbollah* fighters")."""
        between = [
            self.parties.exactly(child) for child in self.grammar.children_by(noun, "compound", "nmod") if child > row
        ]
        return next((mention.name for mention in between if mention is not None), None)
