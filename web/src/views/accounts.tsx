import type { ComponentChildren } from "preact";
import { agreement, type Agreement } from "../agreement";
import { titleOf, typeOf, type Case } from "../case";
import { say } from "../edtf";
import { statusName, tollName, typeName, voiceName, whenName, whereName } from "../format";
import { Downloads, type Column } from "../grid";
import type { Event, Party, Report } from "../model";
import { JudgeButton, TOLLS, useJudging } from "../judging";
import { DocumentLink, Link, placeIn, Section, useHere } from "../page";
import type { Range } from "../text";
import { Elsewise, Figures, RevisedFigures, RulesChoice, useDerived } from "./derived";

/** A row of the comparison: a field, how a report shows it, and the values that are compared. */
interface Field {
  title: string;
  /** Fields of `Event.disputed` that this row speaks for. */
  disputed: (field: string) => boolean;
  derived: (event: Event, reports: readonly Report[]) => ComponentChildren;
  reason: string;
  /** The fields that a judgement of this row may be about. */
  judged: string[];
  values: (report: Report) => string[];
  show: (report: Report) => ComponentChildren;
}

/** Accounts that fit beside each other on a desk's screen; more of them get narrow columns. */
const FEW = 3;
const PARTS = ["when", "where", "status", "actors", "recipients"];

const FIELDS: Field[] = [
  {
    title: "Who",
    disputed: (field) => field === "actors",
    derived: (event) => <Parties parties={event.actors} />,
    reason: "actors",
    judged: ["actors"],
    values: (report) => report.actors.map((party) => party.id),
    show: (report) => <Parties parties={report.actors} report={report} />,
  },
  {
    title: "What",
    disputed: (field) => field === "status",
    derived: (event) => <What type={event.type} modes={event.modes} status={event.status} />,
    reason: "status",
    judged: ["type", "modes", "status"],
    values: (report) => [report.status, report.type, ...report.modes],
    show: (report) => <What type={report.type} modes={report.modes} status={report.status} />,
  },
  {
    title: "Whom",
    disputed: (field) => field === "recipients",
    derived: (event) => <Parties parties={event.recipients} />,
    reason: "recipients",
    judged: ["recipients"],
    values: (report) => report.recipients.map((party) => party.id),
    show: (report) => <Parties parties={report.recipients} report={report} />,
  },
  {
    title: "When",
    disputed: (field) => field === "when",
    derived: (event) => whenName(event.when),
    reason: "when",
    judged: ["when"],
    values: (report) => (report.when?.edtf ? [report.when.edtf] : []),
    show: (report) =>
      report.when?.edtf ? (
        <Words report={report} at={report.when}>
          {whenName(report.when)}
        </Words>
      ) : (
        <Unsaid report={report} field="when" />
      ),
  },
  {
    title: "Where",
    disputed: (field) => field === "where",
    derived: (event) => whereName(event.where),
    reason: "where",
    judged: ["where"],
    values: (report) => (report.where ? [report.where.name] : []),
    show: (report) =>
      report.where ? (
        <Words report={report} at={report.where}>
          {report.where.name}
        </Words>
      ) : (
        <Unsaid report={report} field="where" />
      ),
  },
  {
    title: "How many",
    disputed: (field) => !PARTS.includes(field),
    derived: (event, reports) => <Figures event={event} reports={reports} />,
    reason: "tolls",
    judged: TOLLS,
    values: (report) => report.tolls.map(tollName).sort(),
    show: (report) =>
      report.tolls.map((toll) => (
        <div key={toll.role}>
          <Words report={report} at={toll}>
            {tollName(toll)}
          </Words>
          <RevisedFigures report={report} role={toll.role} />
        </div>
      )),
  },
  {
    title: "Words for it",
    disputed: () => false,
    derived: () => null,
    reason: "",
    judged: [],
    values: (report) => report.wording,
    show: (report) => <Wordings report={report} />,
  },
  {
    title: "According to",
    disputed: () => false,
    derived: () => null,
    reason: "",
    judged: [],
    values: (report) => [voiceName(report.voices)],
    show: (report) => <Voices report={report} />,
  },
];

const SIGNS: Record<Agreement, [string, string]> = {
  agree: ["=", "agree"],
  differ: ["≠", "differ"],
  alone: ["1", "one says"],
  none: ["", "no one says"],
  varied: ["~", "vary"],
};

/** What each document says of the event, one column a document, one row a field. */
export function Accounts({ event, reports }: { event: Event; reports: readonly Report[] }) {
  const { case: held } = useHere();
  return (
    <Section
      id="accounts"
      title="The accounts side by side"
      note="Each value leads to the words that say it. = the accounts agree, ≠ they differ, ~ they vary without contradiction, 1 only one says."
    >
      <div class="scroll" tabIndex={0} role="region" aria-label="Accounts side by side">
        <table class={reports.length > FEW ? "accounts many" : "accounts"}>
          <thead>
            <tr>
              <th scope="col" class="field">
                Field
              </th>
              <th scope="col" class="derived">
                Taken together
                <RulesChoice event={event} />
              </th>
              {reports.map((report) => {
                const document = held.document(report.document);
                return (
                  <th scope="col" key={report.id}>
                    {document ? <DocumentLink document={document} {...placeIn(held, report)} /> : report.document}
                    {document && <span class="small">{titleOf(document)}</span>}
                    {document?.meta.published.edtf && (
                      <span class="small">published {say(document.meta.published.edtf)}</span>
                    )}
                    {report.same_text_as && <span class="small">copies another report’s text</span>}
                    <JudgeReport report={report} reports={reports} />
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {FIELDS.map((field) => (
              <FieldRow key={field.title} field={field} event={event} reports={reports} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="tools">
        <Downloads name={`event-${event.id}`} rows={reports} columns={columns(held)} />
      </p>
    </Section>
  );
}

/** The same as a file: a row each account. */
function columns(held: Case): Column<Report>[] {
  const document = (report: Report) => held.document(report.document);
  return [
    { name: "outlet", value: (report) => held.outlet(report) },
    { name: "title", value: (report) => document(report)?.meta.title ?? null },
    { name: "published", value: (report) => document(report)?.meta.published.edtf ?? null },
    ...FIELDS.map((field) => ({
      name: field.title,
      value: (report: Report) =>
        field.reason === "when" ? (report.when?.edtf ?? null) : inWords(report, field) || null,
    })),
    { name: "report", value: (report) => report.id },
  ];
}

function FieldRow({ field, event, reports }: { field: Field; event: Event; reports: readonly Report[] }) {
  const { case: held } = useHere();
  const judging = useJudging();
  const disputed = event.disputed.filter((one) => field.disputed(one.field));
  const state = agreement(reports.map(field.values), disputed.length > 0);
  const [sign, said] = SIGNS[state];
  const derived = useDerived(event);
  const reason = ruleOf(derived, field.reason);
  return (
    <tr class={state}>
      <th scope="row" class="field">
        {field.title}
        <span class="sign" title={said}>
          <span aria-hidden="true">{sign}</span> {said}
        </span>
      </th>
      <td class="derived" data-name="Taken together">
        {field.derived(derived, reports)}
        {reason && <span class="small">{reason}</span>}
        <Elsewise event={event} fits={field.disputed} />
      </td>
      {reports.map((report) => (
        <td key={report.id} data-name={held.outlet(report)} class={field.values(report).length === 0 ? "empty" : ""}>
          {field.values(report).length === 0 && field.title !== "When" && field.title !== "Where" ? (
            <Unsaid report={report} field={field.reason} />
          ) : (
            field.show(report)
          )}
          {judging && field.judged.length > 0 && (
            <JudgeButton
              label={`${field.title}, ${held.outlet(report)}`}
              asking={{
                kind: "value",
                id: report.id,
                of: `${field.title}, as ${held.outlet(report)} has it`,
                said: inWords(report, field),
                fields: field.judged,
              }}
            />
          )}
        </td>
      ))}
    </tr>
  );
}

/** What a report says of a field, as the dialog shows it. */
function inWords(report: Report, field: Field): string {
  if (field.reason === "actors" || field.reason === "recipients") {
    return report[field.reason].map((party) => party.name).join("; ");
  }
  return field.reason === "when" ? whenName(report.when) : field.values(report).join("; ");
}

/** By which rule a value was derived; that of the parties is one for both sides. */
function ruleOf(event: Event, reason: string): string | undefined {
  return event.reasons[reason] ?? (reason === "recipients" ? event.reasons.actors : undefined);
}

/** Judge a report as a whole: does it tell of such an event, and of the same one as another report? */
function JudgeReport({ report, reports }: { report: Report; reports: readonly Report[] }) {
  const { case: held } = useHere();
  const judging = useJudging();
  if (!judging) return null;
  const others = reports
    .filter((one) => one !== report)
    .map((one) => ({ id: one.id, name: `${held.outlet(one)}: ${one.wording.join(", ")}` }));
  const whose = held.outlet(report);
  return (
    <span class="small">
      tells of it?
      <JudgeButton
        label={`whether ${whose} tells of such an event`}
        asking={{
          kind: "value",
          id: report.id,
          of: `${whose} tells of it`,
          said: report.wording.join("; "),
          fields: [null],
        }}
      />
      {others.length > 0 && (
        <>
          {" "}
          the same?
          <JudgeButton
            label={`whether ${whose} tells of the same event as another`}
            asking={{ kind: "pair", id: report.id, of: `Is what ${whose} tells the same event?`, others }}
          />
        </>
      )}
    </span>
  );
}

function Voices({ report }: { report: Report }) {
  const inner = report.voices.filter((voice) => voice.kind !== "outlet");
  if (inner.length === 0) return <>the outlet itself</>;
  return (
    <>
      {inner.map((voice, index) => (
        <span key={index}>
          {index > 0 && ", citing "}
          <Words report={report} at={{ start: voice.start, end: voice.end }}>
            {voice.name}
          </Words>
        </span>
      ))}
    </>
  );
}

/** A value, with the way to the words that say it. */
function Words({
  report,
  at,
  children,
}: {
  report: Report;
  at: { start: number | null; end: number | null };
  children: ComponentChildren;
}) {
  const range: Range | null = at.start !== null && at.end !== null ? { start: at.start, end: at.end } : null;
  return range ? (
    <Link view="read" id={report.document} at={range}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}

function Unsaid({ report, field }: { report: Report; field: string }) {
  return (
    <span class="unsaid" title={report.reasons[field] ?? "not said"}>
      not said
    </span>
  );
}

function Parties({ parties, report }: { parties: readonly (Party | Event["actors"][number])[]; report?: Report }) {
  if (parties.length === 0) return <span class="unsaid">no one named</span>;
  return (
    <>
      {parties.map((party) => (
        <div key={party.id}>
          {report && "start" in party ? (
            <Words report={report} at={party}>
              {party.name}
            </Words>
          ) : (
            <Link view="actor" id={party.id}>
              {party.name}
            </Link>
          )}
          {"explicit" in party && !party.explicit && <span class="small">not in the sentence itself</span>}
        </div>
      ))}
    </>
  );
}

function What({ type, modes, status }: { type: string; modes: string[]; status: string }) {
  return (
    <>
      <span title={typeOf(type).meaning}>
        {typeName(type)}
        {modes.length > 0 && `: ${modes.join(", ")}`}
      </span>
      <span class="small">{statusName(status)}</span>
    </>
  );
}

function Wordings({ report }: { report: Report }) {
  const { case: held } = useHere();
  const mentions = held.mentions(report);
  return (
    <>
      {report.wording.map((word) => (
        <div key={word}>
          <Words report={report} at={mentions.find((one) => one.wording === word) ?? { start: null, end: null }}>
            “{word}”
          </Words>
        </div>
      ))}
    </>
  );
}
