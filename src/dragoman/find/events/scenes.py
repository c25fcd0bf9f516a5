"""Where an act is: the place that the grammar ties to it, which is not every place that its sentence names.

Where somebody or something comes from or goes, whose it is, and where what is spoken of was, are not where the act is.
"""

from collections.abc import Iterable, Iterator, Sequence

from dragoman.find.events.clauses import PASSIVE_SUBJECT, Clauses
from dragoman.find.events.heads import SUBJECT
from dragoman.find.events.triggers import Trigger
from dragoman.grammar import TIME_NAMES
from dragoman.model import Party, PlaceMention, Span, Where

HOME = ("poss", "amod", "compound", "nmod")  # a place's name in these relations says whose, not where
MAX_CHAIN = 5  # words between a place or time and the trigger that it belongs to
LONGEST = (
    6  # the same where the place is at whom it was done to: "carried out strikes against a camp of the group near X"
)
PARTICIPLE = "VBG"
# How close a place stands to the act, the closest first
OF_ACT, OF_CLAUSE, OF_SPEAKER, OF_SHARED_SUBJECT, OF_SAME_SCENE, STRUCK = range(6)
_EXACT = ("city", "site", "region")
_EXACT_FIRST = {"site": 0, "city": 0, "region": 1, "country": 2}  # "in *Syria*'s *Idlib* province" is in both

Placed = tuple[int, PlaceMention]  # the row of what a place's name tells, as `site` finds it, and the place


def scene(
    clauses: Clauses, places: Iterable[Placed], trigger: Trigger, sides: tuple[Sequence[Party], Sequence[Party]]
) -> tuple[Where | None, str]:
    """The place of an act, and why.

    Args:
        clauses: Who stands where.
        places: The places of its sentence.
        trigger: The word that names the act.
        sides: Its actors and its recipients: a place within the words for an actor only says whose he is, and one that
            is struck is where the act is if no other is told.
    """
    grammar = clauses.grammar
    ranked = []
    for head, place in places:
        rank = _rank(clauses, (head, place), trigger, sides)
        if rank is not None:
            around = not place.start <= grammar.tokens.start[head] < place.end
            order = abs(head - trigger.row), around, _EXACT_FIRST[place.precision], place.start
            ranked.append((rank, *order, place))
    if not ranked:
        return None, "null: no place stands under the trigger or its clause"
    rank, *_, place = min(ranked, key=lambda one: one[:5])
    how = "is what the act was done to" if rank == STRUCK else "in its clause"
    where = Where(place.name, place.country, place.lat, place.lon, place.precision, place.start, place.end)
    return where, f'"{grammar.text[place.start : place.end]}" {how}; {place.reason}'


def _rank(
    clauses: Clauses, placed: Placed, trigger: Trigger, sides: tuple[Sequence[Party], Sequence[Party]]
) -> int | None:
    """How closely a place belongs to an act; None where it does not."""
    head, place = placed
    actors, recipients = sides
    if any(one.start <= place.start and place.end <= one.end for one in actors) or clauses.dep[head] in HOME:
        return OF_ACT if is_city_before(clauses, head, place) and clauses.grammar.head(head) == trigger.row else None
    above = chain(clauses, head, LONGEST)
    if _is_struck(clauses, head, place, recipients):
        there = above[1:2] == [trigger.row] and clauses.grammar.lower(above[0]) in clauses.words.speaking_prepositions
        # "bombed X"; "arrived *in* X", but not "supported X"
        struck = trigger.event.quad == "material conflict" or (there and trigger.event.quad == "material cooperation")
        return STRUCK if struck and place.precision in _EXACT else None
    above = above[: above.index(trigger.row) + 1] if trigger.row in above else above
    if not above or not _says_where(clauses, above, trigger):
        return None
    clause = clauses.clause_verb(trigger.row)
    if trigger.row in above:
        return None if _of_content(clauses, above, trigger.row, trigger) else OF_ACT
    if clause is None:
        return None
    if clause in above:
        elsewhere = _is_arranged(clauses, clause, trigger.row) or _of_content(clauses, above, clause, trigger)
        elsewhere = elsewhere or _is_where_it_is_spoken_of(clauses, above, clause, trigger)
        elsewhere = elsewhere or _was_at_another_time(clauses, trigger.row)
        return None if elsewhere else OF_CLAUSE
    return _rank_beside(clauses, above, trigger, clause)


def is_city_before(clauses: Clauses, row: int, place: PlaceMention) -> bool:
    """Is it a city's bare name before a noun, which says where that was, of capitals too: "the *Ankara* bombing"?"""
    return clauses.dep[row] == "compound" and place.precision == "city"


def _rank_beside(clauses: Clauses, above: Sequence[int], trigger: Trigger, clause: int) -> int | None:
    """How closely a place of another clause belongs to an act; None where it does not."""
    verbal = trigger.event.quad.startswith("verbal")
    speaks = len(above) > 1 and clauses.dep[above[-2]] in SUBJECT and clauses.lemma(above[-1]) in clauses.words.speaking
    if speaks and not verbal:
        return None  # "said *a grocer in X*, meaning the strike"
    if verbal and _is_speakers(clauses, above[-1], clause):
        return OF_SPEAKER
    shared = next((one for one in _shared(clauses, clause, verbal=verbal) if one in above), None)
    if shared is not None:
        return None if _of_content(clauses, above, shared, trigger) else OF_SHARED_SUBJECT
    return OF_SAME_SCENE if not verbal and is_scene_of(clauses, above[-1], clause) else None


def site(clauses: Clauses, named: int, place: PlaceMention) -> int:
    """The row of what a place's name tells: "X *province*", "the *port*, X", "the *market* of X"; else its own.

    Before a site the name of a country says whose it is ("a *US* base"), before a part of it where ("Iraq's *north*").
    """
    grammar, known = clauses.grammar, clauses.words.sites | clauses.words.localities
    around = known if place.precision in _EXACT else clauses.words.localities
    while clauses.dep[named] in (*HOME, "appos") and clauses.lemma(grammar.tokens.head[named]) in around:
        named = grammar.tokens.head[named]
    link = grammar.head(named) if clauses.dep[named] == "pobj" else None
    noun = grammar.head(link) if link is not None and grammar.lower(link) == "of" else None
    return noun if noun is not None and clauses.lemma(noun) in known else named


def _is_struck(clauses: Clauses, head: int, place: PlaceMention, recipients: Iterable[Party]) -> bool:
    """Is a place, or the site in it, what the act was done to: "bombed *X*", "shelled *the town of X*"?"""
    grammar = clauses.grammar
    if not place.start <= grammar.tokens.start[head] < place.end:
        return any(grammar.governor(*grammar.rows(Span(one.start, one.end))) == head for one in recipients)
    return any((one.start, one.end) == (place.start, place.end) for one in recipients)


def _says_where(clauses: Clauses, above: Sequence[int], trigger: Trigger) -> bool:
    """Do the prepositions over a place say where something is, and not where it comes from or goes to?"""
    words, lower = clauses.words, clauses.grammar.lower
    verbal = trigger.event.quad.startswith("verbal")
    here = words.speaking_prepositions if verbal else words.place_prepositions
    between = (row for row in above if not trigger.rows[0] <= row < trigger.rows[1])  # "set fire *to* a depot in X"
    topic = trigger.event.code != "ASSAULT" and any(lower(row) in words.topics for row in above[1:])
    return (
        lower(above[0]) in here and not topic and not any(lower(row) in words.journey_prepositions for row in between)
    )


def chain(clauses: Clauses, head: int, longest: int = MAX_CHAIN) -> list[int]:
    """The words above a mention, up to and with its clause's verb, or to what that verb answers.

    What stands right behind "jailed for the killing" says when and where that was, under whichever of the two the
    parser puts it.
    """
    found: list[int] = []
    for above in clauses.grammar.ancestors(head):
        older = _answered_before(clauses, above, found[-1] if found else head)
        found += older or [above]
        if clauses.is_verb(above) or leads_to_answered(clauses, found[-1]) or len(found) >= longest:
            break
    return found


def _answered_before(clauses: Clauses, verb: int, phrase: int) -> list[int]:
    """The noun, and the word that leads to it, of the act that a verb answers, where it stands before a phrase."""
    said = clauses.grammar.children_by(verb, "attr", "dobj")  # "was *revenge for the raid* on Monday"
    links = [link for one in (verb, *said) for link in clauses.grammar.children_by(one, "prep") if verb < link < phrase]
    noun = clauses.grammar.child(links[-1], "pobj") if links and leads_to_answered(clauses, links[-1]) else None
    return [noun, links[-1]] if noun is not None else []


def leads_to_answered(clauses: Clauses, row: int) -> bool:
    """Does a word lead to the older act that another answers: "jailed *for* the killing", but not "for two years"?"""
    words, above, act = clauses.words, clauses.grammar.head(row), clauses.grammar.child(row, "pobj", "pcomp")
    if above is None or act is None:
        return False
    link, answers = clauses.grammar.lower(row), {clauses.lemma(above), clauses.lemma(row - 1)}  # "in *revenge* for it"
    if link in words.responded_to:
        return not words.responding.isdisjoint(answers)
    answered = link in words.answered_by and not words.answering.isdisjoint(answers)
    return answered and clauses.grammar.tokens.name[act] not in TIME_NAMES


def _is_arranged(clauses: Clauses, verb: int, act: int) -> bool:
    """Was the act only ordered or planned there: "the strike was *ordered* in the capital"?"""
    return verb != act and clauses.lemma(verb) in clauses.words.arranging


def _was_at_another_time(clauses: Clauses, act: int) -> bool:
    """Does a noun only say before or after what something else was: "days before *the assault* he met them in X"?"""
    link = clauses.grammar.head(act) if clauses.dep[act] == "pobj" else None
    return link is not None and clauses.grammar.lower(link) in clauses.words.apart


def _is_where_it_is_spoken_of(clauses: Clauses, above: Sequence[int], clause: int, trigger: Trigger) -> bool:
    """Is it where somebody is who does something about an act: "a spokesman *in X* denounced the strikes"?

    Whoever carries an act out is where it is: "rebels in X launched an attack".
    """
    if trigger.row == clause or clauses.carrier(trigger.row) is not None:
        return False
    within = above[above.index(clause) - 1] if clause != above[0] else clause
    return clauses.dep[within] in SUBJECT and within not in (trigger.row, *clauses.grammar.ancestors(trigger.row))


def _of_content(clauses: Clauses, above: Sequence[int], anchor: int, trigger: Trigger) -> bool:
    """Does the place belong to what is spoken of ("condemned the strike *in* X"), not to who speaks or hears it?"""
    if not trigger.event.quad.startswith("verbal"):
        return False
    lower, words = clauses.grammar.lower, clauses.words
    between = above[: above.index(anchor)]
    links = {lower(row) for row in between[1:] if clauses.dep[row] == "prep"}
    if not links <= words.partner_prepositions | words.speaking_prepositions:
        return True  # "a deal *on* exports in X"
    if between and lower(between[-1]) in words.speaking_prepositions and links <= words.speaking_prepositions:
        return False  # "met *at* the palace in X", but not "at the end *of* the war in X"
    if trigger.mutual and anchor == trigger.row and (trigger.kind == "noun" or trigger.pattern.object):
        return False  # "held *talks* with them in X", but "discussed the war in X"
    nouns = [row for row in between if clauses.pos[row] in ("NOUN", "PROPN")]
    return any(clauses.grammar.tokens.lemma[row].lower() not in words.people for row in nouns)


def _is_speakers(clauses: Clauses, verb: int, clause: int) -> bool:
    """Is it where who speaks is while speaking ("*Speaking* in X, he condemned")?"""
    grammar = clauses.grammar
    own = grammar.child(verb, *SUBJECT, *PASSIVE_SUBJECT)
    return clauses.dep[verb] == "advcl" and grammar.head(verb) == clause and own is None and verb < clause


def _shared(clauses: Clauses, clause: int, *, verbal: bool) -> Iterator[int]:
    """Yield the verbs before a verb that share its subject: "*met* in X and signed"; of deeds, "*hit* it, killing"."""
    while clauses.grammar.child(clause, *SUBJECT, *PASSIVE_SUBJECT) is None:
        above = clauses.grammar.head(clause)
        follows = clauses.dep[clause] == "advcl" and clauses.tag[clause] == PARTICIPLE and not verbal
        if above is None or above > clause or not (follows or clauses.dep[clause] == "conj"):
            return
        if _is_arranged(clauses, above, clause):
            return
        yield above
        clause = above


def is_scene_of(clauses: Clauses, verb: int, clause: int) -> bool:
    """Does a clause tell what happened as the act was done: "died *when shells hit the market* in X"?"""
    marks = clauses.grammar.children_by(verb, "advmod", "mark")
    opened = any(clauses.grammar.lower(one) in clauses.words.scenes for one in marks)
    return opened and clauses.dep[verb] == "advcl" and clauses.grammar.head(verb) == clause
