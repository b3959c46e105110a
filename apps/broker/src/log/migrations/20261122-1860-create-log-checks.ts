export const createLogChecks = {
  name: '20261122-1860-create-log-checks',
  sql: `
-- When the broker's whole log was checked against itself, and what was found: codes and places.
CREATE TABLE log_check (
  checked_at  timestamptz PRIMARY KEY,
  entries     bigint NOT NULL,
  fault_count bigint NOT NULL,
  faults      jsonb NOT NULL                -- the first hundred
);
GRANT SELECT, INSERT ON log_check TO crex_app;
`,
} as const;
