"""What belongs to a figure besides its number: whose people or means are counted, where, who says so, how sure."""

from msgspec.structs import replace

from dragoman.find.figures.numbers import FigureWords
from dragoman.grammar import Grammar
from dragoman.hedges import HedgeWords, hedges_at
from dragoman.model import ActorMention, FigureMention, Mentions, PlaceMention, Span
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
        self._places = [(self._head(place), place) for place in found.places]

    def settled(self, figure: FigureMention) -> FigureMention:
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
        """The id of the party whose people or means are counted.

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
            owners = [*owners, row, *grammar.children_by(verb, SUBJECT)]
        return next((self._actors[one].id for one in (*owners, row) if one in self._actors), None)

    def _where(self, row: int) -> PlaceMention | None:
        """The place that hangs on the counted noun, else the one that hangs on the verb of its clause."""
        verb = next((one for one in self.grammar.ancestors(row) if self.grammar.tokens.pos[one] == "VERB"), None)
        best: tuple[int, int, PlaceMention] | None = None
        for head, place in self._places:
            chain = self._chain(head) if head >= 0 else []
            if not chain or self.grammar.lower(chain[0]) not in self.words.places:
                continue
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
