// The rounds of orders: what was asked, granted, awaited, redirected and is open, per area and unit; and the days that count.
import { part, query } from "../api/client";
import type { Deadline, Order, OrderLife, Places, Round, RoundDetail } from "../api/more_types";
import type { Json, Page } from "../api/types";
import { number, t, tn, word } from "../i18n";
import { useAnswer } from "../live";
import { Pager } from "../parts/pager";
import { Answered } from "../parts/problem";
import { Table, type Column } from "../parts/table";
import { Values } from "../parts/values";
import { Empty, Heading, Said, State } from "../parts/words";
import { address, type Place } from "../router";

export function Orders({ place }: { place: Place }) {
  if (place.part) return <OneOrder id={place.part} />;
  return place.query["round"] ? <OneRound place={place} round={place.query["round"]} /> : <Rounds />;
}

const kinds = ["ordered", "granted", "awaiting", "redirected", "open"] as const;

function placeColumns<T>(of: (row: T) => Places): Column<T>[] {
  return kinds.map((kind) => ({
    title: t(`places.${kind}`),
    kind: "number" as const,
    cell: (row: T) => {
      const count = of(row)[kind];
      return count === undefined ? "" : <span class={kind === "open" && count > 0 ? "open" : undefined}>{number(count)}</span>;
    },
  }));
}

function Rounds() {
  const rounds = useAnswer<Page<Round>>("/rounds");
  return (
    <>
      <Heading title={t("orders.title")} />
      <Answered of={rounds}>
        {({ items }) =>
          items.length ? (
            <Table
              caption={t("orders.rounds")}
              columns={[
                { title: t("orders.round"), kind: "head", cell: (row) => <a href={address("orders", "", { round: row.round })}>{row.round}</a> },
                { title: t("invoice.term"), cell: (row) => row.term },
                ...placeColumns<Round>((row) => row.places),
              ]}
              rows={items}
              name={(row) => row.round}
            />
          ) : (
            <Empty title={t("orders.none")}>{t("orders.noneNext")}</Empty>
          )
        }
      </Answered>
      <Days />
    </>
  );
}

function Days() {
  const deadlines = useAnswer<Page<Deadline>>("/deadlines");
  return (
    <Answered of={deadlines}>
      {({ items }) => {
        if (!items.length) return null;
        const rest = items.filter((one) => atRest.has(one.state));
        const pressing = items.filter((one) => !atRest.has(one.state));
        return (
          <>
            {pressing.length ? <DeadlineTable rows={pressing} caption={t("orders.deadlines")} /> : <Empty title={t("orders.noDeadlines")} />}
            {rest.length > 0 && (
              <details>
                <summary>{tn("orders.otherDeadlines", rest.length)}</summary>
                <DeadlineTable rows={rest} caption={t("orders.deadlines")} />
              </details>
            )}
          </>
        );
      }}
    </Answered>
  );
}

/** Nothing is to be done about them. */
const atRest = new Set(["met", "done", "idle"]);

function DeadlineTable({ rows, caption }: { rows: Deadline[]; caption: string }) {
  return (
          <Table
            caption={caption}
            columns={[
              { title: t("deadline.day"), kind: "head", cell: (row) => row.day },
              { title: t("deadline.left"), cell: (row) => (row.days_left < 0 ? tn("deadline.ago", -row.days_left) : tn("deadline.in", row.days_left)) },
              { title: t("messages.state"), beside: true, cell: (row) => <State state={row.state} /> },
              { title: t("deadline.what"), cell: (row) => `${word("deadline", row.kind)} ${row.term}` },
              { title: t("deadline.agreement"), cell: (row) => row.agreement },
              { title: t("deadline.ground"), kind: "wide", cell: (row) => <Said>{row.ground}</Said> },
            ]}
            rows={[...rows].sort((a, b) => (a.day < b.day ? -1 : 1))}
            name={(row) => `${row.agreement} ${row.kind} ${row.term}`}
          />
  );
}

function Sums({ caption, of }: { caption: string; of: Record<string, Places> }) {
  const rows = Object.entries(of);
  if (!rows.length) return null;
  return (
    <Table
      caption={caption}
      columns={[{ title: t("orders.where"), kind: "head", cell: ([name]) => name }, ...placeColumns<[string, Places]>(([, places]) => places).filter((_, index) => rows.some(([, places]) => places[kinds[index]!] !== undefined))]}
      rows={rows}
      name={([name]) => name}
    />
  );
}

/** How much of what was asked for is granted, awaited and open, as one bar. */
function Bar({ places }: { places: Places }) {
  const ordered = Math.max(places.ordered ?? 0, 1);
  const granted = places.granted ?? 0, awaiting = places.awaiting ?? 0;
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rest" width={100} height={4} />
      <rect class="awaiting" width={Math.min((100 * (granted + awaiting)) / ordered, 100)} height={4} />
      <rect class="granted" width={Math.min((100 * granted) / ordered, 100)} height={4} />
    </svg>
  );
}

function OneRound({ place, round }: { place: Place; round: string }) {
  const detail = useAnswer<RoundDetail>(`/rounds/${part(round)}`);
  const orders = useAnswer<Page<Order>>("/orders" + query({ round, after: place.query["after"] }));
  return (
    <>
      <p class="up"><a href={address("orders")}>{t("orders.title")}</a></p>
      <Answered of={detail}>
        {(one) => (
          <>
            <Heading title={`${one.round}, ${one.term}`} />
            <section class="sheet">
              <dl class="figures">
                {kinds.map((kind) => (
                  <div key={kind}><dt><i class={`swatch ${kind}`} aria-hidden="true" />{t(`places.${kind}`)}</dt><dd><strong>{number(one.places[kind] ?? 0)}</strong></dd></div>
                ))}
              </dl>
              <Bar places={one.places} />
            </section>
            <Sums caption={t("orders.areas")} of={one.areas} />
            <Sums caption={t("orders.units")} of={one.units} />
          </>
        )}
      </Answered>
      <Answered of={orders}>
        {({ items, next }) => (
          <>
          <Table
            caption={t("orders.lines")}
            columns={[
              { title: t("orders.order"), kind: "head", cell: (row) => <a href={address("orders", row.order)}>{row.order}</a> },
              { title: t("invoice.institution"), cell: (row) => row.institution },
              { title: t("orders.programme"), cell: (row) => row.programme },
              { title: t("orders.area"), cell: (row) => row.area },
              { title: t("messages.state"), beside: true, cell: (row) => <State state={row.state} /> },
              ...placeColumns<Order>((row) => row.places),
            ]}
            rows={items}
            name={(row) => row.order}
          />
          <Pager place={place} next={next} />
          </>
        )}
      </Answered>
    </>
  );
}

interface Hop {
  from?: string;
  to?: string;
  count?: number;
  why?: { text?: string };
}

function OneOrder({ id }: { id: string }) {
  const order = useAnswer<OrderLife>(`/orders/${part(id)}`);
  return (
    <>
      <p class="up"><a href={address("orders")}>{t("orders.title")}</a></p>
      <Answered of={order}>
        {(said) => {
          const { hops, refusals, seats, late, ...rest } = (Array.isArray(said["items"]) ? said["items"][0] : said) as OrderLife;
          return (
            <>
              <Heading title={id}><State state={typeof rest["state"] === "string" ? rest["state"] : undefined} /></Heading>
              <section class="sheet"><Values of={rest as Json} label={id} /></section>
              <Seats seats={(seats ?? []) as unknown as Seat[]} />
              <Hops hops={(hops ?? []) as unknown as Hop[]} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

interface Seat {
  at: string;
  area: string;
  agreement: string;
  places: number;
  ground: string;
  word: string;
}

function Seats({ seats }: { seats: Seat[] }) {
  if (!seats.length) return null;
  return (
    <Table
      caption={t("orders.seats")}
      columns={[
        { title: t("orders.at"), kind: "head", cell: (row) => row.at },
        { title: t("orders.area"), cell: (row) => row.area },
        { title: t("deadline.agreement"), cell: (row) => row.agreement },
        { title: t("orders.ground"), cell: (row) => word("ground", row.ground) },
        { title: t("orders.word"), cell: (row) => <State state={row.word} /> },
        { title: t("orders.count"), kind: "number", beside: true, cell: (row) => number(row.places) },
      ]}
      rows={seats}
      name={(row) => `${row.at} ${row.agreement} ${row.word}`}
    />
  );
}

function Hops({ hops }: { hops: Hop[] }) {
  if (!hops.length) return null;
  return (
    <Table
      caption={t("orders.hops")}
      columns={[
        { title: t("orders.from"), kind: "head", cell: (row) => row.from },
        { title: t("orders.to"), cell: (row) => row.to },
        { title: t("orders.count"), kind: "number", beside: true, cell: (row) => number(row.count ?? 0) },
        { title: t("orders.why"), kind: "wide", cell: (row) => <Said>{row.why?.text}</Said> },
      ]}
      rows={hops}
      name={(row) => `${row.from} ${row.to} ${row.count}`}
    />
  );
}
