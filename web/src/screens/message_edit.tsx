// Mends what is held or rejected: what was changed goes to the daemon, path by path, and nothing else.
import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { MessageLife } from "../api/types";
import { fieldName, t } from "../i18n";
import { go, address } from "../router";
import { Decision } from "../parts/decision";
import { leavesOf, mask, type Leaf } from "../parts/values";

/** What was typed, as a value of the kind that stood there; nothing typed takes the field out. */
export function valueOf(text: string, before: Leaf["value"]): Leaf["value"] {
  if (text === "") return null;
  if (typeof before === "number" && /^-?\d+$/.test(text)) return Number(text);
  if (typeof before === "boolean") return text === "true";
  return text;
}

export function Edit({ message, close }: { message: MessageLife; close: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [added, setAdded] = useState({ path: "", value: "" });
  const leaves = leavesOf(message.body);

  async function mend(reason: string) {
    const changes = Object.fromEntries(
      leaves.filter((leaf) => typed[leaf.path] !== undefined).map((leaf) => [leaf.path, valueOf(typed[leaf.path]!, leaf.value)]),
    );
    if (added.path) changes[added.path] = valueOf(added.value, null);
    const mended = await post<{ message?: number }>(`/messages/${message.id}/edit`, { changes, reason });
    if (mended?.message) go(address("messages", mended.message));
  }

  return (
    <Decision title={t("edit.title")} confirm={t("edit.save")} done={t("edit.done")} decide={mend} close={close}>
      <p>{t("edit.hint")}</p>
      <div class="edit">
        {leaves.map((leaf) => (
          <label class="field" key={leaf.path}>
            <span>{fieldName(leaf.path)} <code>{leaf.path}</code></span>
            <input
              type="text"
              name={leaf.path}
              value={typed[leaf.path] ?? (leaf.value === mask || leaf.value === null ? "" : String(leaf.value))}
              placeholder={leaf.value === mask ? t("values.masked") : undefined}
              onInput={(event) => setTyped({ ...typed, [leaf.path]: event.currentTarget.value })}
            />
          </label>
        ))}
        <label class="field">
          <span>{t("edit.addPath")}</span>
          <input type="text" name="new-path" placeholder="student.name" value={added.path} onInput={(event) => setAdded({ ...added, path: event.currentTarget.value.trim() })} />
        </label>
        <label class="field">
          <span>{t("edit.addValue")}</span>
          <input type="text" name="new-value" value={added.value} onInput={(event) => setAdded({ ...added, value: event.currentTarget.value })} />
        </label>
      </div>
    </Decision>
  );
}
