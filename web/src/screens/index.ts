// The screens, in the order of the menu.
import type { ComponentType } from "preact";
import type { Role } from "../api/types";
import type { Key } from "../i18n";
import type { Place } from "../router";
import { Accounts } from "./accounts";
import { Audit } from "./audit";
import { Configuration } from "./configuration";
import { Connections } from "./connections";
import { Invoices } from "./invoices";
import { Messages } from "./messages";
import { Orders } from "./orders";
import { Parked } from "./parked";
import { Pipelines } from "./pipelines";
import { Plans } from "./plans";
import { Reconciliation } from "./reconciliation";
import { Tonight } from "./tonight";

export interface Screen {
  name: string;
  title: Key;
  View: ComponentType<{ place: Place }>;
  /** Whom it is shown to; viewers, when nothing is said. */
  role?: Role;
}

const tonight: Screen = { name: "tonight", title: "tonight.title", View: Tonight };

export const groups: { title: Key; screens: Screen[] }[] = [
  {
    title: "group.night",
    screens: [
      tonight,
      { name: "plan", title: "plan.title", View: Plans },
      { name: "pipelines", title: "pipelines.title", View: Pipelines },
    ],
  },
  {
    title: "group.matters",
    screens: [
      { name: "parked", title: "parked.title", View: Parked },
      { name: "messages", title: "messages.title", View: Messages },
      { name: "orders", title: "orders.title", View: Orders },
    ],
  },
  {
    title: "group.money",
    screens: [
      { name: "invoices", title: "invoices.title", View: Invoices },
      { name: "reconciliation", title: "reconciliation.title", View: Reconciliation },
    ],
  },
  {
    title: "group.house",
    screens: [
      { name: "connections", title: "connections.title", View: Connections },
      { name: "configuration", title: "configuration.title", View: Configuration },
      { name: "audit", title: "audit.title", View: Audit },
      { name: "accounts", title: "accounts.title", View: Accounts, role: "admin" },
    ],
  },
];

const all = groups.flatMap((group) => group.screens);
export const screenOf = (name: string): Screen => all.find((screen) => screen.name === name) ?? tonight;
