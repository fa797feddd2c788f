// Small things that stand in running text and in tables.
import type { ComponentChildren } from "preact";
import { kronor, moment, placeParts } from "../format";
import { t, word } from "../i18n";

export function Amount({ ore }: { ore: number | undefined }) {
  return ore === undefined ? null : <span class={ore < 0 ? "amount below" : "amount"}>{kronor(ore)}</span>;
}

export function Moment({ at }: { at: string | undefined }) {
  return at ? <time class="moment">{moment(at)}</time> : null;
}

export type Tone = "good" | "wait" | "bad" | "plain";

const toneOfState: Record<string, Tone> = {
  delivered: "good", collected: "good", done: "good", issued: "good", paid: "good", accepted: "good", met: "good",
  held: "wait", waiting: "wait", pending: "wait", doubtful: "wait", in_doubt: "wait", "in doubt": "wait", running: "wait", open: "wait",
  "waits for approval": "wait", "waits for its day": "plain", "waits for its round to open": "plain",
  rejected: "bad", refused: "bad", failed: "bad", missed: "bad", overdue: "bad", broken: "bad", interrupted: "bad",
};
const signs: Record<Tone, string> = { good: "✓", wait: "◔", bad: "!", plain: "·" };

/** A sign and a word: the colour is never the only one to say it. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      <span class="sign" aria-hidden="true">{signs[tone]}</span>
      {children}
    </span>
  );
}

export function State({ state }: { state: string | undefined }) {
  if (!state) return null;
  return <Badge tone={toneOfState[state] ?? "plain"}>{word("state", state)}</Badge>;
}

/** Where a row stood in what was read. */
export function WhereRead({ place }: { place: string }) {
  const parts = placeParts(place);
  return <>{parts ? t("message.line", parts) : place}</>;
}

/** What the daemon says in its own words, which are English. */
export function Said({ children }: { children: string | undefined }) {
  return children ? <span class="said" lang="en">{children}</span> : null;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="what">{title}</p>
      {children && <p class="next">{children}</p>}
    </div>
  );
}

export function Waiting() {
  return <p class="waiting" role="status">{t("shell.waiting")}</p>;
}

export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <header class="heading">
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </header>
  );
}
