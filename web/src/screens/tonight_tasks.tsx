// What waits for a person, the most pressing first; each line leads to where it is seen to.
import type { ComponentChildren } from "preact";
import { kronor } from "../format";
import { isKey, t, things, tn, word } from "../i18n";
import type { Alarm } from "../api/types";
import { Badge, Empty, Said, type Tone } from "../parts/words";
import { address } from "../router";
import type { Morning } from "./tonight";

interface Task {
  name: string;
  tone: Tone;
  sign: string;
  to: string;
  what: ComponentChildren;
  more?: ComponentChildren;
}

const soon = 14, atOnce = 7;

function tasksOf({ status, alarms, drafts, deadlines }: Morning): Task[] {
  const tasks: Task[] = [];
  for (const one of status.pipelines.filter((each) => each.missed))
    tasks.push({ name: `missed ${one.pipeline}`, tone: "bad", sign: t("task.missed"), to: address("pipelines", one.pipeline), what: one.pipeline, more: t("task.missedMore", { at: one.next ?? "" }) });
  for (const one of status.connections.filter((each) => each.paused || each.failures))
    tasks.push({ name: `connection ${one.connection}`, tone: "bad", sign: t(one.paused ? "task.paused" : "task.failing"), to: address("connections"), what: one.connection, more: <Said>{one.paused ?? one.trouble}</Said> });
  const mine = drafts.items.filter((draft) => draft.state === "waits for approval");
  if (mine.length)
    tasks.push({ name: "drafts", tone: "wait", sign: t("task.approve"), to: address("invoices", "", { view: "drafts" }), what: drafts.next ? t("task.draftsMany", { n: mine.length }) : tn("task.drafts", mine.length), more: drafts.next ? undefined : kronor(mine.reduce((sum, draft) => sum + draft.total_ore, 0)) });
  for (const group of status.parked)
    tasks.push({ name: `parked ${group.kind} ${group.state}`, tone: group.state === "rejected" ? "bad" : "wait", sign: word("state", group.state), to: address("parked"), what: things(group.count, group.kind), more: group.amount_ore ? kronor(group.amount_ore) : undefined });
  for (const alarm of alarms)
    tasks.push({ name: alarm.alarm, tone: "bad", sign: t("task.alarm"), to: toOf(alarm.alarm), what: <Alarmed alarm={alarm} /> });
  for (const one of deadlines.filter((each) => each.days_left >= 0 && each.days_left <= soon && each.state !== "met"))
    tasks.push({ name: `deadline ${one.agreement} ${one.kind} ${one.term}`, tone: "wait", sign: tn("task.daysLeft", one.days_left), to: address("orders"), what: `${one.agreement}, ${word("deadline", one.kind)} ${one.term}: ${one.day}`, more: <Said>{one.ground}</Said> });
  return tasks;
}

/** What is the matter, by the alarm's name; then the daemon's own words. */
function Alarmed({ alarm }: { alarm: Alarm }) {
  const title = titleOf(alarm.alarm);
  return (
    <>
      {title && <span class="alarm">{title}</span>}
      <Said>{alarm.text}</Said>
    </>
  );
}

export function titleOf(alarm: string): string | undefined {
  const [matter = "", name = "", ...rest] = alarm.split("/");
  if (matter === "deadline" && rest.length === 2)
    return t("alarm.deadline", { agreement: name, what: word("deadline", rest[0]!), term: rest[1]! });
  const key = `alarm.${[matter, ...(matter === "store" ? [name] : rest)].join(".")}`;
  return isKey(key) ? t(key, { name }) : undefined;
}

function toOf(alarm: string): string {
  if (alarm.startsWith("deadline/")) return address("orders");
  if (alarm.startsWith("connection/") || alarm.startsWith("certificate/")) return address("connections");
  return address("pipelines");
}

export function Tasks({ morning }: { morning: Morning }) {
  const tasks = tasksOf(morning);
  if (!tasks.length) return <Empty title={t("task.none")}>{t("task.noneNext")}</Empty>;
  return (
    <ul class="tasks">
      {tasks.slice(0, atOnce).map((task) => <Line key={task.name} task={task} />)}
      {tasks.length > atOnce && (
        <li>
          <details>
            <summary>{tn("task.more", tasks.length - atOnce)}</summary>
            <ul>{tasks.slice(atOnce).map((task) => <Line key={task.name} task={task} />)}</ul>
          </details>
        </li>
      )}
    </ul>
  );
}

function Line({ task }: { task: Task }) {
  return (
    <li>
      <a href={task.to}>
        <Badge tone={task.tone}>{task.sign}</Badge>
        <span class="what">{task.what}</span>
        {task.more && <span class="more">{task.more}</span>}
      </a>
    </li>
  );
}
