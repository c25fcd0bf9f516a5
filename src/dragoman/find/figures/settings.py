"""What belongs to a figure besides its number: whose people or means are counted, where, who says so, how sure."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.find.figures.numbers import FigureWords
from dragoman.grammar import Grammar
from dragoman.hedges import HedgeWords, hedges_at
from dragoman.model import DESCRIBED, ActorMention, FigureMention, Mentions, PlaceMention, Span
from dragoman.voices import voices_at

OWNERS = ("poss", "amod", "compound", "nmod")  # "Iranian soldiers", "Iran's soldiers"
MAX_CHAIN = 5  # words between a place and what is counted there; as many as between a place and an act
SUBJECT, OBJECT = "nsubj", "dobj"


class Settings:
    """Parties, places and voices of one document, ready to be asked for by figure.

    Args:
        grammar: The document.
        found: Its actors, places and quotations.
        words: The language's `figures.toml`.
        hedging: Its `hedges.toml`.
    """

    def __init__(self, grammar: Grammar, found: Mentions, words: FigureWords, hedging: HedgeWords) -> None:
        self.grammar, self.found, self.words, self.hedging = grammar, found, words.grammar, hedging
        self._actors: dict[int, ActorMention] = {}
        for actor in sorted(found.actors, key=lambda one: one.start - one.end):
            self._actors.setdefault(actor.head, actor)
        heads = [(self._head(place), place) for place in found.places]
        above = [(head, self._chain(head), place) for head, place in heads if head >= 0]
        self._places = [one for one in above if one[1] and grammar.lower(one[1][0]) in self.words.places]

    def settled(self, figures: Sequence[FigureMention]) -> tuple[FigureMention, ...]:
        """The figures, in text order, with all that belongs to them.

        A bare number that takes over the unit of the figure before it in its sentence ("2,500 troops in Iraq, 900 in
        Syria") takes over whose they are too.
        """
        done: list[FigureMention] = []
        for figure in figures:
            one, last = self._settled(figure), done[-1] if done else None
            bare = one.whose is None and one.of is None and one.role is None
            if last is not None and bare and one.unit == last.unit and self._together(one, last):
                one = replace(one, whose=last.whose)
            done.append(one)
        return tuple(done)

    def _together(self, one: FigureMention, other: FigureMention) -> bool:
        """Do the two stand in one sentence?"""
        return self.grammar.sentence(one.head) == self.grammar.sentence(other.head)

    def _settled(self, figure: FigureMention) -> FigureMention:
        """The figure with all that belongs to it."""
        place = self._where(figure.head)
        return replace(
            figure,
            whose=self._whose(figure.head),
            place=place.name if place is not None else None,
            voices=voices_at(self.grammar, self.found.quotes, Span(figure.start, figure.end)),
            hedges=hedges_at(self.grammar, figure.head, self.hedging),
        )

    def _head(self, place: PlaceMention) -> int:
        """The row that governs a place, or -1."""
        first, last = self.grammar.rows(Span(place.start, place.end))
        return self.grammar.governor(first, last) if first < last else -1

    def _whose(self, row: int) -> str | None:
        """The id of the party whose people or means are counted, if it has a name.

        It stands before the counted noun or behind its "of" ("12 soldiers of the guard"), is the counted noun itself
        ("12 Iranians"), or is the subject of a verb of having ("the US has 2,500 troops").
        """
        grammar = self.grammar
        owners = grammar.children_by(row, *OWNERS)
        for link in grammar.children_by(row, "prep"):
            if grammar.lower(link) == self.words.of:
                owners += grammar.children_by(link, "pobj")
        verb = grammar.head(row)
        if verb is not None and grammar.tokens.dep[row] == OBJECT and grammar.tokens.lemma[verb] in self.words.keepers:
            owners += grammar.children_by(verb, SUBJECT)
        known = (self._actors[one].id for one in (*owners, row) if one in self._actors)
        return next((one for one in known if not one.startswith(DESCRIBED)), None)

    def _where(self, row: int) -> PlaceMention | None:
        """The place that hangs on the counted noun, else the one that hangs on the verb of its clause."""
        if any(self.grammar.lower(one) in self.words.elsewhere for one in self.grammar.children_by(row, "advmod")):
            return None
        verb = next((one for one in self.grammar.ancestors(row) if self.grammar.tokens.pos[one] == "VERB"), None)
        best: tuple[int, int, PlaceMention] | None = None
        for head, chain, place in self._places:
            rank = 0 if row in chain else 1 if verb is not None and verb in chain else None
            if rank is not None and (best is None or (rank, abs(head - row)) < best[:2]):
                best = (rank, abs(head - row), place)
        return best[2] if best is not None else None

    def _chain(self, head: int) -> list[int]:
        """The words above a place, up to and with its clause's verb."""
        chain: list[int] = []
        for above in self.grammar.ancestors(head):
            chain.append(above)
            if self.grammar.tokens.pos[above] == "VERB" or len(chain) == MAX_CHAIN:
                break
        return chain
