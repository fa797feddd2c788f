// The same for runs, orders, books and the configuration.
import type { Json, Report } from "./types";

export interface Run {
  run: number;
  pipeline: string;
  trigger: string;
  started: string;
  ended?: string;
  state: string;
  /** Of a run of a pipeline; other runs report otherwise. */
  report?: Partial<Report>;
  progress?: { read?: number; done?: number };
}

export interface GraphNode {
  id: string;
  kind: "inlet" | "step" | "outlet";
  name: string;
  /** The kind of message, of inlets and outlets. */
  message?: string;
  /** Of steps. */
  plugin?: string;
  waiting?: number;
  parked?: number;
  paused?: string | boolean;
  broken?: string;
}

export interface Graph {
  pipeline: string;
  nodes: GraphNode[];
  edges: { from: string; to: string; count?: number }[];
  last_run?: number;
  last_state?: string;
}

export interface Places {
  ordered?: number;
  granted?: number;
  awaiting?: number;
  redirected?: number;
  open?: number;
}

export interface Round {
  round: string;
  term: string;
  places: Places;
}

export interface RoundDetail extends Round {
  areas: Record<string, Places>;
  units: Record<string, Places>;
}

export interface Order {
  order: string;
  round: string;
  institution: string;
  programme: string;
  area: string;
  state: string;
  places: Places;
}

export interface OrderLife {
  [name: string]: Json | undefined;
}

export interface Deadline {
  agreement: string;
  kind: string;
  term: string;
  day: string;
  days_left: number;
  state: string;
  ground: string;
}

export interface Payment {
  payment?: string;
  message: number;
  ocr?: string;
  state: string;
  reason?: string;
  amount_ore?: number;
  day?: string;
}

export interface Balance {
  unit?: string;
  institution?: string;
  term?: string;
  placements: number;
  worth_ore: number;
  invoiced_ore: number;
  credited_ore: number;
  waiting_ore: number;
  held_ore: number;
  delivered_ore: number;
  difference_ore: number;
}

/** Worked out beside: what is kept is shown while a newer one is made. */
export interface KeptReconciliation extends Partial<Reconciliation> {
  state: "running" | "done" | "failed";
  trouble?: string;
  left_off?: number;
}

export interface Reconciliation {
  balances: boolean;
  accounts: Balance[];
  total: Balance;
  invoices: number;
  held_without_amount: number;
  rejected: number;
  exceptions: Json[];
  invariants: Record<string, number>;
  made?: string;
}

export interface PlannedMessage {
  change: string;
  kind: string;
  key: string;
  state: string;
  reason?: string;
  place?: string;
}

export interface PlannedInvoice {
  unit: string;
  institution: string;
  credits?: string;
  total_ore?: number;
  lines: { placement?: string; amount_ore?: number; days?: number }[];
}

export interface Plan {
  plan: string | number;
  pipeline: string;
  state: "running" | "done" | "failed";
  error?: string;
  report?: Report;
  last?: Report;
  messages?: PlannedMessage[];
  invoices?: PlannedInvoice[];
  reminders?: Json[];
  more?: { messages?: number; invoices?: number };
}

export interface ConfigurationState {
  folder: string;
  read: string;
  files: { file: string; bytes: number }[];
  faults: { level: "error" | "warning"; file: string; line: number; column: number; message: string; hint: string }[];
  kept: { number: number; since: string; ran: boolean }[];
}

export interface Probed {
  what: string;
  ok: boolean;
  says: string;
  warnings: string[];
}

