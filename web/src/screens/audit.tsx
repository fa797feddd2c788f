// Who did what, and why; newest first.
import { useState } from "preact/hooks";
import type { AuditEntry, Page } from "../api/types";
import { t, word } from "../i18n";
import { useAnswer } from "../live";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Empty, Heading, Moment } from "../parts/words";
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
          {limits.map((one) => <a key={one} href={address("audit", "", { limit: one })} aria-current={one === limit ? "true" : undefined}>{one}</a>)}
        </nav>
      </div>
      <Answered of={entries}>
        {({ items }) =>
          items.length ? (
            <Table
              caption={t("audit.caption")}
              hideCaption
              columns={[
                { title: t("audit.at"), cell: (row) => <Moment at={row.at} /> },
                { title: t("audit.who"), kind: "head", cell: (row) => row.who || t("audit.sluss") },
                { title: t("audit.action"), cell: (row) => word("action", row.action) },
                { title: t("audit.what"), kind: "wide", cell: (row) => row.what },
                { title: t("audit.detail"), kind: "wide", cell: (row) => row.detail },
              ]}
              rows={items.filter(fits)}
              name={(row) => [row.at, row.who, row.action, row.what, row.detail].join(" ")}
            />
          ) : (
            <Empty title={t("audit.none")} />
          )
        }
      </Answered>
    </>
  );
}
