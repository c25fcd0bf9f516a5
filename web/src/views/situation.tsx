import type { FunctionComponent } from "preact";
import { count, eventTitle, names, RELATION, typeName, whenName } from "../format";
import { say } from "../edtf";
import type { Chain, Issue, Picture, Position, Said, Series, Step, Tie } from "../model";
import { Fold, InTurn, Link, Loading, Nothing, Section, TypeMark, Unreal, useHere } from "../page";
import { Dyads } from "./dyads";
import { SituationTable, TABLES } from "./situation_tables";
import {
  asOf,
  More,
  PartyLink,
  Quoted,
  Sayers,
  Sentence,
  spells,
  Statements,
  STEPS,
  strength,
  useSituation,
} from "./stated";

/** Parts of a long list that are shown before the reader asks for its table. */
const FEW = 12;
/** Series of strengths that are shown: counted ones come first. */
const SERIES = 40;

/** Who has what where, who wants what, what led to what, and how pairs stood to each other over time. */
export function Situation() {
  const { route } = useHere();
  const told = useSituation();
  return (
    <main class="situation">
      <header class="lead">
        <h1>Situation</h1>
        <p>
          What the documents say of who has what where, who wants what, and what led to what. It is nobody’s verdict.
        </p>
        <nav class="key" aria-label="Parts of the situation">
          <Link view="situation" current={route.id === ""}>
            In short
          </Link>
          {Object.entries(TABLES).map(([id, table]) => (
            <Link key={id} view="situation" id={id} current={route.id === id}>
              {table.title}
            </Link>
          ))}
        </nav>
      </header>
      {!told && <Loading />}
      {told && "fault" in told && (
        <p role="alert" class="differs">
          {told.fault}
        </p>
      )}
      {told &&
        "ties" in told &&
        (route.id in TABLES ? <SituationTable id={route.id} told={told} /> : <Short told={told} />)}
    </main>
  );
}

const SECTIONS: [string, string, string, FunctionComponent<{ told: Picture }>][] = [
  [
    "forces",
    "Who has what where",
    "Stated strengths, a group for each party, kind and place. Each figure leads to its words.",
    ({ told }) => <Forces series={told.forces} />,
  ],
  [
    "positions",
    "Who wants what",
    "Issues that several parties speak of. A demand, promise, wish or threat speaks for a thing, a refusal against it.",
    ({ told }) => <Issues issues={told.issues} />,
  ],
  [
    "chains",
    "What led to what",
    "Only bonds that a document states (“in response to”, “after”); the words stand below each.",
    ({ told }) => <Chains told={told} />,
  ],
  [
    "dyads",
    "Between whom, over time",
    "What each of two parties is told to have done to the other; a state with all who act for it counts as one.",
    ({ told }) => <Dyads dyads={told.dyads} />,
  ],
  [
    "ties",
    "Lasting ties",
    "Alliances, backing, opposition and membership as the documents state them.",
    ({ told }) => <Ties told={told} />,
  ],
];

function Short({ told }: { told: Picture }) {
  return (
    <>
      {SECTIONS.map(([id, title, note, Body], turn) => (
        <Section
          key={id}
          id={id}
          title={title}
          note={
            <>
              {note}{" "}
              <Link view="situation" id={id}>
                All as a table
              </Link>
            </>
          }
        >
          {turn === 0 ? (
            <Body told={told} />
          ) : (
            <InTurn turn={turn} of={told}>
              {() => <Body told={told} />}
            </InTurn>
          )}
        </Section>
      ))}
    </>
  );
}

export function Forces({ series }: { series: readonly Series[] }) {
  if (series.length === 0) return <Nothing>No strength of anybody’s forces is stated.</Nothing>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Stated strengths">
      <table class="stated">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">What, where</th>
            <th scope="col" class="number">
              How many
            </th>
            <th scope="col">When</th>
            <th scope="col">According to</th>
            <th scope="col">In the words</th>
          </tr>
        </thead>
        {series.slice(0, SERIES).map((one) => (
          <Strengths key={`${one.owner} ${one.kind} ${one.place}`} series={one} />
        ))}
      </table>
      <More all={series.length} shown={SERIES} id="forces" />
    </div>
  );
}

/** One series, by time; figures of one time that exclude each other are flagged once, in words. */
function Strengths({ series }: { series: Series }) {
  const rows = series.forces.length;
  return (
    <tbody>
      {series.forces.map((force, index) => (
        <tr key={index}>
          {index === 0 && (
            <>
              <th scope="rowgroup" rowSpan={rows}>
                <PartyLink name={series.owner} />
              </th>
              <th scope="rowgroup" rowSpan={rows}>
                {series.kind}{" "}
                <span class="small">{series.place ? `in ${series.place}` : "at a place that is not said"}</span>
                {series.disputed && <span class="differs">figures differ</span>}
              </th>
            </>
          )}
          <td class="number" data-name="how many">
            <Link view="read" id={force.witness.document} at={force.witness}>
              {strength(force)}
            </Link>
          </td>
          <td data-name="when">{asOf(force)}</td>
          <td data-name="according to">
            <Sayers witness={force.witness} />
          </td>
          <td data-name="words">
            <Sentence witness={force.witness} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

const STANCES: Record<Position["stance"], string> = { for: "For", mixed: "Both ways", against: "Against" };

function Issues({ issues }: { issues: readonly Issue[] }) {
  if (issues.length === 0) return <Nothing>No issue was found that several parties speak of.</Nothing>;
  return (
    <>
      {issues.map((issue) => (
        <article key={issue.name} class="issue">
          <h3>
            {issue.name} <span class="small">{issue.found}</span>
          </h3>
          <div class="stances">
            {(Object.keys(STANCES) as Position["stance"][]).map((stance) => (
              <Side key={stance} stance={stance} positions={issue.positions.filter((one) => one.stance === stance)} />
            ))}
          </div>
          {issue.spoken.length > 0 && (
            <Fold title={`${count(issue.spoken.length, "quotation")} about it`}>
              {() => issue.spoken.slice(0, FEW).map((one, index) => <Quoted key={index} witness={one.witness} />)}
            </Fold>
          )}
        </article>
      ))}
    </>
  );
}

function Side({ stance, positions }: { stance: Position["stance"]; positions: Position[] }) {
  return (
    <div class={`side ${positions.length > 0 ? "" : "empty"}`}>
      <h4>
        <span aria-hidden="true">{{ for: "+", mixed: "±", against: "−" }[stance]}</span> {STANCES[stance]}{" "}
        <span class="small">{positions.length || "nobody"}</span>
      </h4>
      {positions.slice(0, FEW).map((position) => (
        <Fold
          key={position.party}
          title={
            <>
              <b>{position.party}</b> <Acts said={position.said} />
            </>
          }
        >
          {() => (
            <>
              <p class="small">
                <PartyLink name={position.party} />
              </p>
              <Statements said={position.said.slice(0, FEW)} mixed={stance === "mixed"} />
            </>
          )}
        </Fold>
      ))}
      <More all={positions.length} shown={FEW} id="positions" />
    </div>
  );
}

/** When a party spoke of it, in short. */
function Acts({ said }: { said: readonly Said[] }) {
  const dates = [...new Set(said.flatMap((one) => (one.on ? [say(one.on)] : [])))];
  return (
    <span class="small">
      {dates.length > 0
        ? names(
            dates.map((name) => ({ name })),
            3,
          )
        : "no date"}
    </span>
  );
}

function Chains({ told }: { told: Picture }) {
  const { chains, rings } = told.chains;
  if (chains.length + rings.length === 0) return <Nothing>No document states that one event led to another.</Nothing>;
  return (
    <>
      <div class="chains">
        {chains.slice(0, FEW).map((chain) => (
          <OneChain key={chain.events[0]} chain={chain} />
        ))}
      </div>
      {rings.map((ring, index) => (
        <div key={index} class="chain">
          <p>
            <span class="differs">what came first is told differently</span> {ring.tellers.join(", ")}
          </p>
          <Steps steps={ring.steps} />
        </div>
      ))}
      <More all={chains.length} shown={FEW} id="chains" />
    </>
  );
}

function OneChain({ chain }: { chain: Chain }) {
  return (
    <div class="chain">
      <Steps steps={chain.steps} />
    </div>
  );
}

/** Each event that led to others, and under it what it led to with the words that say so. */
function Steps({ steps }: { steps: readonly Step[] }) {
  const causes = [...new Set(steps.map((step) => step.cause))];
  return (
    <>
      {causes.map((cause) => (
        <div key={cause}>
          <Told id={cause} />
          <ol class="plain">
            {steps
              .filter((step) => step.cause === cause)
              .map((step) => (
                <li key={`${step.relation} ${step.effect}`}>
                  <span class="kicker">↳ {STEPS[step.relation]}</span> <Told id={step.effect} />
                  {step.witnesses.map((witness, index) => (
                    <Quoted key={index} witness={witness} />
                  ))}
                </li>
              ))}
          </ol>
        </div>
      ))}
    </>
  );
}

function Told({ id }: { id: string }) {
  const { case: held } = useHere();
  const event = held.event(id);
  if (!event) return null;
  const word = held.accounts(event)[0]?.wording[0];
  return (
    <span class="told">
      <TypeMark type={event.type} />{" "}
      <Link view="event" id={id}>
        {eventTitle(event)}
      </Link>{" "}
      <span class="small">
        {typeName(event.type)}
        {word && (
          <>
            {" "}
            (<i>{word}</i>)
          </>
        )}
        , {whenName(event.when)}
      </span>
      <Unreal event={event} />
    </span>
  );
}

const GROUPS: [string, Tie["relation"][]][] = [
  ["Opposition", ["opposes"]],
  ["Backing and alliance", ["backs", "allied_with"]],
  ["Membership and lead", ["leads", "member_of", "part_of", "hosts"]],
];

function Ties({ told }: { told: Picture }) {
  const disputed = new Set(told.contrasts.flatMap(({ one, other }) => [key(one), key(other)]));
  if (told.ties.length === 0) return <Nothing>No lasting tie is stated.</Nothing>;
  return (
    <div class="standing">
      {GROUPS.map(([title, relations]) => {
        const ties = told.ties.filter((tie) => relations.includes(tie.relation));
        return (
          <div key={title}>
            <h3>{title}</h3>
            {ties.length === 0 && <Nothing>None is stated.</Nothing>}
            <ul class="plain">
              {ties.slice(0, FEW).map((tie) => (
                <li key={key(tie)}>
                  <PartyLink name={tie.a} /> <i>{RELATION[tie.relation]}</i> <PartyLink name={tie.b} />
                  {spells(tie) && `, ${spells(tie)}`}
                  {disputed.has(key(tie)) && <span class="differs">others state the contrary</span>}
                  <span class="small">
                    {tie.spells
                      .flatMap((spell) => spell.witnesses)
                      .slice(0, FEW)
                      .map((witness, index) => (
                        <span key={index}>
                          {index > 0 && "; "}
                          <Sayers witness={witness} />
                        </span>
                      ))}
                  </span>
                </li>
              ))}
            </ul>
            <More all={ties.length} shown={FEW} id="ties" />
          </div>
        );
      })}
    </div>
  );
}

function key(tie: Tie): string {
  return `${tie.a} ${tie.relation} ${tie.b}`;
}
