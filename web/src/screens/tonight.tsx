// The morning look: did it run, what came and went, what waits for a person, and what comes tonight.
import type { Page, Alarm, Draft, PipelineStatus, Report, Status } from "../api/types";
import type { Deadline } from "../api/more_types";
import { kronor, moment, today } from "../format";
import { number, t, tn, word } from "../i18n";
import { useAnswer } from "../live";
import { Flow } from "../parts/flow";
import { Answered } from "../parts/problem";
import { Table, type Column } from "../parts/table";
import { Badge, Heading, Said, State, type Tone } from "../parts/words";
import { address } from "../router";
import { may } from "../session";
import { Tasks } from "./tonight_tasks";

export interface Morning {
  status: Status;
  alarms: Alarm[];
  drafts: Page<Draft>;
  deadlines: Deadline[];
}

export function Tonight() {
  const status = useAnswer<Status>("/status");
  const alarms = useAnswer<Page<Alarm>>("/alarms");
  const drafts = useAnswer<Page<Draft>>("/drafts");
  const deadlines = useAnswer<Page<Deadline>>("/deadlines");
  return (
    <>
      <Heading title={t("tonight.title")}><p class="when">{today()}</p></Heading>
      <Answered of={status}>
        {(now) => (
          <Look
            morning={{
              status: now,
              alarms: alarms.data?.items ?? [],
              drafts: drafts.data ?? { items: [] },
              deadlines: deadlines.data?.items ?? [],
            }}
          />
        )}
      </Answered>
    </>
  );
}

function Look({ morning }: { morning: Morning }) {
  const { pipelines } = morning.status;
  const ran = pipelines.filter((one) => one.last_report);
  return (
    <>
      <Verdict morning={morning} />
      <div class="sides">
        <section class="sheet" aria-labelledby="tasks">
          <h2 id="tasks">{t("tonight.waits")}</h2>
          <Tasks morning={morning} />
        </section>
        <div class="stack">
          {ran.map((one) => <LastRun key={one.pipeline} one={one} />)}
          <section class="sheet" aria-labelledby="next">
            <h2 id="next">{t("tonight.next")}</h2>
            <Coming pipelines={pipelines} />
          </section>
        </div>
      </div>
    </>
  );
}

interface Judged {
  tone: Tone;
  text: string;
}

export function verdict({ status }: Pick<Morning, "status">): Judged {
  const missed = status.pipelines.filter((one) => one.missed).map((one) => one.pipeline);
  if (missed.length) return { tone: "bad", text: t("tonight.missed", { names: missed.join(", ") }) };
  const running = status.pipelines.find((one) => one.last_state === "running");
  if (running) return { tone: "wait", text: t("tonight.running", { name: running.pipeline }) };
  const failed = status.pipelines.find((one) => one.last_state && one.last_state !== "done");
  if (failed) return { tone: "bad", text: t("tonight.failed", { name: failed.pipeline, state: word("state", failed.last_state ?? "") }) };
  if (!status.pipelines.some((one) => one.last_run)) return { tone: "plain", text: t("tonight.never") };
  const waiting = status.parked.reduce((sum, group) => sum + group.count, 0);
  return waiting ? { tone: "wait", text: tn("tonight.wellBut", waiting) } : { tone: "good", text: t("tonight.well") };
}

function Verdict({ morning }: { morning: Morning }) {
  const { tone, text } = verdict(morning);
  const reports = morning.status.pipelines.flatMap((one) => (one.last_report ? [one.last_report] : []));
  const sum = (of: (report: (typeof reports)[number]) => number) => reports.reduce((all, one) => all + of(one), 0);
  const parked = morning.status.parked;
  const waiting = parked.reduce((all, one) => all + one.count, 0);
  return (
    <section class={`verdict ${tone}`} aria-label={t("tonight.verdict")}>
      <p class="sentence" role={tone === "bad" ? "alert" : undefined}>{text}</p>
      <dl class="figures">
        <Figure name={t("tonight.came")} value={number(sum((one) => one.read))}
          more={t("tonight.cameMore", { new: sum((one) => one.new), changed: sum((one) => one.changed) })} />
        <Figure name={t("tonight.issued")} value={kronor(sum((one) => one.issued.amount_ore))}
          more={tn("tonight.invoices", sum((one) => one.issued.count))} />
        <Figure name={t("tonight.credited")} value={kronor(sum((one) => one.credited.amount_ore))}
          more={tn("tonight.creditNotes", sum((one) => one.credited.count))} />
        <Figure name={t("tonight.parked")} value={number(waiting)}
          more={t("tonight.parkedMore", { kronor: kronor(parked.reduce((all, one) => all + one.amount_ore, 0)) })} />
      </dl>
    </section>
  );
}

function Figure({ name, value, more }: { name: string; value: string; more: string }) {
  return <div><dt>{name}</dt><dd><strong>{value}</strong><small>{more}</small></dd></div>;
}

function LastRun({ one }: { one: PipelineStatus }) {
  const report = one.last_report!;
  const amount: Column<Report["delivered"][number]> = { title: t("tonight.amount"), kind: "number", beside: true, cell: (row) => kronor(row.amount_ore) };
  return (
    <section class="sheet" aria-labelledby={`run-${one.pipeline}`}>
      <header class="line">
        <h2 id={`run-${one.pipeline}`}>{one.pipeline}</h2>
        <State state={one.last_state} />
        <span class="aside">{moment(one.last_started)} · {word("trigger", one.last_trigger?.split(" ")[0] ?? "")}</span>
      </header>
      <Flow report={report} />
      <Table
        caption={t("tonight.went")}
        hideCaption
        columns={[
          { title: t("tonight.to"), kind: "head", cell: (row) => row.outlet },
          { title: t("tonight.count"), kind: "number", cell: (row) => number(row.count) },
          ...(report.delivered.some((each) => each.amount_ore) ? [amount] : []),
        ]}
        rows={report.delivered}
        name={(row) => row.outlet}
      />
      {(report.troubles ?? []).map((said, index) => <p class="note bad" key={index}><Said>{textOf(said)}</Said></p>)}
      {report.undelivered > 0 && <p class="note">{tn("tonight.undelivered", report.undelivered)}</p>}
      <p class="more"><a href={address("messages", "", { run: String(report.run) })}>{t("tonight.messagesOfRun")}</a></p>
    </section>
  );
}

const textOf = (said: unknown): string => (typeof said === "string" ? said : JSON.stringify(said));

function Coming({ pipelines }: { pipelines: PipelineStatus[] }) {
  const due = pipelines.filter((one) => one.next).sort((a, b) => (a.next! < b.next! ? -1 : 1));
  if (!due.length) return <p class="note">{t("tonight.nothingDue")}</p>;
  return (
    <ul class="coming">
      {due.map((one) => (
        <li key={one.pipeline}>
          <time>{one.next}</time>
          <a href={address("pipelines", one.pipeline)}>{one.pipeline}</a>
          {one.missed && <Badge tone="bad">{t("tonight.isMissed")}</Badge>}
          {may("operator") && <a class="aside" href={address("plan", one.pipeline)}>{t("tonight.plan")}</a>}
        </li>
      ))}
    </ul>
  );
}
