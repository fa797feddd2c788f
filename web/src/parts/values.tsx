// A message's content, each value at its path: student.name, lines.0.days.
import type { Json } from "../api/types";
import { kronor } from "../format";
import { fieldName, t, word } from "../i18n";

export interface Leaf {
  path: string;
  value: null | boolean | number | string;
}

export function leavesOf(value: Json, path = ""): Leaf[] {
  if (value === null || typeof value !== "object") return [{ path, value }];
  if (Array.isArray(value)) {
    if (value.every((one) => one === null || typeof one !== "object")) return [{ path, value: value.join(", ") }];
    return value.flatMap((one, index) => leavesOf(one, path ? `${path}.${index}` : `${index}`));
  }
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, path ? `${path}.${name}` : name));
}

export const mask = "***";

export function shown(leaf: Leaf): string {
  if (typeof leaf.value === "boolean") return t(leaf.value ? "configuration.hasRun" : "configuration.hasNotRun");
  if (/(^|\.)(state|status)$/.test(leaf.path) && typeof leaf.value === "string") return word("state", leaf.value);
  if (typeof leaf.value === "number" && /_ore$/.test(leaf.path)) return kronor(leaf.value);
  return leaf.value === null || leaf.value === "" ? "–" : String(leaf.value);
}

export function Values({ of, label }: { of: Json; label: string }) {
  return (
    <dl class="values" aria-label={label}>
      {leavesOf(of).map((leaf) => (
        <div key={leaf.path}>
          <dt title={leaf.path}>{fieldName(leaf.path)}</dt>
          <dd>{leaf.value === mask ? <span class="masked">{t("values.masked")}</span> : shown(leaf)}</dd>
        </div>
      ))}
    </dl>
  );
}
