// What has happened, told to those who see and, politely, to those who listen.
import { useEffect } from "preact/hooks";
import { cell, useCell } from "../cell";
import { t } from "../i18n";

const told = cell<{ text: string } | null>(null);
const shown = 6_000;

export const announce = (text: string): void => told.set({ text });

export function Announcer() {
  const now = useCell(told);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => told.set(null), shown);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div class="announcer" role="status" aria-live="polite" aria-label={t("shell.happened")}>
      {now && <p>{now.text}</p>}
    </div>
  );
}
