"""spaCy itself, loaded without its own command line, which is a third of what it loads and which no parse needs."""

import sys
from types import ModuleType
from typing import Any

COMMANDS, INFO = "spacy.cli", "spacy.cli.info"  # what the library takes from its command line is one function


def load_library() -> Any:
    """Import spaCy; whoever asks for its commands in the same process finds them as always."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    commands, info = ModuleType(COMMANDS), ModuleType(INFO)
    commands.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    sys.modules |= {COMMANDS: commands, INFO: info}
    try:
        import spacy  # noqa: PLC0415 - heavy, and not needed to read a case
    finally:
        del sys.modules[COMMANDS], sys.modules[INFO]
    return spacy


def _info(*arguments: Any, **named: Any) -> Any:
    """What `spacy.info` tells."""
    from spacy.cli.info import info  # noqa: PLC0415 - what is left out until it is asked for

    return info(*arguments, **named)
