// The invoice as it would lie on paper. It is Swedish law's document: its own words are Swedish in both languages.
import type { InvoiceDocument, Party } from "../api/types";
import { kronor } from "../format";
import { number } from "../i18n";
import { mask } from "../parts/values";

const organisation = (digits: string): string => digits.replace(/^(\d{6})(\d{4})$/, "$1-$2");
const giro = (digits: string): string => digits.replace(/^(\d{3,4})(\d{4})$/, "$1-$2");

export function Document({ invoice, total }: { invoice: InvoiceDocument; total: number }) {
  const { seller, buyer } = invoice;
  return (
    <article class="paper" lang="sv" aria-label={`Faktura ${invoice.number}`}>
      <header>
        <div>
          <p class="from">{seller.name}</p>
          <Postal party={seller} />
        </div>
        <div class="title">
          <p class="name">{invoice.credits ? "Kreditfaktura" : "Faktura"}</p>
          <dl>
            <dt>Nummer</dt><dd>{invoice.number}</dd>
            <dt>Datum</dt><dd>{invoice.issued}</dd>
            {invoice.credits ? <><dt>Krediterar</dt><dd>{invoice.credits.number}</dd></> : <><dt>Förfaller</dt><dd>{invoice.due}</dd></>}
          </dl>
        </div>
      </header>
      <div class="parties">
        <div>
          <p class="label">Till</p>
          <p class="to">{buyer.name}</p>
          <Postal party={buyer} />
          <p>Org.nr {organisation(buyer.organisation_number)}</p>
        </div>
        <dl>
          {buyer.buyer_reference && <><dt>Er referens</dt><dd>{buyer.buyer_reference}</dd></>}
          {buyer.order_reference && <><dt>Er beställning</dt><dd>{buyer.order_reference}</dd></>}
          <dt>Avtal</dt><dd>{invoice.agreement_document}</dd>
          <dt>Termin</dt><dd>{invoice.term}</dd>
          <dt>Period</dt><dd>{invoice.period_first} – {invoice.period_last}</dd>
        </dl>
      </div>
      <div class="lines" role="group" tabIndex={0} aria-label="Rader">
        <table role="table">
          <caption class="unseen">Rader</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Student</th><th role="columnheader" scope="col">Placering</th><th role="columnheader" scope="col">Period</th>
              <th role="columnheader" scope="col" class="number">Dagar</th><th role="columnheader" scope="col" class="number">Veckor</th><th role="columnheader" scope="col" class="number">Pris/vecka</th><th role="columnheader" scope="col" class="number">Belopp</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {invoice.lines.map((line) => (
              <tr role="row" key={line.id}>
                <th role="rowheader" scope="row">{line.student_name === mask ? <span class="masked">dolt namn</span> : line.student_name}</th>
                <td role="cell">{line.programme}, {line.course}<small>{line.placement}</small></td>
                <td role="cell">{line.first} – {line.last}</td>
                <td role="cell" class="number" data-after={line.days === 1 ? " dag" : " dagar"}>{number(line.days)}</td>
                <td role="cell" class="number">{number(line.days / 5)}</td>
                <td role="cell" class="number">{kronor(line.week_price_ore)}</td>
                <td role="cell" class="number">{kronor(line.amount_ore)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl class="total">
        <dt>Moms (momsfritt)</dt><dd>{kronor(0)}</dd>
        <dt>{invoice.credits ? "Att återfå" : "Att betala"}</dt><dd>{kronor(total)}</dd>
      </dl>
      <footer>
        <dl>
          {seller.bankgiro && <div><dt>Bankgiro</dt><dd>{giro(seller.bankgiro)}</dd></div>}
          {seller.plusgiro && <div><dt>Plusgiro</dt><dd>{seller.plusgiro}</dd></div>}
          {invoice.ocr && <div><dt>OCR</dt><dd>{invoice.ocr}</dd></div>}
          <div><dt>Org.nr</dt><dd>{organisation(seller.organisation_number)}</dd></div>
          {seller.contact && <div><dt>Kontakt</dt><dd>{seller.contact.name}, {seller.contact.phone}, {seller.contact.email}</dd></div>}
        </dl>
      </footer>
    </article>
  );
}

function Postal({ party }: { party: Party }) {
  return <p>{party.street}<br />{party.postal_code} {party.city}</p>;
}
