// Worth = invoiced - credited + waiting + held, to the öre; and what does not fit, by name.
import { useEffect } from "preact/hooks";
import { query } from "../api/client";
import type { Balance, KeptReconciliation, Reconciliation as Proof } from "../api/more_types";
import type { Json } from "../api/types";
import { plainKronor } from "../format";
import { number, t, tn } from "../i18n";
import { refresh, useAnswer } from "../live";
import { Answered } from "../parts/problem";
import { Table, type Column } from "../parts/table";
import { Badge, Empty, Heading, Moment, Said, Waiting } from "../parts/words";
import { address, type Place } from "../router";

const makingTakes = 1_000;
const groupings = ["all", "unit", "institution", "term"] as const;
const sums = ["worth_ore", "invoiced_ore", "credited_ore", "waiting_ore", "held_ore", "delivered_ore", "difference_ore"] as const;

export function Reconciliation({ place }: { place: Place }) {
  const by = groupings.find((one) => one === place.query["by"]) ?? "unit";
  const proof = useAnswer<KeptReconciliation>("/reconciliation" + query({ by }));
  const makes = proof.data?.state === "running";
  useEffect(() => {
    if (!makes) return;
    const timer = setInterval(refresh, makingTakes);
    return () => clearInterval(timer);
  }, [makes]);
  return (
    <>
      <Heading title={t("reconciliation.title")} />
      <p class="lead">{t("reconciliation.lead")}</p>
      <nav class="tabs" aria-label={t("reconciliation.by")}>
        {groupings.map((one) => (
          <a key={one} href={address("reconciliation", "", { by: one })} aria-current={one === by ? "true" : undefined}>{t(`reconciliation.${one}`)}</a>
        ))}
      </nav>
      <Answered of={proof}>{(kept) => <Kept kept={kept} />}</Answered>
    </>
  );
}

function Kept({ kept }: { kept: KeptReconciliation }) {
  return (
    <>
      {kept.trouble && <p class="reason"><Said>{kept.trouble}</Said></p>}
      {isWhole(kept) ? <Found proof={kept} /> : kept.state === "running" && <Waiting />}
    </>
  );
}

const isWhole = (kept: KeptReconciliation): kept is KeptReconciliation & Proof => kept.accounts !== undefined;

function Found({ proof }: { proof: Proof }) {
  const broken = Object.entries(proof.invariants).filter(([, count]) => count > 0);
  return (
    <>
      <section class={`verdict slim ${proof.balances ? "good" : "bad"}`}>
        <p class="sentence">
          <Badge tone={proof.balances ? "good" : "bad"}>{t(proof.balances ? "reconciliation.balances" : "reconciliation.differs")}</Badge>
          {proof.made && <span class="aside">{t("reconciliation.made")} <Moment at={proof.made} /></span>}
        </p>
        <p class="note">
          {[
            tn("reconciliation.invoices", proof.invoices),
            tn("reconciliation.unpriced", proof.held_without_amount),
            tn("reconciliation.rejected", proof.rejected),
          ].join(" · ")}
        </p>
        {broken.map(([name, count]) => <p class="note bad" key={name}><Said>{`${name}: ${count}`}</Said></p>)}
      </section>
      {proof.exceptions.length > 0 && (
        <section class="sheet" aria-labelledby="exceptions">
          <h2 id="exceptions">{t("reconciliation.exceptions")}</h2>
          <ul>{proof.exceptions.map((one, index) => <li key={index}><Said>{textOf(one)}</Said></li>)}</ul>
        </section>
      )}
      {proof.accounts.length ? <Accounts proof={proof} /> : <Empty title={t("reconciliation.none")}>{t("reconciliation.noneNext")}</Empty>}
    </>
  );
}

function textOf(one: Json): string {
  if (one && typeof one === "object" && !Array.isArray(one)) {
    const text = one["text"] ?? one["what"];
    if (typeof text === "string") return text;
  }
  return typeof one === "string" ? one : JSON.stringify(one);
}

function Accounts({ proof }: { proof: Proof }) {
  const rows = proof.accounts;
  const names = (["unit", "institution", "term"] as const).filter((name) => rows.some((row) => row[name]));
  const columns: Column<Balance>[] = names.map((name, index) => ({
    title: t(`reconciliation.${name}`),
    kind: index === 0 ? "head" : "text",
    cell: (row) => (row[name] === "(unknown)" ? t("reconciliation.unknown") : row[name]),
  }));
  columns.push({ title: t("reconciliation.placements"), kind: "number", cell: (row) => number(row.placements) });
  for (const sum of sums) columns.push({ title: t(`sum.${sum}`), kind: "number", cell: (row) => <Sum name={sum} ore={row[sum]} /> });
  return (
    <Table
      caption={t("sum.unit")}
      columns={columns}
      rows={rows}
      name={(row) => names.map((name) => row[name]).join(" ")}
      foot={
        <tr>
          <th scope="row" colSpan={names.length}>{t("reconciliation.total")}</th>
          <td class="number" data-title={t("reconciliation.placements")}>{number(proof.total.placements)}</td>
          {sums.map((sum) => <td class="number" key={sum} data-title={t(`sum.${sum}`)}><Sum name={sum} ore={proof.total[sum]} /></td>)}
        </tr>
      }
    />
  );
}

function Sum({ name, ore }: { name: (typeof sums)[number]; ore: number }) {
  if (ore === 0) return <span class="zero">{plainKronor(0)}</span>;
  return <span class={name === "difference_ore" ? "amount differs" : "amount"}>{plainKronor(ore)}</span>;
}
