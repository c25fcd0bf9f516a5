import { figure, tollName } from "../format";
import type { Event, Report } from "../model";
import { byRules, elsewise, estimateName } from "../outcomes";
import { Link, useHere } from "../page";
import { formatRoute } from "../route";
import { rules } from "../rules";

/** The rules that stand in the address, else those by which the case is shown. */
function useRules(): string {
  const { case: held, route } = useHere();
  return (route.params.rules ?? "") in rules ? route.params.rules! : held.rules;
}

/** An event as the rules derive it that the reader chose. */
export function useDerived(event: Event): Event {
  const { case: held } = useHere();
  const chosen = useRules();
  return chosen === held.rules ? event : byRules(event, held.outcomes(event), chosen);
}

/** By which rules the values are derived; those that come to something else here are marked. */
export function RulesChoice({ event }: { event: Event }) {
  const { case: held, route } = useHere();
  const chosen = useRules();
  const other = new Set(held.outcomes(event).flatMap((one) => one.rules));
  return (
    <span class="rules small">
      <label>
        by the rules{" "}
        <select
          value={chosen}
          onChange={(change) =>
            location.replace(formatRoute({ ...route, params: { ...route.params, rules: change.currentTarget.value } }))
          }
        >
          {[...new Set([held.rules, ...Object.keys(rules)])].map((name) => (
            <option key={name} value={name}>
              {name}
              {other.has(name) && " ≠"}
            </option>
          ))}
        </select>
      </label>
      <span class="small">{rules[chosen] ?? "rules of your own"}</span>
    </span>
  );
}

/** What other rules make of some fields, where that is something else. */
export function Elsewise({ event, fits }: { event: Event; fits: (field: string) => boolean }) {
  const { case: held } = useHere();
  const others = elsewise(event, held.outcomes(event), useRules(), held.rules).filter((one) => fits(one.field));
  return (
    <>
      {others.map((one) => (
        <span key={one.field + one.rules[0]} class="elsewise small">
          ≠ {one.rules.join(", ")}: <b>{one.value}</b>
        </span>
      ))}
    </>
  );
}

/** The figures of an event, each with the reason why it is that. */
export function Figures({ event, reports }: { event: Event; reports: readonly Report[] }) {
  return (
    <>
      {event.tolls.map((toll) => {
        const several = reports.filter((report) => report.tolls.some((one) => one.role === toll.role)).length > 1;
        return (
          <div key={toll.role}>
            {several ? estimateName(toll) : tollName(toll)}
            <span class="small">{event.reasons[toll.role]}</span>
          </div>
        );
      })}
    </>
  );
}

/** What an outlet said before of a figure, or says since. */
export function RevisedFigures({ report, role }: { report: Report; role: string }) {
  const { case: held } = useHere();
  const changes = held.revisions(report.event).filter((one) => one.role === role);
  const place = (id: string) => held.report(id)?.document ?? "";
  return (
    <>
      {changes.map((one) => (
        <span key={one.before + one.after} class="small">
          {one.before === report.id && (
            <>
              revised later to{" "}
              <Link view="read" id={place(one.after)} at={one.now}>
                {figure(one.now)}
              </Link>
            </>
          )}
          {one.after === report.id && (
            <>
              revised from{" "}
              <Link view="read" id={place(one.before)} at={one.was}>
                {figure(one.was)}
              </Link>
            </>
          )}
        </span>
      ))}
    </>
  );
}
