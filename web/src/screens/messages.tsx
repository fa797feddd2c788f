// Messages, searched by what stands in the address; one of them when it is named there.
import { useState } from "preact/hooks";
import { query } from "../api/client";
import type { MessageSummary, Page } from "../api/types";
import { t, word } from "../i18n";
import { useAnswer } from "../live";
import { Pager } from "../parts/pager";
import { Answered } from "../parts/problem";
import { Table, type Column } from "../parts/table";
import { Amount, Empty, Heading, Said, State } from "../parts/words";
import { address, go, type Place } from "../router";
import { Message } from "./message";

const filters = ["key", "state", "kind", "connection", "run", "reason_like"] as const;
const states = ["held", "rejected", "collected", "delivering", "delivered", "filtered", "superseded", "resolved"];
const kinds = ["placement", "order", "offer", "registration", "invoice", "payment", "invoice_response", "round", "inquiry", "confirmation", "approval"];

export function Messages({ place }: { place: Place }) {
  return place.part ? <Message id={place.part} /> : <List place={place} />;
}

function List({ place }: { place: Place }) {
  const asked = Object.fromEntries(["after", ...filters].map((name) => [name, place.query[name]]));
  const page = useAnswer<Page<MessageSummary>>("/messages" + query({ ...asked, limit: 50 }));
  const narrowed = filters.some((name) => place.query[name]);
  return (
    <>
      <Heading title={t("messages.title")} />
      <Filter key={JSON.stringify(asked)} place={place} />
      <Answered of={page}>
        {({ items, next }) =>
          items.length ? (
            <>
              <MessageTable rows={items} caption={t("messages.caption")} />
              <Pager place={place} next={next} />
            </>
          ) : (
            <Empty title={t(narrowed ? "messages.noneSuch" : "messages.none")}>
              {narrowed ? <a href={address("messages")}>{t("messages.all")}</a> : t("messages.noneNext")}
            </Empty>
          )
        }
      </Answered>
    </>
  );
}

function MessageTable({ rows, caption }: { rows: MessageSummary[]; caption: string }) {
  const amount: Column<MessageSummary> = { title: t("messages.amount"), kind: "number", cell: (row) => <Amount ore={row.amount_ore} /> };
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { title: t("messages.key"), kind: "head", cell: (row) => <a class="key" href={address("messages", row.id)} title={row.key}>{row.key || row.id}</a> },
        { title: t("messages.kind"), cell: (row) => word("kind", row.kind) },
        { title: t("messages.state"), beside: true, cell: (row) => <State state={row.state} /> },
        { title: t("messages.connection"), cell: (row) => row.connection },
        { title: t("messages.reason"), kind: "wide", cell: (row) => <Said>{row.reason}</Said> },
        ...(rows.some((row) => row.amount_ore !== undefined) ? [amount] : []),
        { title: t("messages.run"), kind: "number", cell: (row) => row.run },
      ]}
      rows={rows}
      name={(row) => row.id}
    />
  );
}

function Filter({ place }: { place: Place }) {
  const [wanted, setWanted] = useState(place.query);
  const set = (name: string) => (event: Event) =>
    setWanted({ ...wanted, [name]: (event.currentTarget as HTMLInputElement | HTMLSelectElement).value });
  const field = (name: (typeof filters)[number], title: string, numeric = false) => (
    <label class="field">
      <span>{title}</span>
      <input name={name} type="text" inputMode={numeric ? "numeric" : undefined} value={wanted[name] ?? ""} onInput={set(name)} />
    </label>
  );
  const choice = (name: "state" | "kind", title: string, all: string[]) => (
    <label class="field">
      <span>{title}</span>
      <select name={name} value={wanted[name] ?? ""} onChange={set(name)}>
        <option value="">{t("messages.any")}</option>
        {all.map((one) => <option key={one} value={one}>{word(name, one)}</option>)}
      </select>
    </label>
  );
  return (
    <form
      class="filter"
      role="search"
      aria-label={t("messages.search")}
      onSubmit={(event) => {
        event.preventDefault();
        go(address("messages", "", { ...wanted, after: undefined }));
      }}
    >
      {field("key", t("messages.key"))}
      {choice("state", t("messages.state"), states)}
      {choice("kind", t("messages.kind"), kinds)}
      {field("connection", t("messages.connection"))}
      {field("run", t("messages.run"), true)}
      {field("reason_like", t("messages.reasonLike"))}
      <div class="buttons">
        <button type="submit" class="main">{t("messages.find")}</button>
        <a href={address("messages")}>{t("messages.clear")}</a>
      </div>
    </form>
  );
}
