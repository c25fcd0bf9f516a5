"""The situation: who is who, who stands with whom, who has what where, who wants what, and what led to what.

Everything is derived from the reports and stated ties of a case by named rules, keeps the words and the tellers that it
rests on, and is nobody's verdict.
"""

from dragoman.codebook import load_codebook
from dragoman.explain import Explained
from dragoman.lang import load_language
from dragoman.model import Record
from dragoman.situation.chains import Chains, find_chains
from dragoman.situation.dyads import Dyad, find_dyads
from dragoman.situation.forces import Series, gather_forces
from dragoman.situation.network import Network, find_networks
from dragoman.situation.positions import Issue, find_issues
from dragoman.situation.scene import Asked, Scene
from dragoman.situation.ties import Contrast, Tie, find_contrasts, gather_ties
from dragoman.situation.who import Who, find_who
from dragoman.situation.words import SituationWords

LANGUAGE = "en"  # the language whose documents are coded


class Situation(Record, frozen=True):
    """A case as the system that its documents describe; `events` are the ids of those that were asked for."""

    who: tuple[Who, ...]
    ties: tuple[Tie, ...]
    contrasts: tuple[Contrast, ...]
    forces: tuple[Series, ...]
    issues: tuple[Issue, ...]
    chains: Chains
    dyads: tuple[Dyad, ...]
    networks: tuple[Network, ...]
    events: tuple[str, ...]


class Picture(Record, frozen=True):
    """What the page shows of a situation: what it can count itself, and the network, is left out."""

    ties: tuple[Tie, ...]
    contrasts: tuple[Contrast, ...]
    forces: tuple[Series, ...]
    issues: tuple[Issue, ...]
    chains: Chains
    dyads: tuple[Dyad, ...]


def look(told: Explained, asked: Asked) -> Scene:
    """Cut a case to what is asked for.

    Raises:
        SetupError: as `Scene` does.
    """
    return Scene(told, asked, load_language(LANGUAGE).section("situation", SituationWords), load_codebook())


def picture(scene: Scene) -> Picture:
    """Draw of a situation what the page shows of it."""
    ties = gather_ties(scene)
    return Picture(
        ties=ties,
        contrasts=find_contrasts(ties),
        forces=gather_forces(scene),
        issues=find_issues(scene),
        chains=find_chains(scene),
        dyads=find_dyads(scene),
    )


def draw(scene: Scene) -> Situation:
    """Draw the situation that the reports of a scene describe."""
    shown = picture(scene)
    return Situation(
        who=find_who(scene, shown.ties),
        ties=shown.ties,
        contrasts=shown.contrasts,
        forces=shown.forces,
        issues=shown.issues,
        chains=shown.chains,
        dyads=shown.dyads,
        networks=find_networks(scene, shown.dyads, shown.ties),
        events=tuple(event.id for event in scene.events),
    )
