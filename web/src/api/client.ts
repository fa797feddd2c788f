// Asks the daemon. Every answer that is no success is thrown as a Problem, whatever went wrong.
import { cell } from "../cell";

const root = "/api/v1";

/** What went wrong, as RFC 9457 has it. Status 0: no answer came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly retryAfter?: number,
  ) {
    super(detail);
  }
}

/** False while the daemon does not answer. */
export const reached = cell(true);
/** Counted up when the daemon no longer knows who we are. */
export const turnedAway = cell(0);

let csrf = "";
export const useToken = (token: string | undefined): void => {
  csrf = token ?? "";
};

async function problemOf(answer: Response): Promise<Problem> {
  let detail = answer.statusText;
  try {
    const said: unknown = await answer.json();
    if (said && typeof said === "object" && "detail" in said && typeof said.detail === "string") detail = said.detail;
  } catch {
    // A proxy's page says nothing that a person could use.
  }
  const wait = Number(answer.headers.get("Retry-After"));
  return new Problem(answer.status, detail, wait > 0 ? wait : undefined);
}

async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  let answer: Response;
  try {
    answer = await fetch(root + path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (fault) {
    if (!signal?.aborted) reached.set(false);
    throw new Problem(0, fault instanceof Error ? fault.message : String(fault));
  }
  reached.set(answer.status !== 502);
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (problem.status === 401 && path !== "/session") turnedAway.set(turnedAway.get() + 1);
  throw problem;
}

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  read<T>(await ask("GET", path, undefined, signal));
/** Without a body for the routes that take none. */
export const post = async <T = void>(path: string, body?: unknown): Promise<T> => read<T>(await ask("POST", path, body));
export const put = async (path: string, body: unknown): Promise<void> => void (await ask("PUT", path, body));
export const remove = async (path: string): Promise<void> => void (await ask("DELETE", path));
export const postForBytes = async (path: string, body: unknown): Promise<Blob> =>
  (await ask("POST", path, body)).blob();

/** `?a=b` of what is set. */
export function query(parts: Record<string, string | number | undefined>): string {
  const set = Object.entries(parts).filter(([, value]) => value !== undefined && value !== "");
  return set.length ? "?" + new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString() : "";
}

/** One part of a path. */
export const part = (name: string | number): string => encodeURIComponent(name);
