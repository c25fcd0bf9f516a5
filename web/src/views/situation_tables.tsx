import type { FunctionComponent } from "preact";
import { remembered, type Case } from "../case";
import { say } from "../edtf";
import { eventTitle, RELATION } from "../format";
import { Grid, type Column } from "../grid";
import type { Dyad, Force, Picture, Row as Period, Said, Series, Step, Tie, Witness } from "../model";
import { Link, Loading, useHere, useWhole } from "../page";
import { actName, asOf, PartyLink, Sayers, sayers, Sentence, sentenceOf, spells, STEPS, strength } from "./stated";

/** The parts of a situation as tables: each row leads to the words. */
export const TABLES: Record<string, { title: string; Body: FunctionComponent<{ told: Picture }> }> = {
  forces: { title: "Forces", Body: ForcesTable },
  positions: { title: "Positions", Body: PositionsTable },
  chains: { title: "Chains", Body: ChainsTable },
  dyads: { title: "Pairs", Body: DyadsTable },
  ties: { title: "Ties", Body: TiesTable },
};

export function SituationTable({ id, told }: { id: string; told: Picture }) {
  const Body = TABLES[id]!.Body;
  return <Body told={told} />;
}

interface Stated {
  witness: Witness;
}

/** The columns that say whose words they are. */
function wordsOf<Row extends Stated>(held: Case): Column<Row>[] {
  return [
    { name: "according to", value: (row) => sayers(row.witness), show: (row) => <Sayers witness={row.witness} /> },
    {
      name: "words",
      value: (row) => sentenceOf(held, row.witness) || null,
      show: (row) => <Sentence witness={row.witness} />,
    },
    { name: "published", value: (row) => row.witness.on, show: (row) => say(row.witness.on) },
  ];
}

const strengths = remembered((told: Picture) =>
  told.forces.flatMap((series) => series.forces.map((force) => ({ series, force, witness: force.witness }))),
);

function ForcesTable({ told }: { told: Picture }) {
  const { case: held } = useHere();
  const columns: Column<{ series: Series; force: Force; witness: Witness }>[] = [
    { name: "who", value: ({ force }) => force.owner, show: ({ force }) => <PartyLink name={force.owner} /> },
    { name: "kind", value: ({ force }) => force.kind, choose: true },
    { name: "where", value: ({ force }) => force.place, choose: true },
    {
      name: "how many",
      value: ({ force }) => force.best ?? force.low ?? force.high,
      number: true,
      show: ({ force, witness }) => (
        <Link view="read" id={witness.document} at={witness}>
          {strength(force)}
        </Link>
      ),
    },
    { name: "low", value: ({ force }) => force.low, number: true },
    { name: "high", value: ({ force }) => force.high, number: true },
    { name: "as of", value: ({ force }) => force.as_of, show: ({ force }) => asOf(force) },
    {
      name: "disputed",
      value: ({ series }) => (series.disputed ? "figures differ" : null),
      show: ({ series }) => series.disputed && <span class="differs">figures differ</span>,
    },
    ...wordsOf<{ series: Series; force: Force; witness: Witness }>(held),
  ];
  return <Texts rows={strengths(told)} columns={columns} name="forces" what="stated strength" sort="who" />;
}

interface Stance extends Stated {
  issue: string;
  party: string;
  said: Said;
}

const positions = remembered((told: Picture): Stance[] =>
  told.issues.flatMap((issue) =>
    issue.positions.flatMap((position) =>
      position.said.map((said) => ({ issue: issue.name, party: position.party, said, witness: said.witness })),
    ),
  ),
);

function PositionsTable({ told }: { told: Picture }) {
  const { case: held } = useHere();
  const columns: Column<Stance>[] = [
    { name: "issue", value: (row) => row.issue, choose: true },
    { name: "party", value: (row) => row.party, show: (row) => <PartyLink name={row.party} /> },
    { name: "stance", value: (row) => row.said.stance, choose: true },
    { name: "act", value: (row) => actName(row.said.act), choose: true },
    { name: "when", value: (row) => row.said.on, show: (row) => say(row.said.on) },
    ...wordsOf<Stance>(held),
  ];
  return <Texts rows={positions(told)} columns={columns} name="positions" what="statement" sort="issue" />;
}

interface Bond extends Stated {
  step: Step;
}

const steps = remembered((told: Picture): Bond[] =>
  [...told.chains.chains, ...told.chains.rings].flatMap((chain) =>
    chain.steps.flatMap((step) => step.witnesses.map((witness) => ({ step, witness }))),
  ),
);

function ChainsTable({ told }: { told: Picture }) {
  const { case: held } = useHere();
  const event = (name: string, of: (step: Step) => string): Column<Bond> => ({
    name,
    value: ({ step }) => {
      const found = held.event(of(step));
      return found ? eventTitle(found) : null;
    },
    show: ({ step }) => {
      const found = held.event(of(step));
      return (
        found && (
          <Link view="event" id={found.id}>
            {eventTitle(found)}
          </Link>
        )
      );
    },
  });
  const columns: Column<Bond>[] = [
    event("first", (step) => step.cause),
    { name: "relation", value: ({ step }) => STEPS[step.relation], choose: true },
    event("then", (step) => step.effect),
    { name: "date", value: ({ step }) => held.event(step.effect)?.when?.edtf ?? null },
    ...wordsOf<Bond>(held),
  ];
  return <Texts rows={steps(told)} columns={columns} name="chains" what="stated bond" sort="date" />;
}

interface Spell extends Stated {
  tie: Tie;
}

const ties = remembered((told: Picture): Spell[] =>
  told.ties.flatMap((tie) => tie.spells.flatMap((spell) => spell.witnesses.map((witness) => ({ tie, witness })))),
);

function TiesTable({ told }: { told: Picture }) {
  const { case: held } = useHere();
  const columns: Column<Spell>[] = [
    { name: "party", value: ({ tie }) => tie.a, show: ({ tie }) => <PartyLink name={tie.a} /> },
    { name: "relation", value: ({ tie }) => RELATION[tie.relation] ?? tie.relation, choose: true },
    { name: "other", value: ({ tie }) => tie.b, show: ({ tie }) => <PartyLink name={tie.b} /> },
    { name: "time", value: ({ tie }) => spells(tie) || null },
    ...wordsOf<Spell>(held),
  ];
  return <Texts rows={ties(told)} columns={columns} name="ties" what="stated tie" sort="party" />;
}

interface Dealing {
  dyad: Dyad;
  period: Period;
}

const dealings = remembered((told: Picture): Dealing[] =>
  told.dyads.flatMap((dyad) => dyad.rows.map((period) => ({ dyad, period }))),
);

const DEALINGS: Column<Dealing>[] = [
  { name: "party", value: ({ dyad }) => dyad.a, show: ({ dyad }) => <PartyLink name={dyad.a} /> },
  { name: "other", value: ({ dyad }) => dyad.b, show: ({ dyad }) => <PartyLink name={dyad.b} /> },
  { name: "month", value: ({ period }) => period.period, show: ({ period }) => say(period.period) },
  { name: "party in conflict", value: ({ period }) => period.forth.conflict, number: true },
  { name: "party in cooperation", value: ({ period }) => period.forth.cooperation, number: true },
  { name: "other in conflict", value: ({ period }) => period.back.conflict, number: true },
  { name: "other in cooperation", value: ({ period }) => period.back.cooperation, number: true },
  { name: "mean score", value: ({ dyad }) => dyad.score, number: true },
  {
    name: "events",
    value: ({ dyad }) => dyad.events.join(" "),
    show: ({ dyad }) => <Events ids={dyad.events} />,
  },
];

/** The events of a pair, by number. */
function Events({ ids }: { ids: readonly string[] }) {
  const { case: held } = useHere();
  return (
    <span class="small">
      {ids.map((id, index) => (
        <span key={id}>
          <Link view="event" id={id} title={held.event(id) ? eventTitle(held.event(id)!) : id}>
            {index + 1}
          </Link>{" "}
        </span>
      ))}
    </span>
  );
}

function DyadsTable({ told }: { told: Picture }) {
  return <Grid name="pairs" what="month of a pair" rows={dealings(told)} columns={DEALINGS} sort="party" />;
}

interface TextsProps<Row extends Stated> {
  rows: readonly Row[];
  columns: Column<Row>[];
  name: string;
  what: string;
  sort: string;
}

/** A table whose rows show sentences: it waits for their texts. */
function Texts<Row extends Stated>({ rows, columns, name, what, sort }: TextsProps<Row>) {
  const { case: held } = useHere();
  const documents = [...new Set(rows.map((row) => row.witness.document))].filter((id) => held.document(id));
  if (!useWhole(documents)) return <Loading />;
  return <Grid name={name} what={what} rows={rows} columns={columns} sort={sort} />;
}
