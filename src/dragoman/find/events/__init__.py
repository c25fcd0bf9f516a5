"""Events: who did what to whom, when, where, how many, and whether it is said to have happened.

The words that name an act come from the codebook, the roles from the grammar, everything around it from the finders
before. Each choice writes its reason when it is taken.
"""

from msgspec.structs import replace

from dragoman.codebook import Codebook
from dragoman.find.events.aspect import tense_of
from dragoman.find.events.choice import aside_of, choose
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.dates import Dates
from dragoman.find.events.intentions import restate
from dragoman.find.events.moments import Moments
from dragoman.find.events.nature import contexts_of, is_repeated, modes_of, topic_of
from dragoman.find.events.nouns import THING
from dragoman.find.events.parties import Parties, share_words
from dragoman.find.events.scenes import is_scene_of
from dragoman.find.events.settings import FORCEFUL, Settings
from dragoman.find.events.status import status_of
from dragoman.find.events.triggers import Trigger, find_triggers
from dragoman.find.events.words import Vocabulary, vocabulary
from dragoman.grammar import Grammar
from dragoman.hedges import HedgeWords, hedges_at
from dragoman.lang import Language
from dragoman.model import EventMention, Mentions, Party, Status, When, content_id

Roles = tuple[tuple[Party, ...], tuple[Party, ...], dict[str, str]]  # actors, recipients, reasons
NOUN_DISCOUNT = 0.1  # a noun names an act less surely than a verb: "strike", "support" (development sentences)
DEPTH_DISCOUNT = 0.04  # each clause above the trigger makes it less likely what the sentence is about
MOST_DISCOUNT = 0.3
PLURAL_NOUN = "NNS"
UNKNOWN = (When(None, None, None, "none"), "null: no time in its sentence, and none that the story gives it")
PAST = ("past", "before")
WITHIN = ("in", "during", "throughout")
LEAST_SCORE = 0.3  # below it more are wrong than right (development articles)
NO_PARTY_DISCOUNT = 0.25  # an act without any party is more often an idiom


def find_events(grammar: Grammar, found: Mentions, *, lang: Language, codebook: Codebook) -> tuple[EventMention, ...]:
    """Find the events that a document tells of, in text order.

    Args:
        grammar: The document's grammar.
        found: Actors, times, places, figures and quotes.
        lang: Its language.
        codebook: The event types and their patterns.

    Returns:
        One mention an act; spans are code points of the raw text.
    """
    events = Finder(grammar, found, vocabulary(lang), codebook).events()
    words = lang.section("hedges", HedgeWords)
    return tuple(replace(event, hedges=hedges_at(grammar, event.head, words)) for event in events)


class Finder:
    """One document's events.

    Args:
        grammar: The document's grammar.
        found: The mentions of the finders before.
        words: The language's words.
        codebook: The event types.
    """

    def __init__(self, grammar: Grammar, found: Mentions, words: Vocabulary, codebook: Codebook) -> None:
        self.grammar = grammar
        self.clauses = Clauses(grammar, words)
        self.parties = Parties(self.clauses, found)
        self.settings = Settings(self.clauses, found)
        self.ids = {one.head: one.id for one in found.actors}
        self.moments = Moments(self.clauses, found)
        self.codebook = codebook
        self.acts: dict[int, Trigger] = {}  # the acts of force that words name, by row

    def events(self) -> tuple[EventMention, ...]:
        """All events, in text order."""
        return self.decide()[0]

    def decide(self) -> tuple[tuple[EventMention, ...], dict[int, str]]:
        """All events, in text order; and for each row whose word could have made another, why it did not."""
        dropped: dict[int, str] = {}
        triggers: dict[int, Trigger] = {}
        for one in find_triggers(self.clauses, self.codebook):
            aside = aside_of(self.clauses, one)
            if aside is not None:
                dropped[one.row] = aside
            else:
                triggers[one.row] = one
        inside = {row for one in triggers.values() if one.kind == "noun" for row in range(*one.rows) if row != one.row}
        triggers = {row: one for row, one in triggers.items() if row not in inside or one.kind != "noun"}
        self.acts = {one.row: one for one in triggers.values() if one.event.quad == "material conflict"}
        self.parties.acts = {row: one for row, one in self.acts.items() if one.kind == "noun"}
        self.parties.named = frozenset(one.row for one in triggers.values() if one.kind == "noun")
        choice = choose(
            self.clauses, (restate(self.clauses, one, self.codebook, triggers) for one in triggers.values())
        )
        events: list[EventMention] = []
        rows: dict[str, tuple[int, ...]] = {}
        for trigger in choice.kept:
            joined = choice.joined.get(trigger.row, [])
            made = self._event(trigger, joined)
            if isinstance(made, str):
                dropped[trigger.row] = made
            else:
                events.append(made)
                rows[made.id] = (trigger.row, *(one.row for one in joined))
                dropped |= {one.row: f'joins "{trigger.wording}" ({made.type}), the same act' for one in joined}
        ordered = sorted(events, key=lambda one: one.start)
        verbal = frozenset(code for code, one in self.codebook.types.items() if one.quad.startswith("verbal"))
        dates = Dates(self.clauses, self.moments, self.ids, verbal)
        return dates.complete(ordered, rows), {**dropped, **choice.dropped}

    def _event(self, trigger: Trigger, joined: list[Trigger]) -> EventMention | str:
        """The event of a trigger; where the words around it are too few to make one, why."""
        roles = actors, recipients, _ = self._roles(trigger, joined)
        mutual = trigger.event.reciprocal or trigger.pattern.reciprocal
        needs_recipient = trigger.event.needs_recipient or trigger.pattern.needs_recipient
        if needs_recipient and not recipients and not (mutual and actors):
            return f"{trigger.event.code} asks for a recipient, and nobody stands as one"
        if trigger.kind == "adjective" and not recipients and "clause" not in trigger.pattern.after:
            return "an adjective names an act only where it has a recipient"
        score = self._score(trigger, bool(actors or recipients) or self.parties.has_city(trigger))
        if score < LEAST_SCORE:
            return f"its score, {score}, is below {LEAST_SCORE}"
        return self._mention(trigger, joined, roles, score)

    def _mention(self, trigger: Trigger, joined: list[Trigger], roles: Roles, score: float) -> EventMention:
        """The mention, with all that the clause tells of it."""
        actors, recipients, reasons = roles
        named = (trigger, *joined)
        when, told, status = self._time(trigger, joined, reasons)
        scenes = [self.settings.where(one, actors, recipients) for one in named]
        where, reasons["where"] = next((one for one in scenes if one[0] is not None), scenes[0])
        modes, reasons["modes"] = modes_of(self.clauses, trigger, joined)
        contexts, reasons["contexts"] = contexts_of(self.clauses, trigger, self.codebook)
        tolls = tuple(dict.fromkeys(toll for one in named for toll in self.settings.tolls(one)))
        tolls = tolls or self.settings.counted_before(trigger, recipients)
        reasons["figures"] = "stated in its clause" if tolls else "null: no killed, injured or detained in its clause"
        reasons["type"] = f'"{trigger.wording}" ({trigger.kind}) is a word for {trigger.event.code}'
        voices = self.settings.voices(trigger)
        reasons["voices"] = "the quotation that holds it" if len(voices) > 1 else "the outlet's own words"
        span = self.grammar.span(*trigger.rows)
        return EventMention(
            id=content_id(self.grammar.document.id, span.start, span.end, trigger.event.code),
            start=span.start,
            end=span.end,
            head=trigger.row,
            type=trigger.event.code,
            modes=modes,
            contexts=contexts,
            status=status,
            historical=told == "history",
            score=score,
            wording=trigger.wording,
            actors=actors,
            recipients=recipients,
            when=when,
            where=where,
            tolls=tolls,
            topic=topic_of(self.clauses, trigger),
            voices=voices,
            reasons=reasons,
            effect=next((one.pattern.role for one in named if one.pattern.role), None),
            several=self._is_several(trigger),
        )

    def _is_several(self, trigger: Trigger) -> bool:
        """Does a noun name many acts, in the plural or as a war that holds them; was it done again and again?"""
        row = trigger.row
        if trigger.kind == "noun":
            return self.grammar.tokens.tag[row] == PLURAL_NOUN or self.clauses.lemma(row) in self.clauses.words.wars
        return is_repeated(self.clauses, row)

    def _time(
        self, trigger: Trigger, joined: list[Trigger], reasons: dict[str, str]
    ) -> tuple[When, str | None, Status]:
        """When it was, whether that is history or still to come, and the status that follows; adds the reasons.

        What the trigger itself does not say, a word for the same act may: "the strike that *killed* him *on Friday*".
        """
        status, reasons["status"] = status_of(self.clauses, trigger)
        times = (self.moments.of(one) for one in (trigger, *joined))
        when, reasons["when"] = next((one for one in times if one is not None), UNKNOWN)
        told = self.settings.against_publication(when)
        over = status == "occurred" and tense_of(self.clauses, trigger.row) in PAST
        if told == "future" and over and when.basis != "stated":
            when, reasons["when"], told = UNKNOWN[0], "null: its words would lie after the document's own time", None
        if told == "future" and status == "occurred" and not trigger.event.quad.startswith("verbal"):
            status, reasons["status"] = "planned", "its time lies after the document's own"
        reasons["historical"] = "its time lies years before" if told == "history" else "no earlier time is given"
        return when, told, status

    def _roles(self, trigger: Trigger, joined: list[Trigger]) -> Roles:
        """Actors and recipients; what the trigger itself lacks may stand with a word that joined it."""
        actors, recipients, reasons = self.parties.roles(trigger)
        repelled = self.clauses.lemma(trigger.row) in self.clauses.words.repelling
        for one in joined if not repelled else ():  # what an attack was on is not struck by who repels it
            more_actors, more_recipients, why = self.parties.roles(one)
            if not actors and more_actors and not share_words(more_actors, recipients):
                actors, reasons["actors"] = more_actors, f'{why["actors"]}, with "{one.wording}"'
            whom = () if recipients or self._is_fought_in(one) else more_recipients
            if whom and not share_words(whom, actors):
                recipients, reasons["recipients"] = whom, f'{why["recipients"]}, with "{one.wording}"'
        struck, why_struck = self._struck(trigger, recipients)
        if struck:
            recipients, reasons["recipients"] = struck, why_struck
        if not actors and "speaker" in trigger.pattern.actor:
            actors = self.parties.speaking(self.settings.voices(trigger)[-1])
            reasons["actors"] = "the speaker of the quotation" if actors else reasons["actors"]
        if not actors and trigger.kind == "noun":
            actors = self.parties.around(trigger, recipients)
            if actors:
                reasons["actors"] = "subject of the clause that it is a means of, or who is charged with it"
        if not actors and trigger.kind == "verb" and trigger.event.quad.startswith("verbal"):
            rows = self.grammar.children_by(trigger.row, "nsubj")
            actors = tuple(one for row in rows for one in self.parties.nouns.lawmakers(row))
            reasons["actors"] = "whose law it is that speaks" if actors else reasons["actors"]
        scene = self._scene(trigger)
        if not actors and scene is not None:
            doers = self.parties.roles(scene)[0]
            if doers and not share_words(doers, recipients):
                actors, reasons["actors"] = doers, f'who did what it came of ("{scene.wording}")'
        return actors, recipients, reasons

    def _is_fought_in(self, trigger: Trigger) -> bool:
        """Is it a war in which somebody fights, on whichever side: "fought *in the war* on Iran"?"""
        link = self.grammar.head(trigger.row) if trigger.kind == "noun" else None
        war = self.clauses.lemma(trigger.row) in self.clauses.words.wars
        return war and link is not None and self.grammar.lower(link) in WITHIN

    def _struck(self, trigger: Trigger, recipients: tuple[Party, ...]) -> tuple[tuple[Party, ...], str]:
        """Whom an act hits that names nobody, or nothing but things; and why. () where its recipients stand."""
        if recipients:
            things = trigger.event.code in FORCEFUL and all(one.reason == THING for one in recipients)
            return self.parties.site_of_things(trigger) if things else (), "the site at which things were hit"
        if trigger.kind != "noun" or trigger.event.quad != "material conflict":
            return (), ""
        site = self.parties.at_site(trigger)
        if site:
            return site, "the site before the trigger"
        return self.parties.victims(trigger), "said to be among its dead or wounded"

    def _scene(self, trigger: Trigger) -> Trigger | None:
        """The act of force in whose course another was done: "died *when gunmen attacked* their camp"."""
        if trigger.row not in self.acts or trigger.kind != "verb":
            return None
        clauses = self.grammar.children_by(trigger.row, "advcl")
        told = (self.acts[one] for one in clauses if one in self.acts and is_scene_of(self.clauses, one, trigger.row))
        return next(told, None)

    def _score(self, trigger: Trigger, has_party: bool) -> float:
        """How sure the mention is, 0 to 1, comparable within a document."""
        depth = sum(self.clauses.is_verb(above) for above in self.grammar.ancestors(trigger.row))
        discount = min(MOST_DISCOUNT, DEPTH_DISCOUNT * depth)
        discount += NOUN_DISCOUNT * (trigger.kind == "noun") + NO_PARTY_DISCOUNT * (not has_party)
        return round(max(0.05, trigger.pattern.weight - discount), 3)
