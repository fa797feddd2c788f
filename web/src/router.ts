// Where one is, in the address behind the #: `#/messages/181`, `#/messages?state=held`. It can be kept, sent and gone back to.
import { cell } from "./cell";

export interface Place {
  screen: string;
  /** What stands behind the screen's name. */
  part: string;
  query: Record<string, string>;
}

export function placeOf(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen = "", ...rest] = path.split("/").map(decode);
  return { screen: screen || "tonight", part: rest.join("/"), query: Object.fromEntries(new URLSearchParams(search)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function address(screen: string, part: string | number = "", query: Record<string, string | undefined> = {}): string {
  const set = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = set.length ? "?" + new URLSearchParams(set).toString() : "";
  return `#/${screen}${part === "" ? "" : "/" + encodeURIComponent(part)}${search}`;
}

export const place = cell<Place>(placeOf(location.hash));
addEventListener("hashchange", () => place.set(placeOf(location.hash)));

export function go(to: string): void {
  location.hash = to;
}
