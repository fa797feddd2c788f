// The configuration as it stands in its folder: faults at their place, files to read. It is changed there, not here.
import { part } from "../api/client";
import type { ConfigurationState } from "../api/more_types";
import { bytes } from "../format";
import { t } from "../i18n";
import { useAnswer } from "../live";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Badge, Empty, Heading, Moment, Said } from "../parts/words";
import { address, type Place } from "../router";
import { may } from "../session";

export function Configuration({ place }: { place: Place }) {
  if (place.part) return <File name={place.part} line={Number(place.query["line"])} />;
  return <Folder />;
}

function Folder() {
  const state = useAnswer<ConfigurationState>("/configuration");
  const fileName = (name: string) => (may("operator") ? <a href={address("configuration", name)}>{name}</a> : name);
  return (
    <>
      <Heading title={t("configuration.title")} />
      <p class="lead">{t("configuration.lead")}</p>
      <Answered of={state}>
        {({ folder, read, files, faults, kept }) => (
          <>
            <dl class="facts">
              <div><dt>{t("configuration.folder")}</dt><dd><code>{folder}</code></dd></div>
              <div><dt>{t("configuration.read")}</dt><dd><Moment at={read} /></dd></div>
            </dl>
            {faults.length ? (
              <Table
                caption={t("configuration.faults")}
                columns={[
                  { title: t("configuration.severity"), beside: true, cell: (row) => <Badge tone={row.level === "error" ? "bad" : "wait"}>{t(`severity.${row.level}`)}</Badge> },
                  { title: t("configuration.place"), kind: "head", cell: (row) => may("operator") ? <a href={address("configuration", row.file, { line: String(row.line) })}>{`${row.file}:${row.line}:${row.column}`}</a> : `${row.file}:${row.line}:${row.column}` },
                  { title: t("configuration.text"), kind: "wide", cell: (row) => <><Said>{row.message}</Said>{row.hint && <p class="note"><Said>{row.hint}</Said></p>}</> },
                ]}
                rows={faults}
                name={(row) => `${row.file}:${row.line}:${row.column} ${row.message}`}
              />
            ) : (
              <Empty title={t("configuration.sound")} />
            )}
            <Table
              caption={t("configuration.files")}
              columns={[
                { title: t("configuration.file"), kind: "head", cell: (row) => fileName(row.file) },
                { title: t("configuration.size"), kind: "number", beside: true, cell: (row) => bytes(row.bytes) },
              ]}
              rows={files}
              name={(row) => row.file}
            />
            {kept.length > 0 && (
              <Table
                caption={t("configuration.kept")}
                columns={[
                  { title: t("configuration.number"), kind: "head", cell: (row) => row.number },
                  { title: t("configuration.since"), cell: (row) => <Moment at={row.since} /> },
                  { title: t("configuration.ran"), cell: (row) => t(row.ran ? "configuration.hasRun" : "configuration.hasNotRun") },
                ]}
                rows={kept}
                name={(row) => row.number}
              />
            )}
          </>
        )}
      </Answered>
    </>
  );
}

function File({ name, line }: { name: string; line: number }) {
  const file = useAnswer<{ file: string; text: string }>(`/configuration/files/${part(name)}`);
  return (
    <>
      <p class="up"><a href={address("configuration")}>{t("configuration.title")}</a></p>
      <Heading title={name} />
      <Answered of={file}>
        {({ text }) => (
          <ol class="code" tabIndex={0} aria-label={name}>
            {text.replace(/\n$/, "").split("\n").map((one, index) => (
              <li key={index} class={index + 1 === line ? "marked" : ""}><code>{one || " "}</code></li>
            ))}
          </ol>
        )}
      </Answered>
    </>
  );
}
