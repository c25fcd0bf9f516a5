"""Charges: "accused X of doing" is said of X, and harm is done by the deed, never by the charge."""

from collections.abc import Collection

from dragoman.mend.sentence import Sentence


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
