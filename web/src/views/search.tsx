import { useMemo } from "preact/hooks";
import { tally, type Case } from "../case";
import { excerpt, makeFinder, type Entry, type Finder } from "../find";
import { count } from "../format";
import { Link, useHere } from "../page";
import { formatRoute } from "../route";
import { segments } from "../text";

const MOST = 100;
const FACETS: [string, (entry: Entry) => string[]][] = [
  ["kind", (entry) => [entry.kind]],
  ["outlet", (entry) => entry.outlets],
  ["year", (entry) => (entry.year ? [entry.year] : [])],
];

const finders = new WeakMap<Case, Finder>();

/** The index is made at the first search, and kept. */
function finderOf(held: Case): Finder {
  let finder = finders.get(held);
  if (!finder) finders.set(held, (finder = makeFinder(held)));
  return finder;
}

/** Search over the texts and everything found in them. */
export function Search() {
  const { case: held, route } = useHere();
  const query = route.params.q ?? "";
  const all = useMemo(() => (query.trim() ? finderOf(held).find(query) : []), [held, query]);
  const chosen = FACETS.filter(([name]) => route.params[name]);
  const hits = all.filter(({ entry }) => chosen.every(([name, values]) => values(entry).includes(route.params[name]!)));
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
          {FACETS.map(([name, values]) => (
            <label key={name}>
              {name}{" "}
              <select value={route.params[name] ?? ""} onChange={(event) => set(name, event.currentTarget.value)}>
                <option value="">any</option>
                {tally(
                  all.flatMap(({ entry }) => values(entry)),
                  (value) => value,
                ).map(([value, number]) => (
                  <option key={value} value={value}>
                    {value} ({number})
                  </option>
                ))}
              </select>
            </label>
          ))}
          <span class="tally" role="status">
            {query.trim() ? count(hits.length, "hit") : ""}
          </span>
        </div>
      </form>
      <ol class="hits">
        {hits.slice(0, MOST).map(({ entry, terms }) => (
          <Hit key={entry.id} entry={entry} terms={terms} />
        ))}
      </ol>
      {hits.length > MOST && <p class="note">Only the best {MOST} are shown; add a word to narrow them.</p>}
    </main>
  );
}

function Hit({ entry, terms }: { entry: Entry; terms: string[] }) {
  const { text, lit } = excerpt(entry.text, terms);
  return (
    <li>
      <p class="kicker">
        {entry.kind} · {entry.outlets.join(", ")}
      </p>
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
