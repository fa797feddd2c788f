// From the row of a file to the paid invoice: each version with what it changed, its lines, its invoices, what people decided.
import type { Json, Trace, TracedItem, Version } from "../api/types";
import { kronor } from "../format";
import { fieldName, number, t, word } from "../i18n";
import { Deliveries } from "../parts/deliveries";
import { Table } from "../parts/table";
import { mask } from "../parts/values";
import { Amount, Moment, Said, State, WhereRead } from "../parts/words";
import { address } from "../router";

export function Story({ trace, message }: { trace: Trace; message: number }) {
  return <>{trace.items.map((item) => <Item key={`${item.connection} ${item.key}`} item={item} message={message} />)}</>;
}

function Item({ item, message }: { item: TracedItem; message: number }) {
  return (
    <section class="sheet" aria-label={t("story.title")}>
      <h2>{t("story.title")}</h2>
      <ol class="story">
        {item.versions.map((one) => <OneVersion key={one.message} version={one} here={one.message === message} />)}
        {item.invoices.map((invoice) => (
          <li key={invoice.number}>
            <p class="line">
              <Moment at={invoice.issued} />
              <a href={address("invoices", invoice.number)}>{t("story.invoice", { number: invoice.number })}</a>
              <State state={invoice.state} />
              {invoice.total_ore !== undefined && <Amount ore={invoice.total_ore} />}
            </p>
            {invoice.deliveries.length > 0 && <Deliveries rows={invoice.deliveries} />}
          </li>
        ))}
        {item.decisions.map((one) => (
          <li key={one.at + one.action}>
            <p class="line"><Moment at={one.at} /><strong>{one.who}</strong> {word("action", one.action)}</p>
            <p class="note">{one.reason}</p>
          </li>
        ))}
      </ol>
      {item.lines.length > 0 && (
        <Table
          caption={t("story.lines")}
          columns={[
            { title: t("line.dates"), kind: "wide", cell: (row) => row.dates },
            { title: t("line.days"), kind: "number", cell: (row) => number(row.days) },
            { title: t("line.weekPrice"), kind: "number", cell: (row) => kronor(row.week_price_ore) },
            { title: t("messages.amount"), kind: "number", cell: (row) => <Amount ore={row.amount_ore} /> },
            { title: t("line.invoice"), cell: (row) => row.invoice && <a href={address("invoices", row.invoice)}>{row.invoice}</a> },
          ]}
          rows={item.lines}
          name={(row) => row.line}
        />
      )}
    </section>
  );
}

/** Who the student is stays hidden until somebody looks. */
function Stood({ value }: { value: Json | undefined }) {
  if (value === mask) return <span class="masked">{t("values.masked")}</span>;
  if (value === undefined || value === null || value === "") return <>–</>;
  return <>{typeof value === "object" ? JSON.stringify(value) : String(value)}</>;
}

function OneVersion({ version, here }: { version: Version; here: boolean }) {
  return (
    <li class={here ? "here" : ""}>
      <p class="line">
        <Moment at={version.at} />
        {here ? <strong>{t("story.version", { id: String(version.message) })}</strong> : <a href={address("messages", version.message)}>{t("story.version", { id: String(version.message) })}</a>}
        {word("change", version.change)}
        <State state={version.state} />
      </p>
      {version.place && <p class="note"><WhereRead place={version.place} /></p>}
      {version.reason && <p class="note"><Said>{version.reason}</Said></p>}
      {version.changed.length > 0 && (
        <Table
          caption={t("story.changed")}
          columns={[
            { title: t("story.field"), kind: "head", cell: (row) => <>{fieldName(row.field)} <code class="path">{row.field}</code></> },
            { title: t("story.before"), cell: (row) => <del><Stood value={row.before} /></del> },
            { title: t("story.after"), cell: (row) => <ins><Stood value={row.after} /></ins> },
          ]}
          rows={version.changed}
          name={(row) => row.field}
        />
      )}
      {version.deliveries.length > 0 && <Deliveries rows={version.deliveries} />}
      {version.raw !== undefined && <pre class="raw" tabIndex={0} aria-label={t("message.raw")}>{version.raw}</pre>}
    </li>
  );
}
