// What stands around every screen: the way to the others, who one is, and the screen itself.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Visitor } from "../api/types";
import { useCell } from "../cell";
import { t } from "../i18n";
import { rests } from "../live";
import { address, place } from "../router";
import { groups, screenOf, type Screen } from "../screens";
import { may, signOut } from "../session";
import { Boundary } from "./boundary";
import { Choices, Mark } from "./choices";
import { keepFocus, toHeading } from "./focus";
import { PasswordChange } from "./password_change";

export function Shell({ who }: { who: Visitor }) {
  const here = useCell(place);
  const screen = screenOf(here.screen);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const [open, setOpen] = useState(false);
  const title = t(screen.title);

  useEffect(() => {
    document.title = `${here.part ? here.part + " · " : ""}${title} – Sluss`;
  }, [title, here.part]);
  useEffect(() => (main.current ? keepFocus(main.current) : undefined), []);
  // A new screen is told by its heading; the first one is where the browser puts it.
  useEffect(() => {
    setOpen(false);
    scrollTo(0, 0);
    if (!first.current) return main.current ? toHeading(main.current) : undefined;
    first.current = false;
    return undefined;
  }, [here.screen, here.part]);

  return (
    <div class={open ? "shell open" : "shell"}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("shell.skip")}</a>
      <header class="top">
        <a class="brand" href={address("tonight")}><Mark /><span>Sluss</span></a>
        <button type="button" class="menu quiet" aria-expanded={open} aria-controls="ways" onClick={() => setOpen(!open)}>
          {t("shell.menu")}
        </button>
        <Choices />
        <Person who={who} />
      </header>
      <nav id="ways" class="ways" aria-label={t("shell.ways")}>
        {groups.map((group) => (
          <section key={group.title} aria-label={t(group.title)}>
            <p aria-hidden="true">{t(group.title)}</p>
            <ul>
              {group.screens.filter(isOpen).map((one) => (
                <li key={one.name}>
                  <a href={address(one.name)} aria-current={one === screen ? "page" : undefined}>{t(one.title)}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <Boundary key={here.screen + "/" + here.part}><screen.View place={here} /></Boundary>
        <Resting />
      </main>
    </div>
  );
}

const isOpen = (screen: Screen): boolean => may(screen.role ?? "viewer") || screen.name === "tonight";

function Person({ who }: { who: Visitor }) {
  const [changes, setChanges] = useState(false);
  return (
    <details class="person">
      <summary>{who.name}</summary>
      <div>
        <p>{who.roles.map((role) => t(`role.${role}`)).join(", ") || t("role.none")}</p>
        <button type="button" class="quiet" onClick={() => setChanges(true)}>{t("password.title")}</button>
        <button type="button" class="quiet" onClick={() => void signOut()}>{t("shell.signOut")}</button>
      </div>
      {changes && <PasswordChange close={() => setChanges(false)} />}
    </details>
  );
}

function Resting() {
  return useCell(rests) ? <p class="resting" role="status">{t("shell.rests")}</p> : null;
}
