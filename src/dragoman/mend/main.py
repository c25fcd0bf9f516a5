"""The main clause: a sentence goes on with a finite verb behind its subject's clause, and that verb has a subject."""

from collections.abc import Collection

from dragoman.mend.sentence import AUXILIARIES, FINITE, SUBJECTS, Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
RELATIVE = frozenset({"WDT", "WP"})  # the Penn tags of relative pronouns
VERBAL = frozenset({"VERB", "AUX"})
SETTING = frozenset({"prep", "npadvmod", "advmod", "advcl"})  # in what, and when, something is done
GOVERNS = frozenset({"dobj", "xcomp", "ccomp"})  # what a past participle that only modifies a noun does not govern


def lift(sentence: Sentence) -> None:
    """Give a subject that the parser hangs on an auxiliary to the verb: "Egypt and Qatar *are* mediating"."""
    for row, dep in enumerate(sentence.dep):
        auxiliary = sentence.head[row]
        if dep in SUBJECTS and sentence.dep[auxiliary] in AUXILIARIES:
            verb = sentence.head[auxiliary]
            if sentence.child(verb, *SUBJECTS) is None:
                sentence.head[row] = verb


def resume(sentence: Sentence) -> None:
    """Make the verb behind a relative clause the main one: "Venezuela, where thousands fled, *offered* to mediate"."""
    noun = sentence.root()
    if noun is None or sentence.pos[noun] not in NOMINAL:
        return
    children = sentence.children(noun)
    clause = next((row for row in children if sentence.dep[row] == "relcl"), None)
    verb = next((row for row in children if sentence.dep[row] == "acl" and sentence.tag[row] in ("VBN", "VBD")), None)
    if clause is None or verb is None or verb < clause or sentence.tag[verb - 1] != ",":
        return
    below = {sentence.dep[row] for row in sentence.children(verb)}
    if not below & GOVERNS or below & SUBJECTS:
        return
    sentence.tag[verb] = "VBD"
    sentence.enthrone(verb, noun, "nsubj")


def finish(sentence: Sentence, believing: Collection[str]) -> None:
    """Give a noun the main verb that was read as what its clause is about: "raids that *angered X were aimed* at Y".

    What stands right behind the verb of that clause is its object, unless the verb is one of belief or speech.
    """
    noun = sentence.root()
    clause = sentence.child(noun, "relcl") if noun is not None and sentence.pos[noun] in NOMINAL else None
    verb = sentence.child(clause, "ccomp") if clause is not None else None
    if noun is None or clause is None or verb is None or sentence.words[clause] in believing:
        return
    who, whom = sentence.child(clause, "nsubj"), sentence.child(verb, "nsubj", "nsubjpass")
    relative = who is not None and sentence.tag[who] in RELATIVE
    if not relative or whom is None or sentence.first(whom) != clause + 1 or not sentence.is_finite(verb):
        return
    sentence.dep[whom], sentence.head[whom] = "dobj", clause
    sentence.enthrone(verb, noun, sentence.subject_label(verb))


def enclose(sentence: Sentence) -> None:
    """Let a noun before a participle between commas be the main verb's: "the *town*, shelled since May, *was hit*".

    A comma never parts a finite verb from its own subject, and what follows a closing comma needs one.
    """
    verb = sentence.root()
    if verb is None or not sentence.is_finite(verb) or sentence.child(verb, *SUBJECTS) is not None:
        return
    begins = min(sentence.group(verb))
    clause = next((row for row in sentence.children(verb) if sentence.dep[row] == "advcl" and row < begins), None)
    noun = sentence.child(clause, "nsubj", "nsubjpass") if clause is not None else None
    if clause is None or noun is None or sentence.tag[clause] not in ("VBD", "VBN", "VBG"):
        return
    if sentence.dep[verb - 1] == "cc":
        return
    between = [row for row in range(noun + 1, clause) if sentence.tag[row] == ","]
    closed = any(sentence.tag[row] == "," for row in range(clause + 1, begins))
    if not between or not closed:
        return
    sentence.dep[noun], sentence.head[noun] = sentence.subject_label(verb), verb
    sentence.dep[clause], sentence.head[clause] = "acl", noun
    if sentence.tag[clause] == "VBD":
        sentence.tag[clause] = "VBN"


def lead(sentence: Sentence) -> None:
    """Make what stands behind an opening phrase the subject: "Following their attacks, *America* has withdrawn"."""
    verb = sentence.root()
    if verb is None or sentence.dep[0] != "prep" or sentence.head[0] != verb:
        return
    if not sentence.is_finite(verb) or sentence.child(verb, *SUBJECTS) is not None:
        return
    noun = sentence.child(0, "pobj")
    name = sentence.child(noun, "appos") if noun is not None else None
    if name is None or name > min(sentence.group(verb)) or sentence.words[sentence.first(name) - 1] != ",":
        return
    sentence.dep[name], sentence.head[name] = sentence.subject_label(verb), verb


def set_out(sentence: Sentence) -> None:
    """Make the clause behind an opening phrase the main one: "As a young man *he fought*".

    No preposition governs a sentence.
    """
    link = sentence.root()
    noun = sentence.child(link, "pobj") if link == 0 and sentence.pos[0] == "ADP" else None
    clause = sentence.child(noun, "relcl") if noun is not None else None
    who = sentence.child(clause, *SUBJECTS) if clause is not None else None
    if link is None or clause is None or who is None or sentence.tag[who] != "PRP":
        return
    if sentence.first(clause) != who or not sentence.is_finite(clause):
        return
    sentence.enthrone(clause, link, "prep")


def comment(sentence: Sentence) -> None:
    """Make the first clause the main one: "A accused B of theft, *a charge* B denied", where the charge sums it up.

    A verb that has an object of its own has no clause before it as its content.
    """
    verb = sentence.root()
    noun = sentence.child(verb, "dobj") if verb is not None else None
    clause = sentence.child(verb, "ccomp") if verb is not None else None
    subject = sentence.child(verb, "nsubj") if verb is not None else None
    if verb is None or noun is None or clause is None or subject is None or not clause < noun < subject < verb:
        return
    first = sentence.first(noun)
    own = any(sentence.dep[row] in SUBJECTS for row in sentence.children(clause))
    if not own or sentence.tag[first - 1] != "," or not sentence.is_finite(clause):
        return
    for row in sentence.children(verb):
        if row < first or (row > verb and sentence.dep[row] == "punct"):
            sentence.head[row] = clause
    sentence.dep[clause], sentence.head[clause] = "ROOT", clause
    sentence.dep[noun], sentence.head[noun] = "appos", clause
    sentence.dep[verb], sentence.head[verb] = "relcl", noun


def follow(sentence: Sentence) -> None:
    """Make what stands behind a joined verb its object: "fled and, days later, *murdered* Ann"; its subject is shared.

    A verb that is joined to one with a subject is not turned around, as "said Ann" is.
    """
    for verb, dep in enumerate(sentence.dep):
        if dep != "conj" or sentence.tag[verb] not in FINITE or not _has_subject(sentence, sentence.head[verb]):
            continue
        noun = sentence.child(verb, "nsubj")
        if noun is not None and sentence.first(noun) == verb + 1 and sentence.child(verb, *GOVERNS) is None:
            sentence.dep[noun] = "dobj"


def rejoin(sentence: Sentence) -> None:
    """Join a finite verb to a finite one: "*said* it would not invite him and *demanded* talks".

    A verb in the past or with an "s" is never joined to a bare infinitive, be it behind "would" or "to", but to what
    governs that; with "do" the two are of one kind ("it did not answer and left").
    """
    for verb, dep in enumerate(sentence.dep):
        bare = sentence.head[verb]
        if dep != "conj" or sentence.tag[verb] not in ("VBD", "VBZ") or sentence.tag[bare] != "VB":
            continue
        governs = _finite_above(sentence, bare)
        if governs is None or governs > bare or sentence.child(verb, *SUBJECTS) is not None:
            continue
        for row in sentence.children(bare):
            if bare < row < verb and sentence.dep[row] in ("cc", "punct"):
                sentence.head[row] = governs
        sentence.head[verb] = governs


def part(sentence: Sentence) -> None:
    """Give what stands behind "and" to the verb that follows: "fled in May, and *in June* his wife was arrested"."""
    for verb, dep in enumerate(sentence.dep):
        before = sentence.head[verb]
        if dep != "conj" or not {sentence.pos[verb], sentence.pos[before]} <= VERBAL:
            continue
        link = next((row for row in sentence.children(before) if sentence.dep[row] == "cc" and row < verb), None)
        if link is not None and sentence.child(verb, *SUBJECTS) is not None:
            for row in sentence.children(before):
                if link < row < verb and sentence.dep[row] in SETTING:
                    sentence.head[row] = verb


def accompany(sentence: Sentence) -> None:
    """Give a participle behind a joined noun that noun for its subject: "he was killed and *his wife* wounded"."""
    for verb, relation in enumerate(sentence.dep):
        noun = sentence.head[verb]
        above = sentence.head[noun]
        gapped = relation == "acl" and sentence.tag[verb] == "VBN" and sentence.dep[noun] == "conj" and noun + 1 == verb
        if gapped and sentence.tag[above] == "VBN" and sentence.child(above, "auxpass") is not None:
            sentence.dep[verb], sentence.head[verb] = "conj", above
            sentence.dep[noun], sentence.head[noun] = "nsubjpass", verb
        bare = (
            sentence.dep[verb] == "conj" and sentence.tag[verb] == "VBN" and sentence.child(verb, "agent") is not None
        )
        subject = sentence.child(verb, "nsubj") if bare else None
        if subject is not None and sentence.child(verb, "dobj", *AUXILIARIES) is None:
            sentence.dep[subject] = "nsubjpass"


def reduce(sentence: Sentence, believing: Collection[str]) -> None:
    """Make a finite verb behind a bare participle the main one: "shells *fired* by X *killed* him".

    A verb with "by whom" and no auxiliary is a participle that modifies its noun, and so is one of belief with what is
    believed ("drones *believed* to be theirs *struck* it").
    """
    verb = sentence.root()
    if verb is None or sentence.child(verb, "dobj", "ccomp", "cc", *AUXILIARIES) is not None:
        return
    held = sentence.child(verb, "xcomp") if sentence.words[verb] in believing else None
    bound = sentence.child(verb, "agent") if held is None else held
    subject, main = sentence.child(verb, "nsubj", "nsubjpass"), sentence.child(verb, "conj", "advcl")
    if subject is None or bound is None or main is None or sentence.tag[main] != "VBD" or not subject < bound < main:
        return
    if sentence.child(main, "mark", "advmod", *SUBJECTS) is not None:
        return
    for row in sentence.children(verb):
        if row > main or sentence.dep[row] == "punct":
            sentence.head[row] = main
    sentence.dep[main], sentence.head[main] = "ROOT", main
    sentence.dep[subject], sentence.head[subject] = "nsubj", main
    sentence.tag[verb], sentence.dep[verb], sentence.head[verb] = "VBN", "acl", subject


def regain(sentence: Sentence, believing: Collection[str]) -> None:
    """Make the second of two finite verbs the main one where nothing joins them: "boys *seized* in May *were freed*".

    Two verbs of one subject need a conjunction, a comma or an adverb between them; without one, or where a comma parts
    the first from that subject ("the man, *shot* in May, *will live*"), the first is a participle of the noun's.
    """
    verb = sentence.root()
    if verb is None or sentence.tag[verb] not in ("VBD", "VBN") or sentence.words[verb] in believing:
        return
    subject = sentence.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject > verb or sentence.child(verb, "dobj", "dative", "xcomp", *AUXILIARIES) is not None:
        return
    later = (row for row in sentence.children(verb) if row > verb and sentence.dep[row] in ("conj", "ccomp"))
    main = next((row for row in later if sentence.is_finite(row)), None)
    if main is None or sentence.child(main, "mark", *SUBJECTS) is not None:
        return
    begins = min(sentence.group(main))
    between = [row for row in (*sentence.children(verb), *sentence.children(main)) if verb < row < begins]
    comma = any(sentence.tag[row] == "," for row in between) and sentence.tag[verb - 1] != ","
    if comma or any(sentence.dep[row] == "cc" or (row, sentence.dep[row]) == (begins - 1, "advmod") for row in between):
        return  # "came *and* left", "came *then* left"
    for row in sentence.children(verb):
        if row > begins:
            sentence.head[row] = main
    sentence.dep[main], sentence.head[main] = "ROOT", main
    sentence.dep[subject], sentence.head[subject] = sentence.subject_label(main), main
    sentence.tag[verb], sentence.dep[verb], sentence.head[verb] = "VBN", "acl", subject


def suffer(sentence: Sentence, causing: Collection[str]) -> None:
    """Let what somebody has done to others be done to them: "he had two *ministers locked* up"."""
    for verb, relation in enumerate(sentence.dep):
        subject = sentence.child(verb, "nsubj")
        if subject is None or relation not in ("ccomp", "xcomp") or sentence.tag[verb] not in ("VBN", "VBD"):
            continue
        above = sentence.words[sentence.head[verb]] in causing
        if above and sentence.child(verb, "dobj", "mark", *AUXILIARIES) is None:
            sentence.dep[subject], sentence.tag[verb] = "nsubjpass", "VBN"


def detach(sentence: Sentence) -> None:
    """Let a past form without an object modify the noun right before it: "Ann, the *woman detained* on Monday".

    A clause on a noun that has a subject and no relative word is none.
    """
    for verb, relation in enumerate(sentence.dep):
        noun = verb - 1
        if (relation, sentence.tag[verb]) != ("acl", "VBD") or sentence.child(
            verb, "dobj", "mark", "ccomp"
        ) is not None:
            continue
        own = noun > 0 and (sentence.head[noun], sentence.dep[noun]) == (verb, "nsubj")
        if not own or sentence.pos[noun] not in NOMINAL:
            continue
        before = sentence.first(noun) - 1
        named = before > 0 and sentence.tag[before] == "," and sentence.pos[before - 1] in NOMINAL
        sentence.dep[noun], sentence.head[noun] = "appos", before - 1 if named else sentence.head[verb]
        sentence.tag[verb], sentence.head[verb] = "VBN", noun


def divide(sentence: Sentence) -> None:
    """Begin a second clause at the noun whose verb has an adverb before it: "jets hit it *and tanks then fired*"."""
    for verb, relation in enumerate(sentence.dep):
        noun = sentence.head[verb]
        first = sentence.head[noun]
        if relation != "acl" or sentence.tag[verb] != "VBD" or sentence.dep[noun] != "conj":
            continue
        said = [row for row in sentence.children(verb) if noun < row < verb and sentence.dep[row] == "advmod"]
        if not said or sentence.dep[first] != "dobj":
            continue
        before = sentence.head[first]
        for row in sentence.children(first):
            if first < row < noun and sentence.dep[row] == "cc":
                sentence.head[row] = before
        sentence.dep[verb], sentence.head[verb] = "conj", before
        sentence.dep[noun], sentence.head[noun] = "nsubj", verb


def state(sentence: Sentence) -> None:
    """Make a participle with a phrase before it the main verb: "a court *on Monday sentenced* leader Ali".

    What only modifies a noun has no time, place or subject of its own before it.
    """
    noun = sentence.root()
    told = any(tag in FINITE and dep != "amod" for tag, dep in zip(sentence.tag, sentence.dep, strict=True))
    if noun is None or sentence.pos[noun] not in NOMINAL or told:
        return
    for verb in sentence.children(noun):
        subject = sentence.child(verb, "nsubj")
        if (
            sentence.dep[verb] == "amod"
            and sentence.tag[verb] in ("VBN", "VBD")
            and subject is not None
            and subject < verb
        ):
            sentence.tag[verb], sentence.dep[verb], sentence.head[verb] = "VBD", "ROOT", verb
            sentence.dep[noun], sentence.head[noun] = "dobj", verb
            return
    for verb in range(noun + 1, len(sentence.words)):
        fronted = [row for row in sentence.children(verb) if row < verb and sentence.dep[row] == "prep"]
        if sentence.dep[verb] != "amod" or sentence.tag[verb] not in ("VBN", "VBD") or not fronted:
            continue
        thing = sentence.head[verb]
        while sentence.dep[thing] in ("compound", "nmod") and sentence.head[thing] != noun:
            thing = sentence.head[thing]
        for row in sentence.children(noun):
            if row > verb:
                sentence.head[row] = verb
        sentence.tag[verb], sentence.dep[verb], sentence.head[verb] = "VBD", "ROOT", verb
        sentence.dep[noun], sentence.head[noun] = "nsubj", verb
        sentence.dep[thing], sentence.head[thing] = "dobj", verb
        return


def _finite_above(sentence: Sentence, bare: int) -> int | None:
    """The verb in the past or present under which a bare infinitive stands, through clauses that are its contents."""
    row = bare
    while sentence.tag[row] == "VB" and sentence.dep[row] in ("xcomp", "ccomp", "conj"):
        if any(
            sentence.tag[one] in ("VBD", "VBZ", "VBP") for one in sentence.children(row) if sentence.dep[one] == "aux"
        ):
            return None
        row = sentence.head[row]
    return row if row != bare and sentence.tag[row] in ("VBD", "VBZ", "VBP") else None


def _has_subject(sentence: Sentence, verb: int) -> bool:
    """Has a verb a subject of its own before it?"""
    subject = sentence.child(verb, *SUBJECTS)
    return subject is not None and subject < verb
