"""Places: what bears a name on earth, and where it lies."""

from dragoman.knowledge.places.gazetteer import Gazetteer, load_gazetteer
from dragoman.knowledge.places.names import place_key
from dragoman.knowledge.places.records import Place

__all__ = ["Gazetteer", "Place", "load_gazetteer", "place_key"]
