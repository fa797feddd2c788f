// Bases that wait: looked at line by line, then approved or refused by their sum.
import { useState } from "preact/hooks";
import { post, query } from "../api/client";
import type { Draft, Page } from "../api/types";
import { kronor } from "../format";
import { number, t, tn } from "../i18n";
import { useAnswer } from "../live";
import { Decision } from "../parts/decision";
import { Pager } from "../parts/pager";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Amount, Empty, State } from "../parts/words";
import { address, type Place } from "../router";
import { may } from "../session";

const nameOf = (draft: Draft): string => [draft.agreement, draft.institution, draft.unit, draft.term].join(" ");

export function Drafts({ place }: { place: Place }) {
  const page = useAnswer<Page<Draft>>("/drafts" + query({ after: place.query["after"] }));
  return (
    <Answered of={page}>
      {({ items, next }) =>
        items.length ? (
          <>
          <ul class="groups">{items.map((draft) => <Basis key={nameOf(draft)} draft={draft} few={items.length <= 3} />)}</ul>
          <Pager place={place} next={next} />
          </>
        ) : (
          <Empty title={t("drafts.none")}>{t("drafts.noneNext")}</Empty>
        )
      }
    </Answered>
  );
}

function Basis({ draft, few }: { draft: Draft; few: boolean }) {
  const [way, setWay] = useState<"approve" | "refuse">();
  const { unit, institution, agreement, term, total_ore } = draft;
  const heading = `basis-${nameOf(draft).replaceAll(" ", "-")}`;
  const isOpen = draft.state === "waits for approval" || draft.state === "refused";
  return (
    <li class="sheet group">
      <header class="line">
        <h2 id={heading}>{t("drafts.title", { unit, term })}</h2>
        <State state={draft.state} />
        <span class="amount big">{kronor(total_ore)}</span>
      </header>
      <div class="line">
        <p class="note">
          {t("drafts.to", { institution, agreement })}
          {draft.invoice_from && ` · ${t("drafts.from", { day: draft.invoice_from })}`}
        </p>
        {may("approver") && (
          <div class="actions aside">
            {isOpen && <button type="button" class="main" aria-describedby={heading} onClick={() => setWay("approve")}>{t("drafts.approve")}</button>}
            {draft.state !== "refused" && <button type="button" class="quiet" aria-describedby={heading} onClick={() => setWay("refuse")}>{t("drafts.refuse")}</button>}
          </div>
        )}
      </div>
      <details open={few}>
        <summary>{tn("drafts.lines", draft.lines.length)}</summary>
        <Table
          caption={t("drafts.caption", { unit, term })}
          hideCaption
          columns={[
            { title: t("line.placement"), kind: "head", cell: (row) => <a href={address("messages", row.message)}>{row.placement}</a> },
            { title: t("line.dates"), kind: "wide", cell: (row) => row.dates },
            { title: t("line.days"), kind: "number", cell: (row) => number(row.days) },
            { title: t("line.weekPrice"), kind: "number", cell: (row) => kronor(row.week_price_ore) },
            { title: t("messages.amount"), kind: "number", beside: true, cell: (row) => <Amount ore={row.amount_ore} /> },
          ]}
          rows={draft.lines}
          name={(row) => `${row.placement} ${row.dates}`}
          foot={<tr><th scope="row" colSpan={4}>{t("invoice.total")}</th><td class="number" data-title={t("invoice.total")}><Amount ore={total_ore} /></td></tr>}
        />
      </details>
      {way && (
        <Decision
          title={t(`drafts.${way}Title`, { unit, term })}
          confirm={t(`drafts.${way}Sum`, { kronor: kronor(total_ore) })}
          done={t(`drafts.${way}Done`, { unit, term })}
          danger={way === "refuse"}
          decide={(reason) => post(`/drafts/${way}`, { unit, institution, agreement, term, total_ore, reason })}
          close={() => setWay(undefined)}
        >
          <p>{t(`drafts.${way}Hint`)}</p>
          <p class="sum">{tn("drafts.lines", draft.lines.length)}: <strong class="amount">{kronor(total_ore)}</strong></p>
        </Decision>
      )}
    </li>
  );
}
