// Name and password, or the organisation's sign-on, or whom a proxy has signed on; while nobody has an account, the one-time token that the daemon wrote.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, Problem } from "../api/client";
import type { Ways } from "../api/types";
import { useCell } from "../cell";
import { t, type Key } from "../i18n";
import { Choices, Mark } from "../parts/choices";
import { Trouble } from "../parts/problem";
import { address, go, place } from "../router";
import { comeIn, signIn } from "../session";

/** Why the sign-on sent somebody back, by the word in the address. */
const refusals: Record<string, Key> = {
  unknown: "signIn.unknown", denied: "signIn.denied", unavailable: "signIn.unavailable",
};

export function SignIn() {
  const [first, setFirst] = useState(false);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [ways, setWays] = useState<Ways>({});
  const [byPassword, setByPassword] = useState(false);
  const [refused, setRefused] = useState<Key>();
  const here = useCell(place);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${t("signIn.title")} – Sluss`;
    heading.current?.focus();
    // Without an answer one comes in by a password, as ever.
    get<Ways>("/session/ways").then(setWays, () => undefined);
  }, []);
  useEffect(() => {
    const why = refusals[here.query.refused ?? ""];
    setRefused(why);
    if (why) setByPassword(true);
  }, [here]);
  const introduced = !first && !byPassword && ways.proxy;

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    setRefused(undefined);
    try {
      if (introduced) await comeIn();
      else {
        if (first) await post("/first-account", { token: token.trim(), name, password });
        await signIn(name, password);
      }
      if (place.get().screen === "sign-in") go(address("tonight"));
    } catch (fault) {
      if (introduced && fault instanceof Problem && fault.status === 403) setRefused("signIn.unknown");
      else setProblem(fault instanceof Problem ? fault : new Problem(-1, String(fault)));
    }
    setBusy(false);
  }

  return (
    <div class="sign-in">
      <header><Choices /></header>
      <main>
        <form onSubmit={submit}>
          <p class="brand"><Mark /><span>Sluss</span></p>
          <h1 ref={heading} tabIndex={-1}>{t(first ? "signIn.first" : "signIn.title")}</h1>
          {refused && <div class="trouble" role="alert"><p class="what">{t(refused)}</p></div>}
          {ways.sign_on && !first && <a class="button main" href="/api/v1/session/sign-on">{t("signIn.by", { name: ways.sign_on })}</a>}
          {first && <p class="hint">{t("signIn.firstHint")}</p>}
          {first && (
            <label class="field">
              <span>{t("signIn.token")}</span>
              <input name="token" required autoComplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} />
            </label>
          )}
          {!introduced && (
            <label class="field">
              <span>{t("signIn.name")}</span>
              <input name="name" required autoComplete="username" autoCapitalize="none" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            </label>
          )}
          {!introduced && (
            <label class="field">
              <span>{t("signIn.password")}</span>
              <input name="password" type="password" required autoComplete={first ? "new-password" : "current-password"} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
            </label>
          )}
          {problem && <Refused problem={problem} />}
          <button type="submit" class="main" aria-disabled={busy}>
            {busy ? t("decision.busy") : introduced ? t("signIn.continue", { name: introduced }) : t(first ? "signIn.make" : "signIn.enter")}
          </button>
          {ways.proxy && !first && (
            <button type="button" class="link" onClick={() => { setByPassword(!byPassword); setProblem(undefined); }}>
              {introduced ? t("signIn.byPassword") : t("signIn.continue", { name: ways.proxy })}
            </button>
          )}
          <button type="button" class="link" onClick={() => { setFirst(!first); setProblem(undefined); }}>
            {t(first ? "signIn.haveAccount" : "signIn.noAccount")}
          </button>
        </form>
      </main>
    </div>
  );
}

/** Of a wrong password there is more to say than that one must sign in. */
function Refused({ problem }: { problem: Problem }) {
  if (problem.status !== 401) return <Trouble problem={problem} />;
  return <div class="trouble" role="alert"><p class="what">{t("signIn.wrong")}</p></div>;
}
