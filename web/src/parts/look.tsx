// Names and personal numbers are masked until a person with the right to see them says why.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { may } from "../session";
import { Decision } from "./decision";

export function Look({ what, look }: { what: string; look: (reason: string) => Promise<unknown> }) {
  const [asks, setAsks] = useState(false);
  if (!may("personal")) return null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>{t("look.show")}</button>
      {asks && (
        <Decision title={what} confirm={t("look.confirm")} done={t("look.done")} decide={look} close={() => setAsks(false)}>
          <p>{t("look.hint")}</p>
        </Decision>
      )}
    </>
  );
}

/** The way to look while nothing is seen, and the way back afterwards. */
export function Looking({ seen, hide, children }: { seen: boolean; hide: () => void; children: ComponentChildren }) {
  if (!seen) return <>{children}</>;
  return (
    <span class="seen">
      <span>{t("look.seen")}</span>
      <button type="button" class="quiet" onClick={hide}>{t("look.hide")}</button>
    </span>
  );
}
