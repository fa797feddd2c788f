// Who sits here, and what they may do. The daemon decides anyway; what it would refuse is not offered.
import { get, post, Problem, remove, useToken } from "./api/client";
import type { Role, Visitor, Ways } from "./api/types";
import { cell } from "./cell";
import { address, go } from "./router";

/** Undefined until it is known, null for nobody. */
export const visitor = cell<Visitor | null | undefined>(undefined);

export const may = (role: Role): boolean => visitor.get()?.roles.includes(role) ?? false;

function admit(who: Visitor | null): void {
  useToken(who?.csrf);
  visitor.set(who);
}

export async function recognise(): Promise<void> {
  try {
    admit(await get<Visitor>("/session"));
  } catch (problem) {
    if (!(problem instanceof Problem && problem.status === 401)) throw problem;
    if ((await get<Ways>("/session/ways")).proxy) await comeInUnasked();
    else admit(null);
  }
}

/** Whom a proxy has signed on sees nothing of it, but for those who have no account here. */
async function comeInUnasked(): Promise<void> {
  try {
    await comeIn();
  } catch (problem) {
    if (!(problem instanceof Problem && problem.status === 403)) throw problem;
    go(address("sign-in", "", { refused: "unknown" }));
    admit(null);
  }
}

/** As the person whom a proxy has signed on. */
export async function comeIn(): Promise<void> {
  admit(await post<Visitor>("/session/proxy"));
}

export async function signIn(name: string, password: string): Promise<void> {
  admit(await post<Visitor>("/session", { name, password }));
}

export async function signOut(): Promise<void> {
  try {
    await remove("/session");
  } finally {
    admit(null);
  }
}

/** The daemon knows us no more. */
export const forgotten = (): void => admit(null);
