// The console's texts in the language that is chosen: t("messages.title"). Both dictionaries have the same keys.
import { cell } from "../cell";
import { setting } from "../setting";
import { en } from "./en";
import { sv } from "./sv";

export type Language = "sv" | "en";
export type Key = keyof typeof sv;
const dictionaries: Record<Language, Record<Key, string>> = { sv, en };

const chosen = setting("language");
const first: Language =
  chosen === "sv" || chosen === "en" ? chosen : /^(sv|nb|nn|no|da)\b/i.test(navigator.language) ? "sv" : "en";
export const language = cell<Language>(first);

const count = new Intl.NumberFormat("sv-SE");
export const number = (value: number): string => count.format(value);

/** The text of `key`; `{name}` in it stands for what is given. */
export function t(key: Key, given: Record<string, string | number> = {}): string {
  return dictionaries[language.get()][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = given[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** `key` for many, `key.one` for one. */
export function tn(key: Key, n: number, given: Record<string, string | number> = {}): string {
  const one = `${key}.one`;
  return t(n === 1 && isKey(one) ? one : key, { n, ...given });
}

/** "1 placement", "6 placements". */
export const things = (n: number, kind: string): string => `${number(n)} ${word(n === 1 ? "kind" : "kinds", kind)}`;

export const isKey = (key: string): key is Key => key in sv;

/** What the daemon calls `group` (a state, a kind), in the language chosen; its own word where there is no other. */
export function word(group: "state" | "kind" | "kinds" | "change" | "trigger" | "role" | "action" | "payment" | "deadline" | "ground" | "field" | "thing", name: string): string {
  const key = `${group}.${name}`;
  return isKey(key) ? t(key) : name;
}

/** "student.name": "Student, namn"; "lines.0.days": "Rader 1, dagar". A part without a word keeps its own. */
export function fieldName(path: string): string {
  const parts = path.split(".").reduce<string[]>((said, part) => {
    if (/^\d+$/.test(part) && said.length) said[said.length - 1] += ` ${Number(part) + 1}`;
    else said.push(word("field", part));
    return said;
  }, []);
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
