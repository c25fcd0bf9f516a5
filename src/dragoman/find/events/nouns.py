"""From a noun phrase to parties: the actor mention there, its owner, its place, or the words themselves."""

from collections import defaultdict
from collections.abc import Iterable

from dragoman.find.events.clauses import Clauses
from dragoman.model import (
    KNOWN,
    LEGISLATIVE,
    PLACE,
    ActorMention,
    Mentions,
    Party,
    PlaceMention,
    Span,
    Voice,
    content_id,
)
from dragoman.voices import quoted_voices

PARTY_NAMES = ("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC")  # spaCy's types of names that can be a party
REGIONS = ("LOC", "FAC")  # spaCy's types of names of what is no state and no body: seas, mountains, airports
MACHINE = "PRODUCT"  # spaCy's type of the names of makes: "F-16"
SENT_BY = ("from", "of", "for")  # "delegates *from* X and Y"
INNER_ACTOR = ("of", "by", "between", "among")
INNER_BLAMED = ("by", "from")  # "a breach *of X*" is not X's
INNER = ("of", "by", "from", "between", "with", "on", "against", "to")
ACTOR_SLOTS = ("subject", "owner", "by", "from", "speaker")
THING_SLOTS = ("object", "of", "on", "against")  # what is hit may be a thing; who does it, or is spoken to, may not
THING = "no known actor: a thing that it is done to"
OF_STATES = "IGO"  # PLOVER's sector of bodies of states
LAWS_REACH = 4  # sentences back in which whose law it is was told of
MAX_DEPTH = 3  # noun inside noun inside noun: "a call from the head of X"


class Nouns:
    """Finds who the noun phrases of one document stand for.

    Args:
        clauses: Who stands where.
        found: The mentions of actors and places.
    """

    def __init__(self, clauses: Clauses, found: Mentions) -> None:
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.actors: dict[int, list[ActorMention]] = defaultdict(list)  # several for "both sides", "US and UK troops"
        for mention in sorted(found.actors, key=lambda one: one.start - one.end):
            wider = [one for one in self.actors[mention.head] if _holds(one, mention)]
            if not wider:
                self.actors[mention.head].append(mention)
        self.places = {self._head_of(place): place for place in found.places}
        self._called_so = self._places_called(found.actors)
        self._assemblies = [one for one in found.actors if self._adopts_laws(one)]
        self._named = {one.name: one for one in found.actors}
        self._quotes = [one for one in found.quotes if one.kind != "indirect"]

    def _head_of(self, place: PlaceMention) -> int:
        """The row that governs a place's name."""
        first, last = self.grammar.rows(place_span(place))
        if first >= last:
            return -1
        outer = self.grammar.head(self.grammar.governor(first, last))
        shared = outer is not None and self.grammar.head(last - 1) == outer  # "the *Kabul airport* attack"
        return last - 1 if shared else self.grammar.governor(first, last)

    def party(self, row: int, slot: str, depth: int = MAX_DEPTH, *, blamed: bool = False) -> list[Party]:
        """Who the noun phrase of a row stands for: itself, or whose thing or act it is.

        Of what is blamed it is whose it is, not whom it is on: "criticised *the US* sanctions *on X*".
        """
        mentions = sorted(self.actors.get(row, ()), key=lambda one: one.start)
        mention = mentions[0] if mentions else None
        nameless = mention is not None and mention.kind == "description" and not (mention.country or mention.sector)
        if slot == "owner" and nameless:
            return []  # "a terrorist attack": a kind of attack, nobody's
        if slot in ACTOR_SLOTS and mention is not None and mention.kind == "description" and self.is_weapon(row):
            return self.within(row, slot, depth)  # whoever owns it acts; of a rocket alone nobody is said to
        machine = slot in ACTOR_SLOTS and mention is not None and self.grammar.tokens.name[row] == MACHINE
        if machine and (owned := self.within(row, slot, depth)):
            return owned  # "a *US* F-16"
        if mention is not None and mention.kind == "description" and (senders := self._senders(row, slot)):
            return senders
        if mention is not None:
            return [self._of_mention(one, f"{one.reason}; fills {slot}") for one in mentions]
        if self.clauses.pos[row] == "PRON" and self.grammar.lower(row) in self.clauses.words.first_persons:
            return self._speaking(row, slot)
        if depth and not self.names_people(row):
            inner = self.within(row, slot, depth, blamed=blamed)
            if inner:
                return inner
        return self._as_place(row, slot) or self._as_words(row, slot)

    def _senders(self, row: int, slot: str) -> list[Party]:
        """The parties that several delegates speak for: "*delegates* from the army and the rebels met"."""
        if self.clauses.lemma(row) not in self.clauses.words.delegates:
            return []
        phrases = self.clauses.phrases(row)
        rows = next((rows for link in SENT_BY if (rows := phrases.get(link, ()))), ())
        senders = [self.actors[one][0] for one in rows if one in self.actors] if len(rows) > 1 else []
        return [self._of_mention(one, f"{one.reason}; their delegates fill {slot}") for one in senders]

    def lawmakers(self, row: int) -> list[Party]:
        """The assembly told of last before its law or resolution, which speaks for it: "*the law* obliges them"."""
        words, article = self.clauses.words, self.grammar.child(row, "det")
        known = article is not None and self.grammar.lower(article) in words.definite
        if not known or self.clauses.lemma(row) not in words.laws:
            return []
        sentence, span = self.grammar.sentence(row), self.grammar.span(*self._phrase(row))
        near = (one for one in reversed(self._assemblies) if one.head < row)
        last = next((one for one in near if sentence - self.grammar.sentence(one.head) <= LAWS_REACH), None)
        return [] if last is None else [self._of_mention(last, f"{last.reason}; its {self.clauses.lemma(row)}", span)]

    def _adopts_laws(self, mention: ActorMention) -> bool:
        """Is it an assembly, of a state or of states ("the Security Council"), or its members?"""
        council = not self.clauses.words.councils.isdisjoint(mention.name.lower().split())
        return not mention.person and (mention.sector == LEGISLATIVE or (mention.sector == OF_STATES and council))

    def _speaking(self, row: int, slot: str) -> list[Party]:
        """Whose words a quotation gives, for "I" and "we" in it."""
        span = self.grammar.span(row, row + 1)
        said = [self.speaker(one) for one in quoted_voices(self._quotes, span)[-1:]]
        reason = f'"{self.grammar.word(row)}" is whoever speaks; fills {slot}'
        return [self._of_mention(one, reason, span) for one in said if one is not None]

    def is_quoted(self, row: int) -> bool:
        """Does a word stand in somebody's very words?"""
        return bool(quoted_voices(self._quotes, self.grammar.span(row, row + 1)))

    def speaker(self, voice: Voice) -> ActorMention | None:
        """Who a voice is, named elsewhere where only his words go on; None where it is the outlet, or nobody known."""
        if voice.kind == "outlet":
            return None
        if voice.start is None or voice.end is None:
            return self._named.get(voice.name)
        first, last = self.grammar.rows(Span(voice.start, voice.end))
        row = self.grammar.governor(first, last) if first < last else -1
        return min(self.actors[row], key=lambda one: one.start) if row in self.actors else None

    def is_weapon(self, row: int) -> bool:
        """Is the noun a word for a weapon or what carries it, which acts for its owner?"""
        return self.clauses.lemma(row) in self.clauses.words.classes["weapon"]

    def is_place(self, party: Party) -> bool:
        """Is the party named by a place alone ("in Iraq"), which says where and not whom?"""
        first, last = self.grammar.rows(Span(party.start, party.end))
        return all(self.grammar.tokens.name[row] in ("GPE", "LOC", "FAC") or self.clauses.pos[row] in ("DET", "ADJ")
                   for row in range(first, last))  # fmt: skip

    def names_people(self, row: int) -> bool:
        """Is the noun a word for people or a body, or part of a name?"""
        name = self.grammar.tokens.name[row] in PARTY_NAMES and self.clauses.pos[row] == "PROPN"
        people = self.clauses.words.people
        return name or self.clauses.lemma(row) in people or self.grammar.lower(row) in people

    def within(self, row: int, slot: str, depth: int, *, blamed: bool = False) -> list[Party]:
        """The parties that a thing, act or plan belongs to."""
        if self.clauses.pos[row] not in ("NOUN", "PROPN"):
            return []
        owners = self.clauses.owners(row)
        for one in owners:
            if one in self.actors or self.grammar.tokens.name[one] in PARTY_NAMES:
                joined = [last for last in owners if one in self.clauses.paired(last) and last in self.actors]
                return [party for owner in (one, *joined) for party in self.party(owner, slot, 0)]
        phrases = self.clauses.phrases(row)
        makers = self.clauses.makers(row) if blamed or self.is_weapon(row) else ()
        if parties := [party for one in makers for party in self.party(one, slot, depth - 1)]:
            return parties
        inner = INNER_ACTOR if slot in ACTOR_SLOTS or blamed else INNER
        for preposition in INNER_BLAMED if self.clauses.lemma(row) in self.clauses.words.wrongs else inner:
            parties = [
                party
                for one in phrases.get(preposition, ())
                for party in self.party(one, slot, depth - 1, blamed=blamed)
            ]
            if parties:
                return parties
        return []

    def _places_called(self, mentions: Iterable[ActorMention]) -> dict[str, PlaceMention]:
        """The places that mentions of parties name, by the parties' ids; a town is one each time it is mentioned."""
        called, others = dict[str, PlaceMention](), set[str]()
        for mention in mentions:
            place = self._called(mention)
            if place is None:
                others.add(mention.id)
            else:
                called[mention.id] = place
        return {id_: place for id_, place in called.items() if place.precision == "site" or id_ not in others}

    def _called(self, mention: ActorMention) -> PlaceMention | None:
        """The place that a mention names, by whichever spelling: "rockets hit *the al-Assad airbase*".

        Of a town only what is no more than its name: "the massacre of *al-Qaim*".
        """
        place = self.places.get(mention.head)
        if mention.id.startswith(KNOWN) or place is None or place.end != mention.end:
            return None
        bare = place.precision == "city" and not (mention.country or mention.sector)
        if not (bare or (place.precision == "site" and not mention.person)):
            return None
        first, last = (self.grammar.rows(Span(one.start, one.end))[0] for one in (mention, place))
        return place if all(self.clauses.pos[one] == "DET" for one in range(first, last)) else None

    def _of_mention(self, mention: ActorMention, reason: str, span: Span | None = None) -> Party:
        """A party from the actor mention that stands there, or that other words stand for.

        A place goes by its own name; whose a site is, only the text says: a base of Americans may stand in Iraq.
        """
        stands, place = span or Span(mention.start, mention.end), self._called_so.get(mention.id)
        if place is not None:
            is_site = place.precision == "site"
            name, country = (place.name, None) if is_site else (mention.name, place.country)
            why = f"{reason}; a place is called so"
            return Party(stands.start, stands.end, _place_id(place), name, country, mention.sector, True, why)
        return Party(
            stands.start, stands.end, mention.id, mention.name, mention.country, mention.sector, True, reason,
            person=mention.person,
        )  # fmt: skip

    def _as_place(self, row: int, slot: str) -> list[Party]:
        """A named place stands for those in it."""
        place = self.places.get(row)
        if place is None or slot in ("owner", "in"):
            return []
        reason = f"the place {place.name} fills {slot}; it stands for those there"
        return [Party(place.start, place.end, _place_id(place), place.name, place.country, None, True, reason)]

    def _as_words(self, row: int, slot: str) -> list[Party]:
        """The noun phrase itself where it is a name or speaks of people, or a thing that something is done to."""
        words = self.clauses.words
        named = self.grammar.tokens.name[row]
        if self.clauses.pos[row] not in ("NOUN", "PROPN") or self.clauses.lemma(row) in words.unspecific:
            return []
        if named and named not in (*PARTY_NAMES, "CARDINAL", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"):
            return []
        if slot == "owner" and named in REGIONS:
            return []  # "a *Gulf* attack" was there
        people = self.names_people(row)
        if not people and slot not in THING_SLOTS:
            return []
        first, last = self._phrase(row)
        while last - first > 1 and self.clauses.tag[last - 1] == "POS":
            last -= 1
        span = self.grammar.span(first, last)
        name = span.of(self.grammar.text)
        if not any(map(str.isalpha, name)):
            return []
        reason = f"no known actor: the words that fill {slot}" if people else THING
        return [Party(span.start, span.end, content_id("words", name.lower()), name, None, None, True, reason)]

    def _phrase(self, row: int) -> tuple[int, int]:
        """The rows of a noun phrase without its relative clauses and what follows a comma."""
        first, last = self.grammar.subtree(row)[0], row + 1
        for child in self.grammar.children(row):
            if child < row or (
                self.clauses.dep[child] not in ("compound", "case") and self.grammar.lower(child) != "of"
            ):
                continue
            last = max(last, self.grammar.subtree(child)[1])
        closed = [one for one in range(first, row) if self.grammar.word(one) == ")"]
        if closed and not any(self.grammar.word(one) == "(" for one in range(first, row)):
            first = closed[-1] + 1
        return min(first, row), last


def _holds(wide: ActorMention, mention: ActorMention) -> bool:
    """Does another phrase hold this one, or is it the same party in the same words?"""
    same = (wide.start, wide.end) == (mention.start, mention.end)
    return wide.id == mention.id if same else wide.start <= mention.start and mention.end <= wide.end


def place_span(place: PlaceMention) -> Span:
    """Where a place's name stands."""
    return Span(place.start, place.end)


def _place_id(place: PlaceMention) -> str:
    """The id of a named place as a party."""
    return PLACE + content_id("place", place.name, place.country or "")
