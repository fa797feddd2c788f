import { useState } from "preact/hooks";
import { post } from "../api/client";
import { t } from "../i18n";
import { forgotten } from "../session";
import { Decision } from "./decision";

/** One's own; all sessions of the account end with it. */
export function PasswordChange({ close }: { close: () => void }) {
  const [before, setBefore] = useState("");
  const [after, setAfter] = useState("");
  return (
    <Decision
      title={t("password.title")}
      confirm={t("password.change")}
      done={t("password.done")}
      withoutReason
      close={close}
      decide={async () => {
        await post("/session/password", { old: before, new: after });
        forgotten();
      }}
    >
      <label class="field">
        <span>{t("password.old")}</span>
        <input type="password" autoComplete="current-password" required value={before} onInput={(event) => setBefore(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t("password.new")}</span>
        <input type="password" autoComplete="new-password" required value={after} onInput={(event) => setAfter(event.currentTarget.value)} />
      </label>
    </Decision>
  );
}
