// Who is not known signs in; who is sees the screen that the address names.
import { useEffect, useState } from "preact/hooks";
import { Problem, reached, turnedAway } from "./api/client";
import { useCell } from "./cell";
import { language, t } from "./i18n";
import { followChanges } from "./live";
import { Announcer } from "./parts/announcer";
import { Trouble } from "./parts/problem";
import { Shell } from "./parts/shell";
import { Waiting } from "./parts/words";
import { SignIn } from "./screens/sign_in";
import { forgotten, recognise, visitor } from "./session";
import { theme } from "./theme";

export function Console() {
  const tongue = useCell(language);
  const who = useCell(visitor);
  const colours = useCell(theme);
  const away = useCell(turnedAway);
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    document.documentElement.lang = tongue;
  }, [tongue]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = colours;
  }, [colours]);
  useEffect(() => {
    if (away > 0) forgotten();
  }, [away]);
  useEffect(() => {
    const attempt = () =>
      recognise().then(
        () => setProblem(undefined),
        (fault: Problem) => {
          setProblem(fault);
          setTimeout(attempt, 3_000);
        },
      );
    void attempt();
  }, []);
  const name = who?.name;
  useEffect(() => (name ? followChanges() : undefined), [name]);

  return (
    <>
      {who ? <Shell who={who} /> : who === null ? <SignIn /> : problem ? <Trouble problem={problem} /> : <Waiting />}
      <Lost />
      <Announcer />
    </>
  );
}

function Lost() {
  return useCell(reached) ? null : (
    <div class="lost" role="alert">{t("shell.lost")}</div>
  );
}
