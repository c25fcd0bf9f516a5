"""The main clause: a sentence with a clause behind its subject goes on with a finite verb."""

from dragoman.mend.sentence import SUBJECTS, Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
GOVERNS = frozenset({"dobj", "xcomp", "ccomp"})  # what a past participle that only modifies a noun does not govern


def resume(sentence: Sentence) -> None:
    """Make the verb behind a relative clause the main one: "Venezuela, where thousands fled, *offered* to mediate"."""
    noun = next((row for row, head in enumerate(sentence.head) if head == row), None)
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
    for row in children:
        if row > verb:
            sentence.head[row] = verb
    sentence.tag[verb], sentence.dep[verb], sentence.head[verb] = "VBD", "ROOT", verb
    sentence.dep[noun], sentence.head[noun] = "nsubj", verb
