// Asks for a decision, and for its reason, which goes to the audit log.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/client";
import { t } from "../i18n";
import { refresh } from "../live";
import { announce } from "./announcer";
import { Trouble } from "./problem";

interface Given {
  title: string;
  confirm: string;
  done?: string;
  danger?: boolean;
  children?: ComponentChildren;
  withoutReason?: boolean;
  /** Throws a Problem when it cannot be done; the dialog then stays, and says why. */
  decide: (reason: string) => Promise<unknown>;
  close: () => void;
}

export function Decision({ title, confirm, done, danger, children, withoutReason, decide, close }: Given) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await decide(reason.trim());
      if (done) announce(done);
      refresh();
      dialog.current?.close();
    } catch (fault) {
      setProblem(fault instanceof Problem ? fault : new Problem(-1, String(fault)));
      setBusy(false);
    }
  }

  return (
    <dialog ref={dialog} class="decision" aria-labelledby="decision-title" onClose={close}>
      <form onSubmit={submit}>
        <h2 id="decision-title">{title}</h2>
        {children}
        {!withoutReason && (
          <label class="field">
            <span>{t("decision.reason")}</span>
            <textarea
              name="reason"
              required
              rows={2}
              maxLength={500}
              value={reason}
              aria-describedby="decision-hint"
              onInput={(event) => setReason(event.currentTarget.value)}
            />
            <small id="decision-hint">{t("decision.reasonHint")}</small>
          </label>
        )}
        {problem && <Trouble problem={problem} />}
        <div class="buttons">
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>{t("decision.leave")}</button>
          <button type="submit" class={danger ? "danger" : "main"} aria-disabled={busy}>{busy ? t("decision.busy") : confirm}</button>
        </div>
      </form>
    </dialog>
  );
}
