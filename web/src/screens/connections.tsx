// What Sluss is connected to: how it stands, whether it answers, and the way to pause and resume.
import { useState } from "preact/hooks";
import { part, post, Problem } from "../api/client";
import type { ConnectionStatus, Page, Status } from "../api/types";
import type { Probed } from "../api/more_types";
import { t, tn, word } from "../i18n";
import { useAnswer } from "../live";
import { announce } from "../parts/announcer";
import { Decision } from "../parts/decision";
import { Answered, Trouble } from "../parts/problem";
import { Badge, Empty, Heading, Said } from "../parts/words";
import { may } from "../session";

export function Connections() {
  const status = useAnswer<Status>("/status");
  return (
    <>
      <Heading title={t("connections.title")} />
      <p class="lead">{t("connections.lead")}</p>
      <Answered of={status}>
        {({ connections }) =>
          connections.length ? (
            <>
              <Cards title={t("connections.reads")} all={connections.filter((one) => one.takes === undefined)} />
              <Cards title={t("connections.writes")} all={connections.filter((one) => one.takes !== undefined)} />
            </>
          ) : (
            <Empty title={t("connections.none")}>{t("connections.noneNext")}</Empty>
          )
        }
      </Answered>
    </>
  );
}

function Cards({ title, all }: { title: string; all: ConnectionStatus[] }) {
  if (!all.length) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul class="cards">{all.map((one) => <Connection key={one.connection} one={one} />)}</ul>
    </>
  );
}

function Standing({ one }: { one: ConnectionStatus }) {
  if (one.paused) return <Badge tone="bad">{t("connections.paused")}</Badge>;
  if (one.broken) return <Badge tone="bad">{t("connections.broken")}</Badge>;
  if (one.failures) return <Badge tone="wait">{t("connections.failing")}</Badge>;
  return <Badge tone="good">{t("connections.well")}</Badge>;
}

function Connection({ one }: { one: ConnectionStatus }) {
  const [way, setWay] = useState<"pause" | "resume">();
  const [probed, setProbed] = useState<Probed[] | Problem | "busy">();

  async function probe() {
    setProbed("busy");
    try {
      const { items } = await post<Page<Probed>>(`/connections/${part(one.connection)}/probe`, {});
      setProbed(items);
      announce(t(items.every((each) => each.ok) ? "connections.probedWell" : "connections.probedBadly", { name: one.connection }));
    } catch (fault) {
      setProbed(fault instanceof Problem ? fault : new Problem(-1, String(fault)));
    }
  }

  const heading = `connection-${one.connection}`;
  const outgoing = one.takes !== undefined;
  const resumable = Boolean(one.paused || one.broken || one.failures);
  return (
    <li class="sheet card">
      <header class="line">
        <h3 id={heading}>{one.connection}</h3>
        <Standing one={one} />
      </header>
      <p class="note">
        {outgoing ? t("connections.takes", { kind: word("kind", one.takes ?? "") }) : t("connections.gives", { kind: word("kind", one.gives ?? "") })}
        {outgoing && ` · ${tn("connections.undelivered", one.undelivered ?? 0)}`}
      </p>
      {one.paused && <p class="reason"><Said>{one.paused}</Said></p>}
      {one.broken && <p class="reason">{t("connections.brokenBy")} <Said>{one.broken}</Said></p>}
      {one.failures && (
        <p class="reason">
          {tn("connections.failures", one.failures)} <Said>{one.trouble}</Said>
          {one.tried_again && ` ${t("connections.triedAgain", { at: one.tried_again })}`}
        </p>
      )}
      {Array.isArray(probed) && <Answers items={probed} />}
      {probed instanceof Problem && <Trouble problem={probed} />}
      {may("operator") && (
        <div class="actions">
          <button type="button" class="quiet" aria-describedby={heading} aria-disabled={probed === "busy"} onClick={() => void probe()}>{probed === "busy" ? t("connections.probing") : t("connections.probe")}</button>
          {resumable && <button type="button" class="main" aria-describedby={heading} onClick={() => setWay("resume")}>{t("connections.resume")}</button>}
          {outgoing && !one.paused && <button type="button" class="quiet" aria-describedby={heading} onClick={() => setWay("pause")}>{t("connections.pause")}</button>}
        </div>
      )}
      {way && (
        <Decision
          title={t(`connections.${way}Title`, { name: one.connection })}
          confirm={t(`connections.${way}`)}
          done={t(`connections.${way}Done`, { name: one.connection })}
          decide={(reason) => post(`/connections/${part(one.connection)}/${way}`, { reason })}
          close={() => setWay(undefined)}
        >
          <p>{t(`connections.${way}Hint`)}</p>
        </Decision>
      )}
    </li>
  );
}

function Answers({ items }: { items: Probed[] }) {
  return (
    <ul class="probed">
      {items.map((one) => (
        <li key={one.what}>
          <Badge tone={one.ok ? "good" : "bad"}>{t(one.ok ? "connections.answers" : "connections.silent")}</Badge> {one.what}
          {one.says && <span class="note"> <Said>{one.says}</Said></span>}
          {one.warnings.map((warning) => <p class="warning" key={warning}><Badge tone="wait">{t("severity.warning")}</Badge> <Said>{warning}</Said></p>)}
        </li>
      ))}
    </ul>
  );
}
