// What a run would do now, and how that differs from the last one. Nothing is touched.
import { useState } from "preact/hooks";
import { get, part, post, Problem } from "../api/client";
import type { Plan, PlannedInvoice, PlannedMessage } from "../api/more_types";
import type { Report, Status } from "../api/types";
import { kronor } from "../format";
import { number, t, tn, word, type Key } from "../i18n";
import { useAnswer } from "../live";
import { Answered, Trouble } from "../parts/problem";
import { Table } from "../parts/table";
import { Amount, Empty, Heading, Said, State, Waiting } from "../parts/words";
import { address, go, type Place } from "../router";
import { may } from "../session";

const patience = 700;
const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function planOf(pipeline: string): Promise<Plan> {
  const begun = await post<{ plan: string | number }>(`/pipelines/${part(pipeline)}/plans`, {});
  for (;;) {
    const plan = await get<Plan>(`/plans/${part(begun.plan)}`);
    if (plan.state !== "running") return plan;
    await sleep(patience);
  }
}

export function Plans({ place }: { place: Place }) {
  const status = useAnswer<Status>("/status");
  return (
    <>
      <Heading title={t("plan.title")} />
      <p class="lead">{t("plan.lead")}</p>
      <Answered of={status}>
        {({ pipelines }) => {
          const names = pipelines.map((one) => one.pipeline);
          const first = pipelines.find((one) => one.next)?.pipeline ?? names[0];
          const chosen = place.part || first;
          return chosen ? <Planning key={chosen} names={names} pipeline={chosen} /> : <Empty title={t("pipelines.none")}>{t("pipelines.noneNext")}</Empty>;
        }}
      </Answered>
    </>
  );
}

function Planning({ names, pipeline }: { names: string[]; pipeline: string }) {
  const [plan, setPlan] = useState<Plan | Problem | "busy">();
  async function begin() {
    setPlan("busy");
    try {
      setPlan(await planOf(pipeline));
    } catch (fault) {
      setPlan(fault instanceof Problem ? fault : new Problem(-1, String(fault)));
    }
  }
  return (
    <>
      <div class="filter">
        <label class="field">
          <span>{t("runs.pipeline")}</span>
          <select name="pipeline" value={pipeline} onChange={(event) => go(address("plan", event.currentTarget.value))}>
            {names.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        {may("operator") ? (
          <button type="button" class="main" aria-disabled={plan === "busy"} onClick={() => plan !== "busy" && void begin()}>{t(plan === "busy" ? "plan.busy" : "plan.make")}</button>
        ) : (
          <p class="note">{t("plan.operators")}</p>
        )}
      </div>
      {!plan && may("operator") && <Empty title={t("plan.notMade")}>{t("plan.notMadeNext")}</Empty>}
      {plan === "busy" && <Waiting />}
      {plan instanceof Problem && <Trouble problem={plan} />}
      {plan && plan !== "busy" && !(plan instanceof Problem) && <Made plan={plan} />}
    </>
  );
}

const rows: readonly { title: Key; of: (report: Report) => number; money?: boolean }[] = [
  { title: "flow.read", of: (report) => report.read },
  { title: "plan.new", of: (report) => report.new },
  { title: "plan.changed", of: (report) => report.changed },
  { title: "plan.withdrawn", of: (report) => report.withdrawn },
  { title: "flow.unchanged", of: (report) => report.unchanged },
  { title: "flow.filtered", of: (report) => report.filtered },
  { title: "flow.held", of: (report) => report.held.count },
  { title: "flow.rejected", of: (report) => report.rejected },
  { title: "plan.invoices", of: (report) => report.issued.count },
  { title: "plan.issued", of: (report) => report.issued.amount_ore, money: true },
  { title: "plan.credited", of: (report) => report.credited.amount_ore, money: true },
];

function Made({ plan }: { plan: Plan }) {
  const { report, last, messages = [], invoices = [] } = plan;
  if (plan.state === "failed" || !report)
    return <div class="trouble" role="alert"><p class="what">{t("plan.failed")}</p><p class="detail"><Said>{plan.error}</Said></p></div>;
  const text = (value: number, money?: boolean) => (money ? kronor(value) : number(value));
  const signed = (value: number, money?: boolean) => (value === 0 ? "" : (value > 0 ? "+" : "−") + text(Math.abs(value), money));
  return (
    <>
      <Table
        caption={t("plan.counts")}
        columns={[
          { title: t("plan.what"), kind: "head", cell: (row) => t(row.title) },
          { title: t("plan.tonight"), kind: "number", beside: true, cell: (row) => text(row.of(report), row.money) },
          { title: t("plan.last"), kind: "number", cell: (row) => (last ? text(row.of(last), row.money) : "–") },
          { title: t("plan.difference"), kind: "number", cell: (row) => (last ? signed(row.of(report) - row.of(last), row.money) : "") },
        ]}
        rows={[...rows]}
        name={(row) => row.title}
      />
      {invoices.length > 0 && <Bills invoices={invoices} />}
      {messages.length > 0 ? <Moves messages={messages} /> : <Empty title={t("plan.nothing")}>{t("plan.nothingNext")}</Empty>}
      {plan.more && <p class="note">{t("plan.more")}</p>}
    </>
  );
}

const sumOf = (invoice: PlannedInvoice): number => invoice.total_ore ?? invoice.lines.reduce((sum, line) => sum + (line.amount_ore ?? 0), 0);

function Bills({ invoices }: { invoices: PlannedInvoice[] }) {
  return (
    <Table
      caption={t("plan.invoicesCaption")}
      columns={[
        { title: t("invoice.unit"), kind: "head", cell: (row) => row.unit },
        { title: t("invoice.institution"), cell: (row) => row.institution },
        { title: t("plan.kind"), cell: (row) => (row.credits ? t("invoice.creditsNumber", { number: row.credits }) : tn("drafts.lines", row.lines.length)) },
        { title: t("messages.amount"), kind: "number", beside: true, cell: (row) => <Amount ore={sumOf(row)} /> },
      ]}
      rows={invoices}
      name={(row) => `${row.unit} ${row.institution} ${row.credits ?? ""} ${sumOf(row)}`}
    />
  );
}

function Moves({ messages }: { messages: PlannedMessage[] }) {
  return (
    <Table
      caption={t("plan.messagesCaption")}
      columns={[
        { title: t("messages.key"), kind: "head", cell: (row) => row.key },
        { title: t("messages.kind"), cell: (row) => word("kind", row.kind) },
        { title: t("message.change"), cell: (row) => word("change", row.change) },
        { title: t("messages.state"), beside: true, cell: (row) => <State state={row.state} /> },
        { title: t("messages.reason"), kind: "wide", cell: (row) => <Said>{row.reason}</Said> },
      ]}
      rows={messages}
      name={(row) => `${row.kind} ${row.key}`}
    />
  );
}
