// Language and colours, at the top of every page.
import { useCell } from "../cell";
import { language, t, type Language } from "../i18n";
import { choose } from "../setting";
import { theme, themes, type Theme } from "../theme";

const languages: readonly [Language, string][] = [["sv", "Svenska"], ["en", "English"]];

export function Choices() {
  const tongue = useCell(language);
  const colours = useCell(theme);
  return (
    <div class="choices">
      <div class="languages" role="group" aria-label={t("shell.language")}>
        {languages.map(([code, name]) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-pressed={tongue === code}
            onClick={() => {
              choose("language", code);
              language.set(code);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <label class="theme">
        <span class="unseen">{t("shell.theme")}</span>
        <select
          value={colours}
          onChange={(event) => {
            const chosen = event.currentTarget.value as Theme;
            choose("theme", chosen);
            theme.set(chosen);
          }}
        >
          {themes.map((one) => (
            <option key={one} value={one}>{t(`theme.${one}`)}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** The lock of the icon, in words elsewhere. */
export function Mark() {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")?.getAttribute("href");
  return icon ? <img class="mark" src={icon} alt="" width={28} height={28} /> : null;
}
