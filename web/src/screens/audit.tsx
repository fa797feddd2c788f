// Who did what, and why; newest first.
import { useState } from "preact/hooks";
import type { AuditEntry, Page } from "../api/types";
import { isKey, t, word } from "../i18n";
import { useAnswer } from "../live";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Badge, Empty, Heading, Moment, Said } from "../parts/words";
import { address, type Place } from "../router";

const limits = ["100", "300", "1000"] as const;

export function Audit({ place }: { place: Place }) {
  const limit = limits.find((one) => one === place.query["limit"]) ?? limits[0];
  const entries = useAnswer<Page<AuditEntry>>(`/audit?limit=${limit}`);
  const [wanted, setWanted] = useState("");
  const fits = (entry: AuditEntry) =>
    [entry.who, entry.action, word("action", entry.action), entry.what, entry.detail].some((text) => text.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <>
      <Heading title={t("audit.title")} />
      <p class="lead">{t("audit.lead")}</p>
      <div class="filter">
        <label class="field">
          <span>{t("audit.search")}</span>
          <input type="search" name="wanted" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>
        <nav class="pager" aria-label={t("audit.howMany")}>
          <span class="note" aria-hidden="true">{t("audit.howMany")}</span>
          {limits.map((one) => <a key={one} href={address("audit", "", { limit: one })} aria-current={one === limit ? "true" : undefined}>{one}</a>)}
        </nav>
      </div>
      <Answered of={entries}>
        {({ items }) =>
          items.some(fits) ? (
            <Table
              caption={t("audit.caption")}
              hideCaption
              columns={[
                { title: t("audit.at"), beside: true, cell: (row) => <Moment at={row.at} /> },
                { title: t("audit.who"), kind: "head", cell: (row) => row.who || t("audit.sluss") },
                { title: t("audit.action"), cell: (row) => word("action", row.action) },
                { title: t("audit.what"), kind: "wide", cell: (row) => <Thing what={row.what} /> },
                { title: t("audit.detail"), kind: "wide", cell: (row) => <Detail detail={row.detail} /> },
              ]}
              rows={items.filter(fits)}
              name={(row) => [row.at, row.who, row.action, row.what, row.detail].join(" ")}
            />
          ) : (
            <Empty title={t(items.length ? "audit.noneSuch" : "audit.none")}>{items.length > 0 && t("audit.noneSuchNext")}</Empty>
          )
        }
      </Answered>
    </>
  );
}

/** What was acted on: "account karin", "message 17 to peppol.invoices (unknown)". */
function Thing({ what }: { what: string }) {
  if (what === "the whole store") return <>{word("thing", what)}</>;
  const [, kind, name, rest = ""] = /^(account|message|invoice|basis of invoice) (\S+)(.*)$/.exec(what) ?? [];
  if (!kind || !name) return <>{what}</>;
  const text = `${word("thing", kind)} ${name}`;
  const to = !/^\d+$/.test(name) || kind === "account" ? undefined : address(kind === "message" ? "messages" : "invoices", name);
  return (
    <>
      {to ? <a href={to}>{text}</a> : text}
      {rest && <Said>{rest}</Said>}
    </>
  );
}

/** A person's reason as it was given; of what the daemon wrote, what is told in other words. */
function Detail({ detail }: { detail: string }) {
  const from = /^from (\S+)$/.exec(detail);
  if (from) return <>{t("audit.from", { address: from[1]! })}</>;
  if (detail.startsWith("{")) return <Record text={detail} />;
  const given = detail.split(", ");
  if (given.every((one) => isKey(`role.${one}`))) return <>{given.map((one) => word("role", one)).join(", ")}</>;
  return <>{detail}</>;
}

/** A record that the daemon keeps of itself; its verdict first. */
function Record({ text }: { text: string }) {
  const fits = /"fits":(true|false)/.exec(text)?.[1];
  return (
    <details class="record">
      <summary>{fits ? <Badge tone={fits === "true" ? "good" : "bad"}>{t(fits === "true" ? "reconciliation.balances" : "reconciliation.differs")}</Badge> : t("audit.record")}</summary>
      <code lang="en">{text}</code>
    </details>
  );
}
