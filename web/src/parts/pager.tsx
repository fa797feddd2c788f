import { t } from "../i18n";
import { address, type Place } from "../router";

/** On to the next page, and back to the first: lists are read in the order they were written. */
export function Pager({ place, next }: { place: Place; next: string | undefined }) {
  const from = place.query["after"];
  if (!from && !next) return null;
  return (
    <nav class="pager" aria-label={t("pager.label")}>
      {from && <a href={address(place.screen, place.part, { ...place.query, after: undefined })}>{t("pager.first")}</a>}
      {next && <a href={address(place.screen, place.part, { ...place.query, after: next })}>{t("pager.next")}</a>}
    </nav>
  );
}
