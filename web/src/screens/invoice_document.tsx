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
      <div class="lines" role="region" tabIndex={0} aria-label="Rader">
        <table>
          <caption class="unseen">Rader</caption>
          <thead>
            <tr>
              <th scope="col">Student</th><th scope="col">Placering</th><th scope="col">Period</th>
              <th scope="col" class="number">Dagar</th><th scope="col" class="number">Veckor</th><th scope="col" class="number">Pris/vecka</th><th scope="col" class="number">Belopp</th>
            </tr>
          </thead>
          <tbody>
            {invoice.lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">{line.student_name === mask ? <span class="masked">dolt namn</span> : line.student_name}</th>
                <td>{line.programme}, {line.course}<small>{line.placement}</small></td>
                <td>{line.first} – {line.last}</td>
                <td class="number">{number(line.days)}</td>
                <td class="number">{number(line.days / 5)}</td>
                <td class="number">{kronor(line.week_price_ore)}</td>
                <td class="number">{kronor(line.amount_ore)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr><td colSpan={6}>Momsfritt</td><td class="number">{kronor(0)}</td></tr>
            <tr class="total"><th scope="row" colSpan={6}>{invoice.credits ? "Att återfå" : "Att betala"}</th><td class="number">{kronor(total)}</td></tr>
          </tfoot>
        </table>
      </div>
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
