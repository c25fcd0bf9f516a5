// Where the case comes from: the page itself, or the server that shows it and takes judgements.

import type { Entry } from "./find";
import type { CaseData, Columns, Judgement, LightData, Part, Picture, Problem } from "./model";

/** What a person says, as `dragoman judge` takes it too; spans count code points. */
export interface Asked {
  what: "right" | "wrong" | "correct" | "add" | "same" | "different" | "unsure" | "undo";
  ids: string[];
  field?: string | null;
  value?: string | null;
  spans?: [number, number][];
  why?: string;
  who?: string;
}

/** What became of it. */
export interface Taken {
  judgements: Judgement[];
  problems: Problem[];
}

/** A hit of the server's search; `start` and `end` are where it stands in its document. */
export type ServerEntry = Omit<Entry, "at"> & { start: number | null; end: number | null };

export interface Found {
  hits: ServerEntry[];
  count: number;
  facets: Record<string, Record<string, number>>;
  terms: string[];
}

export interface Source {
  load: () => Promise<CaseData>;
  /** Ask for records that the case holds back. */
  part: (documents: readonly string[], event?: string) => Promise<Part>;
  situation: () => Promise<Picture>;
  /** Everything that the case holds back, part by part; absent where a server keeps it. */
  rest?: () => AsyncIterable<Part>;
  /** Absent where the page searches itself. */
  search?: (query: string, chosen: Record<string, string>) => Promise<Found>;
  /** Absent where nobody listens: in an exported page. */
  judge?: (asked: Asked) => Promise<Taken>;
  /** The name of the newest build; absent where there is no other. */
  newest?: () => Promise<string>;
}

/** The case that stands in the page itself, else the one that its server gives. */
export function sourceOf(inside: string | null | undefined, parts: () => Promise<string[]>): Source {
  return inside?.trim() ? packed(inside.trim().split("\n"), parts) : served();
}

/** A case that stands in the page, packed: a line the case, a line its situation; behind the page's script its parts. */
function packed([first, second]: string[], lines: () => Promise<string[]>): Source {
  const given = once(() => unpack<CaseData | LightData>(first!));
  const load = once(async () => expanded(await given()));
  const parts = once(async () => (await lines()).map((line) => once(() => unpack<Part>(line))));
  const partOf = once(async () => {
    const data = await given();
    const each = "part_documents" in data ? data.part_documents : Infinity;
    return new Map((await load()).documents.map((one, index) => [one.id, Math.floor(index / each)]));
  });
  return {
    load,
    situation: once(() => unpack<Picture>(second!)),
    part: async (documents, event) => {
      const tellers = event ? (await load()).reports.filter((one) => one.event === event) : [];
      const [known, all] = await Promise.all([partOf(), parts()]);
      const wanted = new Set([...documents, ...tellers.map((one) => one.document)].map((id) => known.get(id)));
      const found = await Promise.all([...wanted].flatMap((number) => all[number ?? -1]?.() ?? []));
      return {
        documents: found.flatMap((one) => one.documents),
        reports: found.flatMap((one) => one.reports),
        events: found.flatMap((one) => one.events),
        outcomes: found.flatMap((one) => one.outcomes),
      };
    },
    rest: async function* () {
      for (const part of await parts()) yield part();
    },
  };
}

/** A case with its tables as rows. */
export function expanded(data: CaseData | LightData): CaseData {
  if (!("part_documents" in data)) return data;
  const { documents, actors, reports, events } = data;
  return {
    ...data,
    outcomes: [],
    documents: rowsOf(documents),
    actors: rowsOf(actors),
    reports: rowsOf(reports),
    events: rowsOf(events),
  };
}

/** Rows that were written column by column; a value that stands in many of them is one value here too. */
function rowsOf<Row>({ names, values, cells }: Columns): Row[] {
  const rows = Array.from({ length: cells.reduce((most, one) => Math.max(most, one.length), values[0]?.length ?? 0) });
  return rows.map((_, row) => {
    const made: Record<string, unknown> = {};
    for (let column = 0; column < names.length; column++) {
      const numbers = cells[column]!;
      made[names[column]!] = values[column]![numbers.length > 0 ? numbers[row]! : row];
    }
    return made as Row;
  });
}

function once<One>(make: () => Promise<One>): () => Promise<One> {
  let made: Promise<One> | undefined;
  return () => (made ??= make());
}

/** What `dragoman.export.page.pack` packed: JSON as gzip, in Base64. */
async function unpack<One>(line: string): Promise<One> {
  if (!("DecompressionStream" in globalThis)) throw new Error("It needs a browser of 2023 or later to unpack it.");
  const letters = atob(line);
  const packed = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) packed[at] = letters.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as One;
}

/** The case that a server gives; all that is asked for later is of the build that was given. */
function served(): Source {
  let build = "";
  const ask = <One>(address: string, pairs: string[][] = []) =>
    get<One>(`${address}?${query([...pairs, ...(build ? [["build", build]] : [])])}`);
  return {
    load: async () => {
      const data = expanded(await get<CaseData | LightData>("case.json"));
      build = data.build;
      return data;
    },
    part: (documents, event) =>
      ask("part.json", [...documents.map((id) => ["document", id]), ...(event ? [["event", event]] : [])]),
    situation: () => ask("situation.json"),
    newest: async () => (await get<{ build: string }>("current.json")).build,
    search: (words, chosen) => ask("search.json", [["q", words], ...Object.entries(chosen)]),
    judge: async (asked) => {
      const headers = { "Content-Type": "application/json" };
      return read<Taken>(await fetch("api/judgements", { method: "POST", headers, body: JSON.stringify(asked) }));
    },
  };
}

/** The server no longer has the build that is shown. */
export class Gone extends Error {}

/** A source that is loaded anew, as `renew` does it, when its server no longer has the build that is shown. */
export function renewing(source: Source, renew: () => Promise<void>): Source {
  let renewed: Promise<void> | null = null;
  const watched = <Given extends unknown[], One>(ask: (...given: Given) => Promise<One>) => {
    return async (...given: Given): Promise<One> => {
      try {
        return await ask(...given);
      } catch (error) {
        // The views ask again when the new build is shown.
        if (error instanceof Gone) await (renewed ??= renew().finally(() => (renewed = null)));
        throw error;
      }
    };
  };
  const { part, situation, search } = source;
  return { ...source, part: watched(part), situation: watched(situation), search: search && watched(search) };
}

function query(pairs: string[][]): string {
  return new URLSearchParams(pairs).toString();
}

async function get<One>(address: string): Promise<One> {
  return read<One>(await fetch(address));
}

const HTTP_GONE = 410;

/** What the server answers, or its reason for not answering. */
async function read<One>(answer: Response): Promise<One> {
  if (answer.status === HTTP_GONE) throw new Gone(await answer.text());
  if (!answer.ok) throw new Error((await answer.text()) || `The server answered ${answer.status}.`);
  return (await answer.json()) as One;
}
