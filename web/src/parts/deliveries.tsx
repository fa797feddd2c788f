import type { Delivery } from "../api/types";
import { t } from "../i18n";
import { Table, type Column } from "./table";
import { Moment, Said, State } from "./words";

/** Where a message went, by which key the target knows it, and what it answered. */
export function Deliveries({ rows }: { rows: Delivery[] }) {
  const columns: Column<Delivery>[] = [
    { title: t("delivery.to"), kind: "head", cell: (row) => row.to },
    { title: t("messages.state"), beside: true, cell: (row) => <State state={row.state} /> },
  ];
  if (rows.some((row) => row.attempts !== undefined))
    columns.push({ title: t("delivery.attempts"), kind: "number", cell: (row) => row.attempts });
  if (rows.some((row) => row.key))
    columns.push({ title: t("delivery.key"), kind: "wide", cell: (row) => <code>{row.key}</code> });
  columns.push({ title: t("delivery.receipt"), kind: "wide", cell: (row) => <Said>{row.receipt}</Said> });
  if (rows.some((row) => row.at)) columns.push({ title: t("delivery.at"), cell: (row) => <Moment at={row.at} /> });
  return <Table caption={t("message.deliveries")} hideCaption columns={columns} rows={rows} name={(row) => row.to} />;
}
