// Where the case comes from: the page itself, or the server that shows it and takes judgements.

import type { Entry } from "./find";
import type { CaseData, Judgement, Part, Problem } from "./model";

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
export type ServerEntry = Omit<Entry, "id" | "at"> & { start: number | null; end: number | null };

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
  search: (query: string, chosen: Record<string, string>) => Promise<Found>;
  /** Absent where nobody listens: in an exported page. */
  judge?: (asked: Asked) => Promise<Taken>;
}

const NOTHING = "An exported page has no server.";

/** The case that stands in the page itself, else the one that its server gives. */
export function sourceOf(inside: string | null | undefined): Source {
  if (!inside?.trim()) return server;
  return {
    load: () => Promise.resolve(JSON.parse(inside) as CaseData),
    part: () => Promise.reject(new Error(NOTHING)),
    search: () => Promise.reject(new Error(NOTHING)),
  };
}

const server: Source = {
  load: () => get<CaseData>("case.json"),
  part: (documents, event) =>
    get<Part>(`part.json?${query([...documents.map((id) => ["document", id]), ...(event ? [["event", event]] : [])])}`),
  search: (words, chosen) => get<Found>(`search.json?${query([["q", words], ...Object.entries(chosen)])}`),
  judge: async (asked) => {
    const headers = { "Content-Type": "application/json" };
    return read<Taken>(await fetch("api/judgements", { method: "POST", headers, body: JSON.stringify(asked) }));
  },
};

function query(pairs: string[][]): string {
  return new URLSearchParams(pairs).toString();
}

async function get<One>(address: string): Promise<One> {
  return read<One>(await fetch(address));
}

/** What the server answers, or its reason for not answering. */
async function read<One>(answer: Response): Promise<One> {
  if (!answer.ok) throw new Error((await answer.text()) || `The server answered ${answer.status}.`);
  return (await answer.json()) as One;
}
