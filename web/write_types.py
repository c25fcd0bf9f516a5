"""Writes what the page takes over from the package.

web/src/model.ts are the records that it shows as TypeScript types, web/src/codebook.ts the event types of the codebook,
web/src/rules.ts the rules by which an event's values are derived.

Run it with the package's own Python after a change of any: `.venv/bin/python web/write_types.py`.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from dragoman import model
from dragoman.export.page_outcomes import Outcome, Revised
from dragoman.resolve.rules import presets
from dragoman.situation import Picture

WEB = Path(__file__).parent / "src"
CODEBOOK = Path(__file__).parents[1] / "src" / "dragoman" / "codebook"
ROOTS = (model.Account, model.Actor, model.Report, model.Event, model.Judgement, Picture, Outcome, Revised)
HEAD = """// The records of src/dragoman that the page shows, written by web/write_types.py. Do not edit by hand.
// Every start and end counts Unicode code points of the document's raw text: see text.ts.
"""
CASE = """
/** A whole case, as `dragoman export --format page` and the server give it; of a large one only what every view needs. */
export interface CaseData {
  name: string;
  version: number;
  documents: Account[];
  actors: Actor[];
  reports: Report[];
  events: Event[];
  /** Those in force, the earliest first. */
  judgements: Judgement[];
  /** False where documents come without their text and mentions, and events and reports without reasons and places. */
  whole: boolean;
  /** Name of the build that is shown, or "". */
  build: string;
  /** Name of the rules by which the events' values are derived. */
  rules: string;
  /** What other rules make of them, where that is something else. */
  outcomes: Outcome[];
  /** Figures that outlets changed later. */
  revisions: Revised[];
}

/** Rows of one kind, column by column: see `columns` of src/dragoman/export/page_data.py. */
export interface Columns {
  names: string[];
  values: unknown[][];
  cells: number[][];
}

type Table = "documents" | "actors" | "reports" | "events";

/** A large case as it is given. */
export type LightData = Omit<CaseData, Table | "outcomes"> & Record<Table, Columns> & {
  /** How many documents each part of an exported page holds; 0 where a server gives the parts. */
  part_documents: number;
};

/** Some records of a case, each of them whole. */
export type Part = Pick<CaseData, "documents" | "reports" | "events" | "outcomes">;
"""
CODEBOOK_HEAD = """// The event types of src/dragoman/codebook, written by web/write_types.py. Do not edit by hand.

/** A type of event: its kind, its score from -10 (conflict) to 10 (cooperation), and what it means. */
export interface TypeOfEvent {
  quad: string;
  score: number;
  meaning: string;
}

"""
RULES_HEAD = """// The rules of src/dragoman/resolve/rules.toml, written by web/write_types.py. Do not edit by hand.

/** What each of them comes to. */
"""
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def typescript() -> str:
    """Return the text that model.ts must hold."""
    _, components = msgspec.json.schema_components(ROOTS)
    return HEAD + "".join(_interface(name, schema) for name, schema in sorted(components.items())) + CASE


def _interface(name: str, schema: dict[str, Any]) -> str:
    about = schema.get("description", "").split("\n")[0].strip()
    comment = f"/** {about} */\n" if about else ""
    lines = "".join(f"  {key}: {_type(one)};\n" for key, one in schema["properties"].items())
    return f"\n{comment}export interface {name} {{\n{lines}}}\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(f'"{one}"' for one in schema["enum"])
    if schema["type"] == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if schema["type"] == "object":
        return f"Record<string, {_type(schema['additionalProperties'])}>"
    return _PLAIN[schema["type"]]


def codebook() -> str:
    """Return the text that codebook.ts must hold."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CODEBOOK.glob("*.toml"))]
    types = {one["code"]: {key: one[key] for key in ("quad", "score", "meaning")} for one in files if "quad" in one}
    held = json.dumps(types, indent=2, ensure_ascii=False)
    return f"{CODEBOOK_HEAD}export const codebook: Record<string, TypeOfEvent> = {held};\n"


def rules() -> str:
    """Return the text that rules.ts must hold."""
    held = json.dumps({name: one.about for name, one in presets().items()}, indent=2, ensure_ascii=False)
    return f"{RULES_HEAD}export const rules: Record<string, string> = {held};\n"


def written() -> dict[Path, str]:
    """Return every file that this script writes, with the text that it must hold."""
    return {WEB / "model.ts": typescript(), WEB / "codebook.ts": codebook(), WEB / "rules.ts": rules()}


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
