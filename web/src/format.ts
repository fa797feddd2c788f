// Amounts and moments as they are written in Sweden, in both languages.
const kronorFormat = new Intl.NumberFormat("sv-SE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 123450 -> 1 234,50, where a heading says that it is kronor. */
export const plainKronor = (ore: number): string => kronorFormat.format(ore / 100);

/** 123450 -> 1 234,50 kr */
export const kronor = (ore: number): string => kronorFormat.format(ore / 100) + "\u00a0kr";

const stockholm = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** What is in UTC with a Z, in Stockholm to the second; what has no zone is in Stockholm already. */
export function moment(text: string | undefined): string {
  if (!text) return "";
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return text.replace("T", " ");
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : stockholm.format(at);
}

/** The same to the minute. */
export const minute = (text: string | undefined): string => moment(text).slice(0, 16);

/** "placeringar.csv, line 17", as the daemon writes where a row stood. */
export const placeParts = (place: string): { file: string; line: string } | undefined => {
  const found = /^(.*), line (\d+)$/.exec(place);
  return found ? { file: found[1]!, line: found[2]! } : undefined;
};

export const clockTime = (at: Date): string => stockholm.format(at).slice(11);
export const today = (): string => stockholm.format(new Date()).slice(0, 10);

const bytesFormat = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 1 });
export const bytes = (n: number): string =>
  n < 1000 ? `${n} B` : n < 1e6 ? `${bytesFormat.format(n / 1000)} kB` : `${bytesFormat.format(n / 1e6)} MB`;
