#include "store/schema.h"

#include <array>

namespace sluss::store {
namespace {

// Names that come again and again stand once, in `name`. Content is apart from the message's row, so that looking
// through a million messages reads little. Days are days since 1970, moments seconds since 1970 in UTC, money öre.
constexpr auto first = R"sql(
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL,          -- the id of the item's first message
  channel INTEGER NOT NULL,       -- name
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,          -- name
  scope INTEGER NOT NULL,         -- name
  change INTEGER NOT NULL,
  state INTEGER NOT NULL,
  hash BLOB NOT NULL,
  run INTEGER NOT NULL,
  resource INTEGER NOT NULL,      -- name
  sheet INTEGER,                  -- name
  line INTEGER NOT NULL,
  reason TEXT,
  amount INTEGER
) STRICT;
CREATE INDEX message_parked ON message (state, channel) WHERE state IN (4, 5);

-- The current version of each item.
CREATE TABLE item (channel INTEGER NOT NULL, key TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (channel, key))
  STRICT, WITHOUT ROWID;

CREATE TABLE content (message INTEGER PRIMARY KEY REFERENCES message, body TEXT NOT NULL, raw TEXT NOT NULL) STRICT;

CREATE TABLE parent (message INTEGER NOT NULL REFERENCES message, parent INTEGER NOT NULL REFERENCES message,
  PRIMARY KEY (message, parent)) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message,
  connection INTEGER NOT NULL,    -- name
  key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  total INTEGER, lines INTEGER, at INTEGER
) STRICT;
CREATE INDEX delivery_message ON delivery (message);
CREATE INDEX delivery_open ON delivery (connection, id) WHERE state IN (0, 1);

CREATE TABLE cursor (channel INTEGER NOT NULL, resource INTEGER NOT NULL, version TEXT NOT NULL, rows INTEGER NOT NULL,
  run INTEGER NOT NULL, PRIMARY KEY (channel, resource)) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, trigger TEXT NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL,
  ended INTEGER, configuration TEXT NOT NULL, version TEXT NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE INDEX run_pipeline ON run (pipeline, id);

-- Only ever appended to; each row holds the digest of the one before and its own.
CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  what TEXT NOT NULL, detail TEXT NOT NULL, chain BLOB NOT NULL) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_once BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;

-- The billing ledger. A subject is (agreement, unit, programme, student) as a keyed digest.
CREATE TABLE subject (digest BLOB PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE billing_group (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, institution TEXT NOT NULL,
  agreement TEXT NOT NULL, term TEXT NOT NULL, UNIQUE (unit, institution, agreement, term)) STRICT;
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, series TEXT NOT NULL,
  sequence INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group, supplement INTEGER NOT NULL,
  issued INTEGER NOT NULL, total INTEGER NOT NULL, hash BLOB NOT NULL,
  message INTEGER UNIQUE REFERENCES message,   -- set when the invoice's message is appended
  UNIQUE (series, sequence), UNIQUE (billing_group, supplement)
) STRICT;
CREATE TABLE line (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL,
  message INTEGER NOT NULL,       -- appended after it is decided; no reference: SQLite would look for lines at every message
  placement TEXT NOT NULL,        -- the item's key
  subject INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group,
  first_day INTEGER NOT NULL, days INTEGER NOT NULL, week_price INTEGER NOT NULL, amount INTEGER NOT NULL,
  invoice INTEGER REFERENCES invoice           -- null while it waits
) STRICT;
CREATE INDEX line_item ON line (item);
CREATE INDEX line_invoice ON line (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX line_waiting ON line (billing_group) WHERE invoice IS NULL;
CREATE TABLE series (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Which days a line claims: month is yyyymm, bit n of days is day n + 1 of it.
CREATE TABLE ledger (subject INTEGER NOT NULL, month INTEGER NOT NULL, line INTEGER NOT NULL
  REFERENCES line, days INTEGER NOT NULL, PRIMARY KEY (subject, month, line)) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_line ON ledger (line);
CREATE TRIGGER ledger_once BEFORE INSERT ON ledger
  WHEN EXISTS (SELECT 1 FROM ledger WHERE subject = NEW.subject AND month = NEW.month AND days & NEW.days != 0)
  BEGIN SELECT raise(ABORT, 'a student-day is billed once'); END;
CREATE TRIGGER ledger_once_changed BEFORE UPDATE ON ledger
  WHEN EXISTS (SELECT 1 FROM ledger WHERE subject = NEW.subject AND month = NEW.month AND line != OLD.line
               AND days & NEW.days != 0)
  BEGIN SELECT raise(ABORT, 'a student-day is billed once'); END;

-- For people with the sqlite3 shell: one row a claimed day.
CREATE VIEW ledger_day AS
  WITH RECURSIVE bit (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM bit WHERE n < 30)
  SELECT printf('%04d-%02d-%02d', month / 100, month % 100, n + 1) AS day, subject, line
  FROM ledger JOIN bit ON days >> n & 1;
)sql";

// Delivery that waits: per delivery a moment before which it is not tried, per connection how often it gave out.
constexpr auto second = R"sql(
ALTER TABLE delivery ADD COLUMN item INTEGER NOT NULL DEFAULT 0;    -- the message's
ALTER TABLE delivery ADD COLUMN next INTEGER;                       -- not to be tried before
UPDATE delivery SET item = (SELECT item FROM message WHERE message.id = delivery.message);
DROP INDEX delivery_open;
CREATE INDEX delivery_undone ON delivery (connection, item, id) WHERE state != 2;
CREATE INDEX delivery_open ON delivery (connection, id) WHERE state IN (0, 1, 4);

CREATE TABLE connection (
  name INTEGER PRIMARY KEY,       -- name
  failures INTEGER NOT NULL,      -- in a row
  until INTEGER,                  -- not to be tried before
  trouble TEXT NOT NULL,          -- why it gave out last
  paused TEXT NOT NULL            -- why it waits for a person; empty: it does not
) STRICT;

-- What people were told of, and are to be told of once.
CREATE TABLE alarm (key TEXT PRIMARY KEY, text TEXT NOT NULL, since INTEGER NOT NULL, told INTEGER)
  STRICT, WITHOUT ROWID;

ALTER TABLE content ADD COLUMN digest BLOB;      -- of body and raw, as they were written; null before this step
ALTER TABLE content ADD COLUMN purged INTEGER;   -- when what tells who a student is was taken out
-- From an item to its later versions, and from a thing to what people decided about it: for `messages trace`.
CREATE INDEX message_version ON message (item) WHERE id != item;
CREATE INDEX audit_what ON audit (what);
ALTER TABLE run ADD COLUMN modules TEXT NOT NULL DEFAULT '';
)sql";

// Readings, credit notes, payments and accounts; and what makes a large store quick to look at.
constexpr auto third = R"sql(
-- What was begun to be read and has not ended: it stands there before the first byte is decoded, so that what ends the
-- process counts. And the rows that ended it, or broke a step: they are passed over.
CREATE TABLE reading (
  channel INTEGER NOT NULL,       -- name
  resource INTEGER NOT NULL,      -- name
  version TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL,            -- when the last one began
  rows INTEGER NOT NULL,          -- stored when it is read carefully
  suspect TEXT NOT NULL,          -- the row that was alone in a step; empty: none
  blamed INTEGER NOT NULL,        -- attempts that have ended at it
  PRIMARY KEY (channel, resource)
) STRICT, WITHOUT ROWID;
CREATE TABLE poison (channel INTEGER NOT NULL, row TEXT NOT NULL, modules TEXT NOT NULL, PRIMARY KEY (channel, row))
  STRICT, WITHOUT ROWID;

-- Credit notes: a line that takes days of an invoiced line back, with a negative amount. Those days move from the
-- ledger to `credited`, so that the ledger always holds what stands. A credit note is an invoice with a negative total,
-- and its `supplement` is -1, -2, ... within its group.
ALTER TABLE line ADD COLUMN credits INTEGER REFERENCES line;       -- the line it takes days back of; null: it charges
CREATE INDEX line_credits ON line (credits) WHERE credits IS NOT NULL;
CREATE INDEX line_credit_waiting ON line (credits) WHERE credits IS NOT NULL AND invoice IS NULL;
CREATE TABLE credited (line INTEGER NOT NULL REFERENCES line, month INTEGER NOT NULL, days INTEGER NOT NULL,
  PRIMARY KEY (line, month)) STRICT, WITHOUT ROWID;                -- as in `ledger`; line is the credit
ALTER TABLE invoice ADD COLUMN credits INTEGER REFERENCES invoice; -- the invoice that this credit note is to
CREATE INDEX invoice_credits ON invoice (credits) WHERE credits IS NOT NULL;

-- What a person decided about the lines of a group that wait.
CREATE TABLE approval (billing_group INTEGER PRIMARY KEY REFERENCES billing_group, lines BLOB NOT NULL,
  approved INTEGER NOT NULL) STRICT;

-- Payments that stand on invoices. A payment is known by its account and the bank's reference; one may pay several
-- invoices, and an invoice may be paid by several. Money that was taken back is below zero.
CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  item INTEGER NOT NULL,
  message INTEGER NOT NULL,       -- appended after it is decided; no reference, as for lines
  amount INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE TABLE payment_part (
  id INTEGER PRIMARY KEY,
  payment INTEGER NOT NULL REFERENCES payment, invoice INTEGER NOT NULL REFERENCES invoice,
  amount INTEGER NOT NULL CHECK (amount != 0),
  UNIQUE (payment, invoice)
) STRICT;
CREATE INDEX payment_part_invoice ON payment_part (invoice);
CREATE TRIGGER payment_once BEFORE INSERT ON payment_part
  WHEN (SELECT CASE WHEN amount > 0 THEN 1 ELSE -1 END * (amount - NEW.amount -
          (SELECT coalesce(sum(amount), 0) FROM payment_part WHERE payment = NEW.payment)) < 0
          OR (amount > 0) != (NEW.amount > 0)
        FROM payment WHERE id = NEW.payment)
  BEGIN SELECT raise(ABORT, 'an öre of a payment is booked once'); END;
CREATE TRIGGER payment_stays BEFORE UPDATE ON payment_part
  BEGIN SELECT raise(ABORT, 'a booked payment stays'); END;

-- Who may come in over the network. `kind` and `roles` as in accounts.h; of passwords and tokens only what they can be
-- checked by.
CREATE TABLE account (
  name TEXT PRIMARY KEY, kind INTEGER NOT NULL, roles INTEGER NOT NULL, proof TEXT NOT NULL, made INTEGER NOT NULL,
  expires INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_token ON account (proof) WHERE kind != 0;

-- For people who look at a store of a million messages: by kind and state, by run, by what a reason says, and what it
-- is about in money.
CREATE INDEX message_kind ON message (kind, state);
CREATE INDEX message_run ON message (run);
CREATE INDEX message_reason ON message (kind, state, reason) WHERE reason IS NOT NULL;
CREATE INDEX message_amount ON message (kind, state, amount) WHERE amount IS NOT NULL;
CREATE INDEX delivery_done ON delivery (connection) WHERE state = 2;

-- By when an invoice is to be paid, as its document says.
ALTER TABLE invoice ADD COLUMN due INTEGER;
UPDATE invoice SET due = (SELECT CASE WHEN json_valid(c.body)
  THEN CAST(julianday(json_extract(c.body, '$.due')) - 2440587.5 AS INTEGER) END
  FROM content c WHERE c.message = invoice.message);

-- The placements, in all their versions, that name an order line whose place they take.
CREATE TABLE placed (ordered TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (ordered, message))
  STRICT, WITHOUT ROWID;
INSERT INTO placed SELECT trim(json_extract(c.body, '$.order')), m.id FROM message m JOIN content c ON c.message = m.id
  WHERE m.kind = (SELECT id FROM name WHERE text = 'placement')
  AND CASE WHEN json_valid(c.body) THEN trim(coalesce(json_extract(c.body, '$.order'), '')) != '' END;

-- Content that is sealed: then body and raw are empty, and there is no digest. `mark` tells which key it is.
CREATE TABLE seal (id INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE) STRICT;
ALTER TABLE content ADD COLUMN seal INTEGER REFERENCES seal;
ALTER TABLE content ADD COLUMN sealed_body BLOB;
ALTER TABLE content ADD COLUMN sealed_raw BLOB;
)sql";

// What waits to be invoiced, summed for each group: in the middle of a term a million lines wait, and people look at
// the sums, and the deadlines by them, all day. Kept by triggers, so that no statement forgets it.
constexpr auto fourth = R"sql(
CREATE TABLE waiting (billing_group INTEGER PRIMARY KEY REFERENCES billing_group, lines INTEGER NOT NULL,
  days INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
INSERT INTO waiting SELECT billing_group, count(*), sum(days), sum(amount) FROM line
  WHERE invoice IS NULL AND credits IS NULL GROUP BY billing_group;
CREATE TRIGGER waiting_begins AFTER INSERT ON line WHEN NEW.invoice IS NULL AND NEW.credits IS NULL BEGIN
  INSERT INTO waiting VALUES (NEW.billing_group, 1, NEW.days, NEW.amount) ON CONFLICT DO UPDATE
    SET lines = lines + 1, days = days + excluded.days, amount = amount + excluded.amount;
END;
CREATE TRIGGER waiting_is_taken_back AFTER DELETE ON line WHEN OLD.invoice IS NULL AND OLD.credits IS NULL BEGIN
  UPDATE waiting SET lines = lines - 1, days = days - OLD.days, amount = amount - OLD.amount
    WHERE billing_group = OLD.billing_group;
END;
CREATE TRIGGER waiting_is_invoiced AFTER UPDATE OF invoice ON line
  WHEN OLD.invoice IS NULL AND NEW.invoice IS NOT NULL AND OLD.credits IS NULL BEGIN
  UPDATE waiting SET lines = lines - 1, days = days - OLD.days, amount = amount - OLD.amount
    WHERE billing_group = OLD.billing_group;
END;
)sql";

constexpr std::array steps = {first, second, third, fourth};

}  // namespace

std::span<const char* const> schema_steps() { return steps; }

}  // namespace sluss::store
