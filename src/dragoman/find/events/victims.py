"""Who is said to be one of those to whom an act was done: "X was *among those killed*", "killed *along with X*"."""

from dragoman.find.events.clauses import Clauses


def counted_among(clauses: Clauses, row: int) -> tuple[int, ...]:
    """Who is said to be among those for whom a word stands; () where nobody is."""
    link = clauses.grammar.head(row) if clauses.dep[row] == "pobj" else None
    if link is None or clauses.grammar.lower(link) not in clauses.words.counting_among:
        return ()
    verb = clauses.grammar.head(link)
    return clauses.surface_subjects(verb, 1) if verb is not None and clauses.lemma(verb) == "be" else ()


def victims_of(clauses: Clauses, noun: int) -> tuple[int, ...]:
    """Who is said to be among the dead of an act that a noun names: "X was among the dead *of the attack*".

    The parser hangs what follows the dead on them or on the verb.
    """
    link = clauses.grammar.head(noun) if clauses.dep[noun] == "pobj" else None
    above = clauses.grammar.head(link) if link is not None else None
    if above is None:
        return ()
    beside = [clauses.grammar.child(one, "pobj") for one in clauses.grammar.children_by(above, "prep")]
    named = [one for one in (above, *beside) if one is not None and clauses.lemma(one) in clauses.words.victims]
    return next((rows for one in named if (rows := counted_among(clauses, one))), ())


def companions(clauses: Clauses, verb: int) -> tuple[int, ...]:
    """With whom somebody is said to have suffered a deed: "was killed *with his guards*"; not "with a knife".

    Behind a bare "with" it is somebody by name, or of the one who suffered it: a means may be a word for people too
    ("with a nerve *agent*").
    """
    grammar = clauses.grammar
    links = [one for one in grammar.children_by(verb, "prep", "advmod")
             if grammar.lower(one) in clauses.words.companions]  # fmt: skip
    found: list[int] = []
    for link in links:
        inner = [one for below in grammar.children_by(link, "prep") for one in grammar.children_by(below, "pobj")]
        own = grammar.children_by(link, "pobj")
        named = [one for one in own if clauses.name[one] == "PERSON" or grammar.child(one, "poss") is not None]
        bare = grammar.lower(link) in clauses.words.accompanying_prepositions
        bare = bare and grammar.lower(link - 1) not in clauses.words.companions
        found += inner or (named if bare else own)
    return tuple(one for one in clauses.spread(found) if clauses.is_people(one))
