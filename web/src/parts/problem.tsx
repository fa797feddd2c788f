// What went wrong, in words, and what to do about it.
import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import type { Answer } from "../live";
import { isKey, t, type Key } from "../i18n";
import { Said, Waiting } from "./words";

const cures: Record<number, Key> = {
  0: "problem.unreached", 401: "problem.signIn", 403: "problem.forbidden", 404: "problem.missing", 409: "problem.changed",
  422: "problem.unfit", 429: "problem.patience", 502: "problem.unreached", 503: "problem.busy",
};

/** A sentence that the daemon often gives, in the language chosen; any other as it stands. */
function Told({ detail }: { detail: string }) {
  const key = `said.${detail}`;
  return isKey(key) ? <>{t(key)}</> : <Said>{detail}</Said>;
}

export function Trouble({ problem }: { problem: Problem }) {
  return (
    <div class="trouble" role="alert">
      <p class="what">{t(cures[problem.status] ?? "problem.other")}</p>
      {problem.status !== 0 && problem.detail && (
        <p class="detail">
          <Told detail={problem.detail} />
          {problem.retryAfter && ` ${t("problem.again", { seconds: problem.retryAfter })}`}
        </p>
      )}
    </div>
  );
}

/** What was asked for, or why it is not there. */
export function Answered<T>({ of, children }: { of: Answer<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {of.problem && <Trouble problem={of.problem} />}
      {of.data !== undefined ? children(of.data) : !of.problem && <Waiting />}
    </>
  );
}
