// One invoice: the document as people read it, and what became of it.
import { useState } from "preact/hooks";
import { part, post, postForBytes } from "../api/client";
import type { InvoiceLife } from "../api/types";
import { kronor } from "../format";
import { t } from "../i18n";
import { useAnswer } from "../live";
import { Decision } from "../parts/decision";
import { Deliveries } from "../parts/deliveries";
import { Look, Looking } from "../parts/look";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Amount, Heading, Said } from "../parts/words";
import { address } from "../router";
import { may } from "../session";
import { Document } from "./invoice_document";
import { Standing } from "./invoices";

export function Invoice({ number }: { number: string }) {
  const life = useAnswer<InvoiceLife>(`/invoices/${part(number)}`);
  return (
    <>
      <p class="up"><a href={address("invoices", "", { view: "issued" })}>{t("invoices.title")}</a></p>
      <Answered of={life}>{(invoice) => <Life invoice={invoice} />}</Answered>
    </>
  );
}

function Life({ invoice }: { invoice: InvoiceLife }) {
  const [seen, setSeen] = useState<InvoiceLife>();
  const path = `/invoices/${part(invoice.number)}`;
  return (
    <>
      <Heading title={t(invoice.credits ? "invoice.creditTitle" : "invoice.title", { number: invoice.number })}>
        <Standing invoice={invoice} />
      </Heading>
      <div class="actions">
        <Looking seen={Boolean(seen)} hide={() => setSeen(undefined)}>
          <Look what={t("look.invoice")} look={async (reason) => setSeen(await post<InvoiceLife>(`${path}/look`, { reason }))} />
        </Looking>
        <Annex number={invoice.number} />
        <Credit invoice={invoice} />
        <a href={address("messages", invoice.message)}>{t("invoice.message")}</a>
      </div>
      <Document invoice={(seen ?? invoice).invoice} total={invoice.total_ore} />
      <div class="sides even">
        <section class="sheet" aria-labelledby="went">
          <h2 id="went">{t("message.deliveries")}</h2>
          <Deliveries rows={invoice.deliveries} />
          {invoice.answer && <p class="note">{t("invoice.answer")} <Said>{invoice.answer.text}</Said> ({invoice.answer.day})</p>}
        </section>
        <section class="sheet" aria-labelledby="paid">
          <h2 id="paid">{t("invoice.payments")}</h2>
          {invoice.payments.length ? (
            <Table
              caption={t("invoice.payments")}
              hideCaption
              columns={[
                { title: t("payment.day"), kind: "head", cell: (row) => row.day },
                { title: t("payment.name"), cell: (row) => row.message ? <a href={address("messages", row.message)}>{row.payment}</a> : row.payment },
                { title: t("messages.amount"), kind: "number", beside: true, cell: (row) => <Amount ore={row.amount_ore} /> },
              ]}
              rows={invoice.payments}
              name={(row) => `${row.payment} ${row.day} ${row.amount_ore}`}
            />
          ) : (
            <p class="note">{t("invoice.noPayments")}</p>
          )}
          {(invoice.credit_notes ?? []).map((note) => (
            <p class="note" key={note}><a href={address("invoices", note)}>{t("invoice.creditTitle", { number: note })}</a></p>
          ))}
        </section>
      </div>
    </>
  );
}

/** Annex 2 names the students: it takes the role and a reason, like every look at names. */
function Annex({ number }: { number: string }) {
  const [form, setForm] = useState<"pdf" | "xlsx">();
  if (!may("personal")) return null;
  async function fetchAnnex(reason: string) {
    const bytes = await postForBytes(`/invoices/${part(number)}/basis`, { form, reason });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(bytes);
    link.download = `underlag-${number}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  return (
    <>
      <button type="button" class="quiet" onClick={() => setForm("pdf")}>{t("invoice.pdf")}</button>
      <button type="button" class="quiet" onClick={() => setForm("xlsx")}>{t("invoice.xlsx")}</button>
      {form && (
        <Decision title={t("look.annex")} confirm={t("invoice.fetch")} done={t("invoice.fetched")} decide={fetchAnnex} close={() => setForm(undefined)}>
          <p>{t("look.hint")}</p>
        </Decision>
      )}
    </>
  );
}

function Credit({ invoice }: { invoice: InvoiceLife }) {
  const [asks, setAsks] = useState(false);
  if (!may("approver") || invoice.credits || invoice.credit_notes?.length) return null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>{t("invoice.credit")}</button>
      {asks && (
        <Decision
          title={t("invoice.creditAsk", { number: invoice.number })}
          confirm={t("invoice.creditSum", { kronor: kronor(invoice.total_ore) })}
          done={t("invoice.creditDone", { number: invoice.number })}
          danger
          decide={(reason) => post(`/invoices/${part(invoice.number)}/credit`, { reason })}
          close={() => setAsks(false)}
        >
          <p>{t("invoice.creditHint")}</p>
        </Decision>
      )}
    </>
  );
}
