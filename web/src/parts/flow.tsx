// Where the rows of a run ended, as one bar: all that came is somewhere. The same numbers stand beneath it.
import type { Report } from "../api/types";
import { number, t, type Key } from "../i18n";

interface Share {
  key: Key;
  tone: string;
  count: number;
}

/** `held` counts what waits now, also from earlier runs; the bar tells of this run's rows. */
export function sharesOf(report: Report): Share[] {
  const parked = report.held.count + report.rejected;
  const through = Math.max(report.read - report.unchanged - report.filtered - parked, 0);
  return [
    { key: "flow.through", tone: "through", count: through },
    { key: "flow.unchanged", tone: "unchanged", count: report.unchanged },
    { key: "flow.filtered", tone: "filtered", count: report.filtered },
    { key: "flow.held", tone: "held", count: report.held.count },
    { key: "flow.rejected", tone: "rejected", count: report.rejected },
  ];
}

const width = 1000, least = 8;

export function Flow({ report }: { report: Report }) {
  const shares = sharesOf(report);
  const there = shares.filter((share) => share.count > 0);
  const all = there.reduce((sum, share) => sum + share.count, 0);
  const room = width - least * there.length;
  let x = 0;
  return (
    <div class="flow">
      {all > 0 && (
        <svg viewBox={`0 0 ${width} 28`} preserveAspectRatio="none" aria-hidden="true">
          {there.map((share) => {
            const wide = least + (room * share.count) / all;
            const at = x;
            x += wide;
            return <rect key={share.key} class={share.tone} x={at} y={0} width={Math.max(wide - 3, 3)} height={28} rx={3} />;
          })}
        </svg>
      )}
      <ul>
        <li><strong>{number(report.read)}</strong> {t("flow.read")}</li>
        {shares.map((share) => (
          <li key={share.key} class={share.count ? "" : "none"}>
            <i class={share.tone} aria-hidden="true" /><strong>{number(share.count)}</strong> {t(share.key)}
          </li>
        ))}
      </ul>
    </div>
  );
}
