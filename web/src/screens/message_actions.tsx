// What an operator may do about a message that waits.
import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { MessageLife } from "../api/types";
import { t } from "../i18n";
import { Decision } from "../parts/decision";
import { may } from "../session";
import { Edit } from "./message_edit";

type Way = "retry" | "confirm" | "discard" | "edit";

/** What the daemon would not refuse. */
export function waysOf(message: MessageLife): Way[] {
  const parked = message.state === "held" || message.state === "rejected";
  const refused = message.deliveries.some((one) => one.state === "rejected" || one.state === "unknown");
  const doubtful = message.deliveries.some((one) => one.state === "unknown");
  const ways: Way[] = [];
  if (parked && message.deliveries.length === 0) ways.push("edit");
  if (refused) ways.push("retry");
  if (doubtful) ways.push("confirm");
  if (parked && message.kind !== "invoice") ways.push("discard");
  return ways;
}

export function MessageActions({ message, seen }: { message: MessageLife; seen: MessageLife | undefined }) {
  const [way, setWay] = useState<Way>();
  const ways = may("operator") ? waysOf(message) : [];
  if (!ways.length) return null;
  const close = () => setWay(undefined);
  return (
    <div class="actions" role="group" aria-label={t("message.actions")}>
      {ways.map((one, index) => (
        <button key={one} type="button" class={index === 0 ? "main" : "quiet"} onClick={() => setWay(one)}>{t(`message.${one}`)}</button>
      ))}
      {way === "edit" && <Edit message={seen ?? message} close={close} />}
      {way && way !== "edit" && (
        <Decision
          title={t(`message.${way}Title`)}
          confirm={t(`message.${way}`)}
          done={t(`message.${way}Done`)}
          danger={way === "discard"}
          decide={(reason) => post(`/messages/${message.id}/${way}`, { reason })}
          close={close}
        >
          <p>{t(`message.${way}Hint`)}</p>
        </Decision>
      )}
    </div>
  );
}
