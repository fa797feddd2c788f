// People and programs who may come in. For admins.
import { useState } from "preact/hooks";
import { part, post, put, remove } from "../api/client";
import { roles, type Account, type Page, type Role } from "../api/types";
import { t, word } from "../i18n";
import { useAnswer } from "../live";
import { Decision } from "../parts/decision";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Heading, Moment } from "../parts/words";

type Asked = { way: "person" | "program" | "remove"; account?: Account };

export function Accounts() {
  const accounts = useAnswer<Page<Account>>("/accounts");
  const [asked, setAsked] = useState<Asked>();
  const [token, setToken] = useState<{ name: string; token: string }>();
  const close = () => setAsked(undefined);
  return (
    <>
      <Heading title={t("accounts.title")} />
      <div class="actions">
        <button type="button" class="main" onClick={() => setAsked({ way: "person" })}>{t("accounts.addPerson")}</button>
        <button type="button" class="quiet" onClick={() => setAsked({ way: "program" })}>{t("accounts.addProgram")}</button>
      </div>
      {token && (
        <section class="sheet" role="status">
          <p>{t("accounts.token", { name: token.name })}</p>
          <pre class="raw" tabIndex={0}>{token.token}</pre>
          <button type="button" class="quiet" onClick={() => setToken(undefined)}>{t("accounts.tokenHide")}</button>
        </section>
      )}
      <Answered of={accounts}>
        {({ items }) => (
          <Table
            caption={t("accounts.title")}
            hideCaption
            columns={[
              { title: t("accounts.name"), kind: "head", cell: (row) => row.name },
              { title: t("accounts.kind"), beside: true, cell: (row) => t(`account.${row.kind}`) },
              { title: t("accounts.roles"), kind: "wide", cell: (row) => row.roles.map((role) => word("role", role)).join(", ") },
              { title: t("accounts.made"), cell: (row) => <Moment at={row.made} /> },
              { title: t("accounts.expires"), cell: (row) => <Moment at={row.expires} /> },
              {
                title: t("accounts.actions"),
                cell: (row) => (
                  <span class="actions">
                    {row.kind === "person" && <button type="button" class="link" aria-label={t("accounts.changeName", { name: row.name })} onClick={() => setAsked({ way: "person", account: row })}>{t("accounts.change")}</button>}
                    <button type="button" class="link" aria-label={t("accounts.removeName", { name: row.name })} onClick={() => setAsked({ way: "remove", account: row })}>{t("accounts.remove")}</button>
                  </span>
                ),
              },
            ]}
            rows={items}
            name={(row) => row.name}
          />
        )}
      </Answered>
      {asked?.way === "remove" && asked.account && (
        <Decision title={t("accounts.removeName", { name: asked.account.name })} confirm={t("accounts.remove")} done={t("accounts.removed")} danger withoutReason decide={() => remove(`/accounts/${part(asked.account!.name)}`)} close={close}>
          <p>{t("accounts.removeHint")}</p>
        </Decision>
      )}
      {asked && asked.way !== "remove" && <Form asked={asked} close={close} made={setToken} />}
    </>
  );
}

function Form({ asked, close, made }: { asked: Asked; close: () => void; made: (token: { name: string; token: string }) => void }) {
  const { account } = asked;
  const [name, setName] = useState(account?.name ?? "");
  const [password, setPassword] = useState("");
  const [days, setDays] = useState("365");
  const [given, setGiven] = useState<Role[]>(account?.roles ?? ["viewer"]);
  const person = asked.way === "person";

  async function save() {
    if (person) return put(`/accounts/${part(name)}`, { roles: given, ...(password && { password }) });
    const { token } = await post<{ token: string }>("/tokens", { name, roles: given, ...(days && { days: Number(days) }) });
    made({ name, token });
  }

  return (
    <Decision title={t(account ? "accounts.change" : person ? "accounts.addPerson" : "accounts.addProgram")} confirm={t("accounts.save")} done={t("accounts.saved")} withoutReason decide={save} close={close}>
      <label class="field">
        <span>{t("accounts.name")}</span>
        <input name="name" required readOnly={Boolean(account)} value={name} autoComplete="off" onInput={(event) => setName(event.currentTarget.value.trim())} />
      </label>
      <fieldset>
        <legend>{t("accounts.roles")}</legend>
        {roles.map((role) => (
          <label class="check" key={role}>
            <input type="checkbox" checked={given.includes(role)} onChange={(event) => setGiven(event.currentTarget.checked ? [...given, role] : given.filter((one) => one !== role))} />
            <span>{t(`role.${role}`)}<small>{t(`roleMay.${role}`)}</small></span>
          </label>
        ))}
      </fieldset>
      {person ? (
        <label class="field">
          <span>{t(account ? "accounts.newPassword" : "signIn.password")}</span>
          <input type="password" name="password" required={!account} autoComplete="new-password" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
        </label>
      ) : (
        <label class="field">
          <span>{t("accounts.days")}</span>
          <input name="days" inputMode="numeric" pattern="[0-9]*" value={days} onInput={(event) => setDays(event.currentTarget.value)} />
        </label>
      )}
    </Decision>
  );
}
