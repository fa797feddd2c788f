// What the daemon answers, as /api/v1/openapi.json describes it; `?` stands at what is not always there.

export interface Page<T> {
  items: T[];
  next?: string;
}

export type Role = "viewer" | "operator" | "approver" | "admin" | "personal";
export const roles: readonly Role[] = ["viewer", "operator", "approver", "admin", "personal"];

export interface Visitor {
  name: string;
  roles: Role[];
  csrf?: string;
}

/** How one comes in besides by a password. */
export interface Ways {
  /** What the organisation's sign-on is called. */
  sign_on?: string;
  /** Whom a reverse proxy has signed on. */
  proxy?: string;
}

export interface Counted {
  count: number;
  amount_ore: number;
}

export interface Report {
  pipeline: string;
  run: number;
  started: string;
  read: number;
  new: number;
  changed: number;
  withdrawn: number;
  unchanged: number;
  filtered: number;
  held: Counted;
  rejected: number;
  issued: Counted;
  credited: Counted;
  delivered: (Counted & { outlet: string })[];
  undelivered: number;
  resources?: { inlet: string; name: string; rows?: number }[];
  notes?: unknown[];
  troubles?: unknown[];
}

export interface PipelineStatus {
  pipeline: string;
  schedule?: string;
  calendar?: string;
  next?: string;
  missed?: boolean;
  last_run?: number;
  last_trigger?: string;
  last_started?: string;
  last_state?: string;
  last_report?: Report;
}

export interface ConnectionStatus {
  connection: string;
  gives?: string;
  takes?: string;
  undelivered?: number;
  broken?: string;
  paused?: string;
  failures?: number;
  trouble?: string;
  tried_again?: string;
}

export interface ParkedCount {
  kind: string;
  state: string;
  count: number;
  amount_ore: number;
}

export interface Status {
  pipelines: PipelineStatus[];
  connections: ConnectionStatus[];
  parked: ParkedCount[];
}

export interface Alarm {
  alarm: string;
  text: string;
  since: string;
  told?: string;
}

export interface AuditEntry {
  at: string;
  who: string;
  action: string;
  what: string;
  detail: string;
}

export interface Account {
  name: string;
  kind: "person" | "program";
  roles: Role[];
  made: string;
  expires?: string;
}

export interface Delivery {
  to: string;
  key?: string;
  state: string;
  attempts?: number;
  receipt?: string;
  at?: string;
}

/** A message's content: what its kind says. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface MessageSummary {
  id: number;
  kind: string;
  connection: string;
  key: string;
  state: string;
  change: string;
  run: number;
  place: string;
  reason?: string;
  amount_ore?: number;
  purged?: string;
}

export interface MessageLife extends MessageSummary {
  parents: number[];
  deliveries: Delivery[];
  body: Json;
  raw?: string;
}

export interface ParkedGroup {
  cause: string;
  kind: string;
  state: string;
  connection: string;
  count: number;
  amount_ore?: number;
  example: number;
  reason_like: string;
  oldest?: string;
  decisions: ("retry" | "discard")[];
}

export interface BookedLine {
  line: number;
  placement: string;
  message: number;
  days: number;
  dates: string;
  week_price_ore: number;
  credits?: number;
  amount_ore: number;
  invoice?: string;
}

export interface Version {
  message: number;
  change: string;
  place: string;
  run: number;
  pipeline?: string;
  at?: string;
  changed: { field: string; before?: Json; after?: Json }[];
  state: string;
  reason?: string;
  amount_ore?: number;
  lines: BookedLine[];
  deliveries: Delivery[];
  body?: Json;
  raw?: string;
}

export interface TracedItem {
  kind: string;
  key: string;
  connection: string;
  versions: Version[];
  order?: string;
  lines: BookedLine[];
  invoices: (Partial<InvoiceSummary> & { number: string; state?: string; deliveries: Delivery[] })[];
  decisions: { at: string; who: string; action: string; what: string; reason: string }[];
}

export interface Trace {
  items: TracedItem[];
}

export interface InvoiceSummary {
  number: string;
  unit: string;
  institution: string;
  agreement: string;
  term: string;
  supplement: number;
  credits?: string;
  issued: string;
  total_ore: number;
  message: number;
  paid_ore: number;
  payment?: string;
  answer?: { status: string; day: string; text: string; message: number };
}

export interface Party {
  unit?: string;
  institution?: string;
  name: string;
  organisation_number: string;
  bankgiro?: string;
  plusgiro?: string;
  street: string;
  city: string;
  postal_code: string;
  buyer_reference?: string;
  order_reference?: string;
  channel?: string;
  contact?: { name: string; phone: string; email: string };
}

export interface InvoiceLine {
  id: string;
  placement: string;
  student_name: string;
  programme: string;
  course: string;
  first: string;
  last: string;
  days: number;
  week_price_ore: number;
  amount_ore: number;
}

export interface InvoiceDocument {
  number: string;
  ocr?: string;
  agreement_document?: string;
  term: string;
  period_first: string;
  period_last: string;
  issued: string;
  due: string;
  seller: Party;
  buyer: Party;
  lines: InvoiceLine[];
  total_ore?: number;
  credits?: { number: string };
}

export interface InvoiceLife extends InvoiceSummary {
  payments: { payment?: string; message?: number; amount_ore: number; day: string }[];
  credit_notes?: string[];
  deliveries: Delivery[];
  invoice: InvoiceDocument;
}

export interface Draft {
  unit: string;
  institution: string;
  agreement: string;
  term: string;
  state: string;
  invoice_from?: string;
  total_ore: number;
  lines: {
    placement: string;
    message: number;
    days: number;
    dates: string;
    week_price_ore: number;
    amount_ore: number;
  }[];
}

export interface Unpaid {
  institution: string;
  unit: string;
  number: string;
  due: string;
  days_late: number;
  total_ore: number;
  credited_ore: number;
  paid_ore: number;
  rest_ore: number;
  overpaid_ore?: number;
  answer?: string;
}
