import { useEffect, useMemo, useState } from "preact/hooks";
import { remembered, type Case } from "../case";
import { excerpt, FACETS, Finder, type Entry, type Results } from "../find";
import { count } from "../format";
import { Downloads, type Column } from "../grid";
import { afterFrames, Link, Loading, Nothing, useHere, useReady } from "../page";
import { formatRoute, hrefFrom } from "../route";
import { Gathered } from "../slices";
import type { Found as Told } from "../source";
import { segments } from "../text";

const COLUMNS: Column<Entry>[] = [
  { name: "kind", value: (entry) => entry.kind },
  { name: "title", value: (entry) => entry.title },
  { name: "text", value: (entry) => entry.text },
  { name: "outlets", value: (entry) => entry.outlets.join(", ") },
  { name: "year", value: (entry) => entry.year || null },
  { name: "id", value: (entry) => entry.target },
  { name: "start", value: (entry) => entry.at?.start ?? null },
  { name: "end", value: (entry) => entry.at?.end ?? null },
];

/** What the texts are searched with, made once. */
export const finderOf = remembered((held: Case) => new Finder(held));

/** What the server found, as the page itself would have found it. */
function fromServer(found: Told): Results {
  const hits = found.hits.map((hit) => ({
    ...hit,
    at: hit.start !== null && hit.end !== null ? { start: hit.start, end: hit.end } : null,
  }));
  const facets = Object.entries(found.facets).map(([name, values]) => [
    name,
    Object.entries(values).sort((a, b) => b[1] - a[1]),
  ]);
  return { hits, count: found.count, facets: Object.fromEntries(facets), terms: found.terms };
}

const NONE: Results = { hits: [], count: 0, facets: {}, terms: [] };
/** Wait for a pause in typing before the server is asked (milliseconds). */
const PAUSE = 120;

const NOTHING = new Gathered<never>([].values());

/** What became of a search: hits, null while the texts are being read, or why there are none. */
type Outcome = Results | null | { fault: string };

/** The hits of the query in the address; a case that is not whole is searched by its server. */
function useOutcome(): Outcome {
  const { case: held, route, source } = useHere();
  const query = route.params.q ?? "";
  const chosen = Object.fromEntries(
    FACETS.flatMap(([name]) => (route.params[name] ? [[name, route.params[name]]] : [])),
  );
  const key = JSON.stringify([query, chosen]);
  const whole = held.whole;
  const finder = finderOf(held);
  const ready = useReady(whole ? finder.entries : NOTHING);
  const own = useMemo(() => (whole && ready ? finder.find(query, chosen) : null), [held, whole, ready, key]);
  const [told, setTold] = useState<Outcome>(NONE);
  const ask = whole ? undefined : source.search;
  useEffect(() => {
    if (!ask) return;
    let current = true;
    const timer = setTimeout(() => {
      ask(query, chosen).then(
        (found) => current && setTold(fromServer(found)),
        (error: unknown) => current && setTold({ fault: error instanceof Error ? error.message : String(error) }),
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [held, whole, key]);
  return ask ? told : own;
}

/** Search over the texts and everything found in them. */
export function Search() {
  const { route } = useHere();
  const query = route.params.q ?? "";
  const outcome = useOutcome();
  const { hits, count: number, facets, terms } = outcome && "hits" in outcome ? outcome : NONE;
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
            {query.trim() && outcome ? count(number, "hit") : ""}
          </span>
          <Downloads name="hits" rows={hits} columns={COLUMNS} />
        </div>
      </form>
      {!outcome && <Loading />}
      {outcome && "fault" in outcome && (
        <p role="alert" class="differs">
          {outcome.fault}
        </p>
      )}
      {!query.trim() && (
        <p class="note">
          Every word must occur; of a word of three letters and more the end may be missing. Accents do not matter.
        </p>
      )}
      {query.trim() && outcome && number === 0 && !("fault" in outcome) && (
        <Nothing>Nothing in this case holds all of these words.</Nothing>
      )}
      <Hits key={`${query} ${number}`} hits={hits} terms={terms} />
      {number > hits.length && <p class="note">Only the best {hits.length} are shown; add a word to narrow them.</p>}
    </main>
  );
}

/** Hits that are drawn in each frame: the first are more than a screen holds. */
const IN_A_FRAME = 20;

function Hits({ hits, terms }: { hits: Entry[]; terms: string[] }) {
  const [most, setMost] = useState(IN_A_FRAME);
  useEffect(() => (most < hits.length ? afterFrames(1, () => setMost(most + IN_A_FRAME)) : undefined), [most, hits]);
  return (
    <ol class="hits">
      {hits.slice(0, most).map((entry, index) => (
        <Found key={`${entry.kind}${entry.target}${entry.at?.start ?? index}`} entry={entry} terms={terms} />
      ))}
    </ol>
  );
}

function Found({ entry, terms }: { entry: Entry; terms: string[] }) {
  const { route } = useHere();
  return useMemo(() => <Hit entry={entry} terms={terms} />, [entry, terms, hrefFrom(route, "")]);
}

function Hit({ entry, terms }: { entry: Entry; terms: string[] }) {
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
