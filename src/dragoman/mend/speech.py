"""Requests and charges: what is asked is no purpose, a deed is said of who is charged, and harm is done by the deed."""

from collections.abc import Collection, Mapping

from dragoman.mend.sentence import Sentence


def ask(sentence: Sentence, asking: Mapping[str, Collection[str]]) -> None:
    """Make what is asked the content of the asking, and no purpose: "called on the cabinet on Sunday *to go*"."""
    for row, relation in enumerate(sentence.dep):
        verb = sentence.head[row]
        if relation != "advcl" or sentence.tag[row] != "VB" or sentence.words[verb] not in asking:
            continue
        marked = any(sentence.tag[child] == "TO" for child in sentence.children(row))
        asked = any(
            sentence.words[child] in asking[sentence.words[verb]] and sentence.child(child, "pobj") is not None
            for child in sentence.children(verb)
            if verb < child < row and sentence.dep[child] == "prep"
        )
        if marked and asked:
            sentence.dep[row] = "xcomp"


def charge(sentence: Sentence, charging: Collection[str]) -> None:
    """Hang the deed on the charge where the parser hangs it on who is charged: "accused the guard *of firing*"."""
    for row, relation in enumerate(sentence.dep):
        noun = sentence.head[row]
        verb = sentence.head[noun]
        if (
            relation == "prep"
            and _is_deed(sentence, row, verb)
            and sentence.dep[noun] in ("dobj", "nsubjpass")
            and sentence.words[verb] in charging
        ):
            sentence.head[row] = verb


def blame(sentence: Sentence, blaming: Mapping[str, Collection[str]]) -> None:
    """Hang who is blamed on the blaming where the parser hangs it on the harm: "blamed the attack *on X*"."""
    for row, relation in enumerate(sentence.dep):
        harm = sentence.head[row]
        verb = sentence.head[harm]
        links = blaming.get(sentence.words[verb], ())
        if relation != "prep" or sentence.words[row] not in links or sentence.dep[harm] not in ("dobj", "nsubjpass"):
            continue
        if not any(
            sentence.words[one] in links and sentence.head[one] == verb for one in range(row, len(sentence.dep))
        ):
            sentence.head[row] = verb


def _is_deed(sentence: Sentence, row: int, verb: int) -> bool:
    """Does a preposition govern a deed: a clause, or behind a lone "of" a common noun ("accused X *of treason*")?"""
    noun = sentence.child(row, "pobj")
    if noun is None:
        return sentence.child(row, "pcomp") is not None
    charged = any(sentence.words[child] == sentence.words[row] for child in sentence.children(verb))
    common = sentence.tag[noun] in ("NN", "NNS")
    return sentence.words[row] == "of" and common and not charged


def result(sentence: Sentence, charging: Collection[str], results: Collection[str]) -> None:
    """Hang the harm on the deed where the parser hangs it on the charge: "accused X of firing, *injuring* three"."""
    for row, relation in enumerate(sentence.dep):
        verb = sentence.head[row]
        if relation != "advcl" or sentence.tag[row] != "VBG" or sentence.words[verb] not in charging or row < verb:
            continue
        links = [child for child in sentence.children(verb) if verb < child < row and sentence.dep[child] == "prep"]
        deed = next((found for link in links if (found := sentence.child(link, "pcomp")) is not None), None)
        if deed is not None and sentence.words[row] in results:
            sentence.head[row] = deed
