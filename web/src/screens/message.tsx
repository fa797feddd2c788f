// The whole life of one message: what was read, what each version changed, where it was delivered, and what may be done.
import { useState } from "preact/hooks";
import { part, post } from "../api/client";
import type { MessageLife, Trace } from "../api/types";
import { t, word } from "../i18n";
import { useAnswer } from "../live";
import { Answered } from "../parts/problem";
import { Amount, Heading, Moment, Said, State, WhereRead } from "../parts/words";
import { mask, Values } from "../parts/values";
import { address } from "../router";
import { Deliveries } from "../parts/deliveries";
import { Look, Looking } from "../parts/look";
import { MessageActions } from "./message_actions";
import { Story } from "./message_story";

export function Message({ id }: { id: string }) {
  const life = useAnswer<MessageLife>(`/messages/${part(id)}`);
  return <Answered of={life}>{(message) => <Life message={message} />}</Answered>;
}

/** Whether it hides what was changed about a person: only then is it looked at too. */
const hides = (trace: Trace): boolean =>
  trace.items.some((item) => item.versions.some((version) => version.changed.some((field) => field.before === mask || field.after === mask)));

function Life({ message }: { message: MessageLife }) {
  const [seen, setSeen] = useState<MessageLife>();
  const [seenTrace, setSeenTrace] = useState<Trace>();
  const trace = useAnswer<Trace>(`/trace/${part(message.id)}`);
  const shown = seen ?? message;

  async function look(reason: string) {
    setSeen(await post<MessageLife>(`/messages/${message.id}/look`, { reason }));
    if (trace.data && hides(trace.data)) setSeenTrace(await post<Trace>(`/trace/${message.id}/look`, { reason }));
  }
  function hide() {
    setSeen(undefined);
    setSeenTrace(undefined);
  }

  return (
    <>
      <p class="up"><a href={address("messages")}>{t("messages.title")}</a></p>
      <Heading title={message.key || String(message.id)}>
        <State state={message.state} />
      </Heading>
      <dl class="facts">
        <div><dt>{t("message.number")}</dt><dd>{message.id}</dd></div>
        <div><dt>{t("messages.kind")}</dt><dd>{word("kind", message.kind)}</dd></div>
        <div><dt>{t("message.change")}</dt><dd>{word("change", message.change)}</dd></div>
        <div><dt>{t("messages.connection")}</dt><dd>{message.connection}</dd></div>
        {message.place && <div><dt>{t("message.place")}</dt><dd><WhereRead place={message.place} /></dd></div>}
        <div><dt>{t("messages.run")}</dt><dd><a href={address("messages", "", { run: String(message.run) })}>{message.run}</a></dd></div>
        {message.amount_ore !== undefined && <div><dt>{t("messages.amount")}</dt><dd><Amount ore={message.amount_ore} /></dd></div>}
        {message.parents.length > 0 && (
          <div><dt>{t("message.parents")}</dt><dd>{message.parents.map((one) => <a key={one} href={address("messages", one)}>{one} </a>)}</dd></div>
        )}
        {message.purged && <div><dt>{t("message.purged")}</dt><dd><Moment at={message.purged} /></dd></div>}
      </dl>
      {message.reason && <p class="reason"><strong>{t("message.why")}</strong> <Said>{message.reason}</Said></p>}
      <MessageActions message={message} seen={seen} />
      <section class="sheet" aria-labelledby="content">
        <header class="line">
          <h2 id="content">{t("message.content")}</h2>
          <Looking seen={Boolean(seen)} hide={hide}><Look what={t("look.message")} look={look} /></Looking>
        </header>
        <Values of={shown.body} label={t("message.content")} />
        {shown.raw !== undefined && (
          <>
            <h3>{t("message.raw")}</h3>
            <pre class="raw" tabIndex={0} aria-label={t("message.raw")}>{shown.raw}</pre>
          </>
        )}
      </section>
      {message.deliveries.length > 0 && (
        <section class="sheet" aria-labelledby="deliveries">
          <h2 id="deliveries">{t("message.deliveries")}</h2>
          <Deliveries rows={message.deliveries} />
        </section>
      )}
      {trace.data && <Story trace={seenTrace ?? trace.data} message={message.id} />}
    </>
  );
}
