// What waits for a person, grouped by its cause: one decision for the whole group, or each message by itself.
import { useState } from "preact/hooks";
import { post, query } from "../api/client";
import type { Page, ParkedGroup } from "../api/types";
import { kronor, minute } from "../format";
import { t, things, tn } from "../i18n";
import { useAnswer } from "../live";
import { Decision } from "../parts/decision";
import { Pager } from "../parts/pager";
import { Answered } from "../parts/problem";
import { Empty, Heading, Said, State } from "../parts/words";
import { address, type Place } from "../router";
import { may } from "../session";

export function Parked({ place }: { place: Place }) {
  const groups = useAnswer<Page<ParkedGroup>>("/parked" + query({ after: place.query["after"] }));
  return (
    <>
      <Heading title={t("parked.title")} />
      <p class="lead">{t("parked.lead")}</p>
      <Answered of={groups}>
        {({ items, next }) =>
          items.length ? (
            <>
            <ul class="groups">
              {items.map((group) => <Group key={`${group.kind} ${group.state} ${group.connection} ${group.cause}`} group={group} />)}
            </ul>
            <Pager place={place} next={next} />
            </>
          ) : (
            <Empty title={t("parked.none")}>{t("parked.noneNext")}</Empty>
          )
        }
      </Answered>
    </>
  );
}

/** The file and line that stand before what is wrong with a row are gaps in a cause, and tell nothing. */
const withoutPlace = (cause: string): string => cause.replace(/^…, line …[:,] /, "");

function Group({ group }: { group: ParkedGroup }) {
  const listed = { kind: group.kind, state: group.state, connection: group.connection, reason_like: group.reason_like };
  const ways = may("operator") ? group.decisions : [];
  const [way, setWay] = useState<"retry" | "discard">();
  const named = `group-${group.example}`;
  return (
    <li class="sheet group parked">
      <header class="line">
        <State state={group.state} />
        <strong class="count" id={named}>{things(group.count, group.kind)}</strong>
        {group.amount_ore ? <span class="amount">{kronor(group.amount_ore)}</span> : null}
        <span class="aside">{group.connection}{group.oldest && ` · ${t("parked.oldest", { at: minute(group.oldest) })}`}</span>
      </header>
      <p class="cause"><Said>{withoutPlace(group.cause)}</Said></p>
      <div class="actions">
        {group.count > 1 && <a href={address("messages", "", listed)}>{t("parked.list")}</a>}
        <a href={address("messages", group.example)}>{t(group.count > 1 ? "parked.example" : "parked.only")}</a>
        {ways.map((one) => <button key={one} type="button" class="quiet" aria-describedby={named} onClick={() => setWay(one)}>{t(`parked.${one}`)}</button>)}
      </div>
      {way && (
        <Decision
          title={tn(`parked.${way}Title`, group.count)}
          confirm={t(`parked.${way}`)}
          done={tn(`parked.${way}Done`, group.count)}
          danger={way === "discard"}
          decide={(reason) => post(`/parked/${way}`, { ...listed, count: group.count, reason })}
          close={() => setWay(undefined)}
        >
          <p><Said>{withoutPlace(group.cause)}</Said></p>
          <p>{t(`parked.${way}Hint`)}</p>
        </Decision>
      )}
    </li>
  );
}
