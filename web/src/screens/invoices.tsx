// Bases that wait, what was issued, what is unpaid, and what the bank told of.
import { query } from "../api/client";
import type { InvoiceSummary, Page, Unpaid } from "../api/types";
import type { Payment } from "../api/more_types";
import { number, t, tn, word, type Key } from "../i18n";
import { useAnswer } from "../live";
import { Pager } from "../parts/pager";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Amount, Badge, Empty, Heading, Said, State } from "../parts/words";
import { address, type Place } from "../router";
import { Drafts } from "./drafts";
import { Invoice } from "./invoice";

const views: readonly { name: string; title: Key }[] = [
  { name: "drafts", title: "invoices.drafts" },
  { name: "issued", title: "invoices.issued" },
  { name: "unpaid", title: "invoices.unpaid" },
  { name: "payments", title: "invoices.payments" },
];

export function Invoices({ place }: { place: Place }) {
  if (place.part) return <Invoice number={place.part} />;
  const view = views.find((one) => one.name === place.query["view"]) ?? views[0]!;
  return (
    <>
      <Heading title={t("invoices.title")} />
      <nav class="tabs" aria-label={t("invoices.views")}>
        {views.map((one) => (
          <a key={one.name} href={address("invoices", "", { view: one.name })} aria-current={one === view ? "true" : undefined}>{t(one.title)}</a>
        ))}
      </nav>
      {view.name === "drafts" && <Drafts place={place} />}
      {view.name === "issued" && <Issued place={place} />}
      {view.name === "unpaid" && <UnpaidOnes place={place} />}
      {view.name === "payments" && <Payments place={place} />}
    </>
  );
}

export function Standing({ invoice }: { invoice: InvoiceSummary }) {
  if (invoice.credits) return <Badge tone="plain">{t("invoice.creditsNumber", { number: invoice.credits })}</Badge>;
  const text = invoice.payment ?? "";
  const tone = text === "unpaid" ? "wait" : /^(paid|credited)/.test(text) ? "good" : "plain";
  return <Badge tone={tone}>{word("payment", text)}</Badge>;
}

function Issued({ place }: { place: Place }) {
  const { unit, institution, term, after } = place.query;
  const page = useAnswer<Page<InvoiceSummary>>("/invoices" + query({ unit, institution, term, after, limit: 50 }));
  return (
    <Answered of={page}>
      {({ items, next }) =>
        items.length ? (
          <>
            <Table
              caption={t("invoices.issued")}
              hideCaption
              columns={[
                { title: t("invoice.number"), kind: "head", cell: (row) => <a href={address("invoices", row.number)}>{row.number}</a> },
                { title: t("invoice.day"), cell: (row) => row.issued },
                { title: t("invoice.institution"), cell: (row) => row.institution },
                { title: t("invoice.unit"), cell: (row) => row.unit },
                { title: t("invoice.term"), cell: (row) => row.term },
                { title: t("invoice.standing"), cell: (row) => <Standing invoice={row} /> },
                { title: t("invoice.paid"), kind: "number", cell: (row) => <Amount ore={row.paid_ore} /> },
                { title: t("invoice.total"), kind: "number", beside: true, cell: (row) => <Amount ore={row.total_ore} /> },
              ]}
              rows={items}
              name={(row) => row.number}
            />
            <Pager place={place} next={next} />
          </>
        ) : (
          <Empty title={t("invoices.noneIssued")}>{t("invoices.noneIssuedNext")}</Empty>
        )
      }
    </Answered>
  );
}

function UnpaidOnes({ place }: { place: Place }) {
  const page = useAnswer<Page<Unpaid>>("/unpaid" + query({ after: place.query["after"], limit: 50 }));
  return (
    <Answered of={page}>
      {({ items, next }) =>
        items.length ? (
          <>
          <Table
            caption={t("invoices.unpaid")}
            hideCaption
            columns={[
              { title: t("invoice.number"), kind: "head", cell: (row) => <a href={address("invoices", row.number)}>{row.number}</a> },
              { title: t("invoice.due"), cell: (row) => row.due },
              { title: t("invoice.late"), cell: (row) => (row.days_late > 0 ? <Badge tone="bad">{tn("invoice.daysLate", row.days_late)}</Badge> : <Badge tone="plain">{t("invoice.notDue")}</Badge>) },
              { title: t("invoice.institution"), cell: (row) => row.institution },
              { title: t("invoice.unit"), cell: (row) => row.unit },
              { title: t("invoice.paid"), kind: "number", cell: (row) => <Amount ore={row.paid_ore} /> },
              { title: t("invoice.rest"), kind: "number", beside: true, cell: (row) => <Amount ore={row.rest_ore} /> },
            ]}
            rows={items}
            name={(row) => row.number}
          />
          <Pager place={place} next={next} />
          </>
        ) : (
          <Empty title={t("invoices.noneUnpaid")} />
        )
      }
    </Answered>
  );
}

function Payments({ place }: { place: Place }) {
  const page = useAnswer<Page<Payment>>("/payments" + query({ after: place.query["after"], limit: 50 }));
  return (
    <Answered of={page}>
      {({ items, next }) =>
        items.length ? (
          <>
          <Table
            caption={t("invoices.payments")}
            hideCaption
            columns={[
              { title: t("payment.name"), kind: "head", cell: (row) => <a href={address("messages", row.message)}>{row.payment ?? number(row.message)}</a> },
              { title: t("payment.ocr"), cell: (row) => row.ocr },
              { title: t("payment.day"), cell: (row) => row.day },
              { title: t("messages.state"), cell: (row) => <State state={row.state} /> },
              { title: t("messages.reason"), kind: "wide", cell: (row) => <Said>{row.reason}</Said> },
              { title: t("messages.amount"), kind: "number", beside: true, cell: (row) => <Amount ore={row.amount_ore} /> },
            ]}
            rows={items}
            name={(row) => row.message}
          />
          <Pager place={place} next={next} />
          </>
        ) : (
          <Empty title={t("invoices.nonePaid")}>{t("invoices.nonePaidNext")}</Empty>
        )
      }
    </Answered>
  );
}
