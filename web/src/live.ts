// Keeps what is shown up to date: one long poll tells that something in the store has changed; what is on the screen is then
// asked for again, at most every two seconds.
import { useEffect, useState } from "preact/hooks";
import { get, Problem, query, reached } from "./api/client";
import { cell, useCell } from "./cell";

const pause = 2_000;
const withoutLongPoll = 15_000;
/** A session that nobody sits at is to end: after this without a key or a pointer nothing is asked any more. */
const untouched = 10 * 60_000;

export const tick = cell(0);
/** Nothing is asked for: nobody is there. */
export const rests = cell(false);

let touched = Date.now();
let wake: (() => void) | undefined;
for (const sign of ["keydown", "pointerdown", "pointermove", "focus"]) addEventListener(sign, touch, { passive: true });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) touch();
});

function touch(): void {
  touched = Date.now();
  if (!rests.get()) return;
  rests.set(false);
  wake?.();
}

const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

export const refresh = (): void => tick.set(tick.get() + 1);

async function untilTouched(): Promise<void> {
  rests.set(true);
  await new Promise<void>((done) => (wake = done));
  refresh();
}

async function follow(stop: AbortSignal): Promise<void> {
  let since: number | undefined;
  while (!stop.aborted) {
    if (document.hidden || Date.now() - touched > untouched) await untilTouched();
    try {
      const { now } = await get<{ now: number }>("/changes" + query({ since, wait: 25 }), stop);
      if (since !== undefined && now !== since) refresh();
      since = now;
      await sleep(pause);
    } catch (fault) {
      if (stop.aborted || (fault instanceof Problem && fault.status === 401)) return;
      const lost = !reached.get();
      await sleep(lost ? pause : withoutLongPoll);
      refresh();
    }
  }
}

/** Follows what happens until the answer is called. */
export function followChanges(): () => void {
  const stop = new AbortController();
  void follow(stop.signal);
  return () => stop.abort();
}

export interface Answer<T> {
  data?: T;
  problem?: Problem;
  asking: boolean;
}

/** What `path` answers, asked again when something changes; nothing while it is null. What another path answered is never
 * shown in its place. */
export function useAnswer<T>(path: string | null): Answer<T> {
  const now = useCell(tick);
  const [answer, setAnswer] = useState<{ path: string | null; data?: T; problem?: Problem }>({ path });
  const [asking, setAsking] = useState(true);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    setAsking(true);
    get<T>(path, stop.signal)
      .then((data) => setAnswer({ path, data }))
      .catch((problem: Problem) => {
        if (stop.signal.aborted) return;
        // What was seen last stays while the daemon cannot be reached.
        setAnswer((before) => ({ path, problem, ...(problem.status === 0 && before.path === path && { data: before.data }) }));
      })
      .finally(() => {
        if (!stop.signal.aborted) setAsking(false);
      });
    return () => stop.abort();
  }, [path, now]);
  if (answer.path !== path) return { asking: true };
  return { ...answer, asking };
}
