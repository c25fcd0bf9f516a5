import { useEffect, useMemo, useState } from "preact/hooks";
import { tally, type Case } from "../case";
import { excerpt, makeFinder, type Entry, type Finder, type Hit } from "../find";
import { count } from "../format";
import { Downloads, type Column } from "../grid";
import { Link, useHere } from "../page";
import { formatRoute } from "../route";
import type { Found as Told } from "../source";
import { segments } from "../text";

const MOST = 100;
const FACETS: [string, (entry: Entry) => string[]][] = [
  ["kind", (entry) => [entry.kind]],
  ["type", (entry) => (entry.type ? [entry.type] : [])],
  ["outlet", (entry) => entry.outlets],
  ["year", (entry) => (entry.year ? [entry.year] : [])],
];

const COLUMNS: Column<Hit>[] = [
  { name: "kind", value: ({ entry }) => entry.kind },
  { name: "title", value: ({ entry }) => entry.title },
  { name: "text", value: ({ entry }) => entry.text },
  { name: "outlets", value: ({ entry }) => entry.outlets.join(", ") },
  { name: "year", value: ({ entry }) => entry.year || null },
  { name: "id", value: ({ entry }) => entry.target },
  { name: "start", value: ({ entry }) => entry.at?.start ?? null },
  { name: "end", value: ({ entry }) => entry.at?.end ?? null },
];

const finders = new WeakMap<Case, Finder>();

/** The index is made at the first search, and kept. */
function finderOf(held: Case): Finder {
  let finder = finders.get(held);
  if (!finder) finders.set(held, (finder = makeFinder(held)));
  return finder;
}

interface Results {
  hits: Hit[];
  count: number;
  /** For each facet its values with how often they occur. */
  facets: Record<string, [string, number][]>;
}

function search(held: Case, query: string, chosen: Record<string, string>): Results {
  const all = query.trim() ? finderOf(held).find(query) : [];
  const picked = FACETS.filter(([name]) => chosen[name]);
  const hits = all.filter(({ entry }) => picked.every(([name, values]) => values(entry).includes(chosen[name]!)));
  const facets = FACETS.map(([name, values]) => [
    name,
    tally(
      all.flatMap(({ entry }) => values(entry)),
      (value) => value,
    ),
  ]);
  return { hits: hits.slice(0, MOST), count: hits.length, facets: Object.fromEntries(facets) };
}

/** What the server found, as the page itself would have found it. */
function fromServer(found: Told): Results {
  const hits = found.hits.map((hit, id) => {
    const at = hit.start !== null && hit.end !== null ? { start: hit.start, end: hit.end } : null;
    return { entry: { ...hit, id, at }, terms: found.terms };
  });
  const facets = Object.entries(found.facets).map(([name, values]) => [
    name,
    Object.entries(values).sort((a, b) => b[1] - a[1]),
  ]);
  return { hits, count: found.count, facets: Object.fromEntries(facets) };
}

const NONE: Results = { hits: [], count: 0, facets: {} };
/** Wait for a pause in typing before the server is asked (milliseconds). */
const PAUSE = 120;

/** The hits of the query in the address; a case that is not whole is searched by its server. */
function useResults(): Results {
  const { case: held, route, source } = useHere();
  const query = route.params.q ?? "";
  const chosen = Object.fromEntries(
    FACETS.flatMap(([name]) => (route.params[name] ? [[name, route.params[name]]] : [])),
  );
  const key = JSON.stringify([query, chosen]);
  const own = useMemo(() => (held.whole ? search(held, query, chosen) : null), [held, key]);
  const [told, setTold] = useState(NONE);
  useEffect(() => {
    if (held.whole) return;
    let current = true;
    const timer = setTimeout(() => {
      source.search(query, chosen).then(
        (found) => current && setTold(fromServer(found)),
        () => current && setTold(NONE),
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [held, key]);
  return own ?? told;
}

/** Search over the texts and everything found in them. */
export function Search() {
  const { route } = useHere();
  const query = route.params.q ?? "";
  const { hits, count: number, facets } = useResults();
  const set = (key: string, value: string) =>
    location.replace(formatRoute({ ...route, params: { ...route.params, [key]: value } }));
  return (
    <main>
      <h1>Search</h1>
      <form class="search" onSubmit={(event) => event.preventDefault()} role="search">
        <label>
          <span class="unseen">Words to search for</span>
          <input
            class="find"
            type="search"
            placeholder="Words in the texts, names, places …"
            value={query}
            onInput={(event) => set("q", event.currentTarget.value)}
          />
        </label>
        <div class="tools">
          {FACETS.map(([name]) => (
            <label key={name}>
              {name}{" "}
              <select value={route.params[name] ?? ""} onChange={(event) => set(name, event.currentTarget.value)}>
                <option value="">any</option>
                {(facets[name] ?? []).map(([value, number]) => (
                  <option key={value} value={value}>
                    {value} ({number})
                  </option>
                ))}
              </select>
            </label>
          ))}
          <span class="tally" role="status">
            {query.trim() ? count(number, "hit") : ""}
          </span>
          <Downloads name="hits" rows={hits} columns={COLUMNS} />
        </div>
      </form>
      <ol class="hits">
        {hits.map(({ entry, terms }) => (
          <Found key={entry.id} entry={entry} terms={terms} />
        ))}
      </ol>
      {number > hits.length && <p class="note">Only the best {hits.length} are shown; add a word to narrow them.</p>}
    </main>
  );
}

function Found({ entry, terms }: Hit) {
  const { text, lit } = excerpt(entry.text, terms);
  return (
    <li>
      <p class="kicker">{[entry.kind, ...entry.outlets].join(" · ")}</p>
      <Link view={entry.view} id={entry.target} at={entry.at}>
        {entry.title}
      </Link>
      <blockquote dir="auto">
        {segments({ start: 0, end: text.length }, lit).map((part) => {
          const words = text.slice(part.start, part.end);
          return part.marks.length > 0 ? <mark key={part.start}>{words}</mark> : words;
        })}
      </blockquote>
    </li>
  );
}
