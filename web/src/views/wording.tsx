import { useEffect, useMemo, useState } from "preact/hooks";
import { remembered, type Case } from "../case";
import { count } from "../format";
import { Downloads, Grid, type Column } from "../grid";
import { afterFrames, Link, Reading, Section, useHere, useReady } from "../page";
import { formatRange, hrefFrom } from "../route";
import { sentenceAround } from "../text";
import { byFrequency, wordsOf, type Choice, type Choices, type Word, type Wordings } from "../wording";

/** The words that take a side or stand in scare quotes, and those that the reports of one event choose for its act. */
export function Wording() {
  const { case: held, source } = useHere();
  if (held.whole) return <Words />;
  return source.rest ? <Reading title="Wording" /> : <TooMany />;
}

function Words() {
  const { case: held } = useHere();
  const wordings = wordsOf(held);
  if (!useReady(wordings.words)) return <Reading title="Wording" />;
  return (
    <main>
      <h1>Wording</h1>
      <p class="note">
        Words that a side chooses for what others call otherwise, words in scare quotes, and the different words that
        reports use for the same act. The neutral word only says which words belong together.
      </p>
      <ByOutlet things={differing(wordings)} outlets={held.outlets} />
      <h2>Every place</h2>
      <Grid name="wording" what="word" rows={wordings.words.all()} columns={columns(held)} sort="neutral" />
    </main>
  );
}

const differing = remembered((wordings: Wordings) => wordings.differing());

const THINGS_SHOWN = 12;
/** Things that are drawn in each frame behind the first: each may be a hundred links. */
const IN_A_FRAME = 4;
/** Words of one outlet for one thing, the most frequent. */
const WORDS_SHOWN = 4;

/** For each neutral word the words that each outlet chooses instead, with how often; those on which outlets differ most. */
function ByOutlet({ things, outlets }: { things: readonly Choices[]; outlets: readonly string[] }) {
  const [most, setMost] = useState(THINGS_SHOWN);
  const [drawn, setDrawn] = useState(1);
  useEffect(() => (drawn < most ? afterFrames(1, () => setDrawn(drawn + IN_A_FRAME)) : undefined), [drawn, most]);
  if (things.length === 0) return null;
  return (
    <Section
      id="by-outlet"
      title="Who chooses which word"
      note="For one and the same thing; each word leads to its first place."
    >
      <div class="scroll" tabIndex={0} role="region" aria-label="Words by outlet">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">Neutral word</th>
              {outlets.map((outlet) => (
                <th scope="col" key={outlet}>
                  {outlet}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {things.slice(0, Math.min(drawn, most)).map((thing) => (
              <Thing key={thing.neutral} thing={thing} outlets={outlets} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="tools">
        <Downloads name="words-by-outlet" rows={things} columns={byOutlet(outlets)} />
      </p>
      {things.length > most && (
        <button type="button" onClick={() => setMost(things.length)}>
          Show {count(things.length - most, "more word")}
        </button>
      )}
    </Section>
  );
}

/** The same as a file: a row each neutral word, a column each outlet. */
function byOutlet(outlets: readonly string[]): Column<Choices>[] {
  return [
    { name: "neutral word", value: (thing) => thing.neutral },
    ...outlets.map((outlet) => ({
      name: outlet,
      value: (thing: Choices) =>
        chosenBy(thing, outlet)
          .map(({ word, number }) => `${word} (${number})`)
          .join(", ") || null,
    })),
  ];
}

function chosenBy(thing: Choices, outlet: string): readonly Choice[] {
  const chosen = thing.by.get(outlet);
  return chosen ? byFrequency(chosen) : [];
}

/** A neutral word with the words of each outlet; drawn once. */
function Thing({ thing, outlets }: { thing: Choices; outlets: readonly string[] }) {
  const { route } = useHere();
  const link = (one: Choice) => hrefFrom(route, "read", one.first.document.id, { at: formatRange(one.first.at) });
  return useMemo(
    () => (
      <tr>
        <th scope="row">{thing.neutral}</th>
        {outlets.map((outlet) => (
          <td key={outlet} data-name={outlet}>
            {chosenBy(thing, outlet)
              .slice(0, WORDS_SHOWN)
              .map((one) => (
                <a key={one.word} href={link(one)}>
                  {one.word}&nbsp;<small>{one.number}</small>
                </a>
              ))}
          </td>
        ))}
      </tr>
    ),
    [thing, outlets, hrefFrom(route, "")],
  );
}

/** In a case whose texts stay on the server the words stand with each document and event. */
function TooMany() {
  return (
    <main class="narrow">
      <h1>Wording</h1>
      <p>
        This case is too large to list the words of all its documents here. Each event shows the words that its reports
        choose, each document has a layer of the words that take a side, and{" "}
        <code>dragoman export CASE --format csv</code> writes them all.
      </p>
    </main>
  );
}

function columns(held: Case): Column<Word>[] {
  const sentence = (row: Word) => {
    const text = held.text(row.document);
    const range = sentenceAround(
      text,
      row.at,
      held.paragraph(row.document, row.at),
      row.document.meta.language ?? "en",
    );
    return { text, range };
  };
  return [
    { name: "neutral", value: (row) => row.neutral || null, choose: true },
    {
      name: "word",
      value: (row) => row.word,
      show: (row) => (
        <Link view="read" id={row.document.id} at={row.at}>
          <i class="serif">{row.word}</i>
        </Link>
      ),
    },
    { name: "kind", value: (row) => row.kind, choose: true },
    { name: "outlet", value: (row) => row.outlet, choose: true },
    {
      name: "of",
      value: (row) => row.thing || null,
      show: (row) =>
        row.to && (
          <Link view={row.to.view} id={row.to.id}>
            {row.thing}
          </Link>
        ),
    },
    {
      name: "sentence",
      unsorted: true,
      value: (row) => {
        const { text, range } = sentence(row);
        return text.slice(range.start, range.end);
      },
      show: (row) => {
        const { text, range } = sentence(row);
        return (
          <span class="serif" dir="auto">
            {text.slice(range.start, row.at.start)}
            <mark>{text.slice(row.at.start, row.at.end)}</mark>
            {text.slice(row.at.end, range.end)}
          </span>
        );
      },
    },
  ];
}
