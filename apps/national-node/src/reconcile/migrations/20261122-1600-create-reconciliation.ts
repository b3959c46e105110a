export const createReconciliation = {
  name: '20261122-1600-create-reconciliation',
  sql: `
-- Runs of message numbers that two countries compared: what this node stated of the messages it sent (SENT), and what
-- it found when another country stated its own (RECEIVED). Digests and numbers only.
CREATE TABLE reconciliation (
  event_id       uuid PRIMARY KEY,          -- of the RECONCILIATION entry (SENT) or the RECONCILED entry (RECEIVED)
  direction      text NOT NULL CHECK (direction IN ('SENT', 'RECEIVED')),
  other          text NOT NULL,             -- the country at the other end
  epoch          int NOT NULL,
  first          bigint NOT NULL,
  last           bigint NOT NULL,
  stated_at      timestamptz NOT NULL,
  unlogged       bigint[] NOT NULL DEFAULT '{}',  -- numbers of ours that our own log has no SENT entry of
  compared_at    timestamptz,               -- SENT: when the other country's result came
  matched        int,
  differing      int,
  differences    jsonb
);
CREATE INDEX reconciliation_pair ON reconciliation (direction, other, epoch, last DESC);
GRANT SELECT, INSERT, UPDATE (compared_at, matched, differing, differences) ON reconciliation TO crex_app;
`,
} as const;
