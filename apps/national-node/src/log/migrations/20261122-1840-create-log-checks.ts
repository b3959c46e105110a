export const createLogChecks = {
  name: '20261122-1840-create-log-checks',
  sql: `
-- When the whole log was checked against itself, and what was found: codes and places, never what an entry says.
CREATE TABLE log_check (
  checked_at  timestamptz PRIMARY KEY,
  entries     bigint NOT NULL,
  fault_count bigint NOT NULL,
  faults      jsonb NOT NULL                -- the first hundred
);
GRANT SELECT, INSERT ON log_check TO crex_app;
`,
} as const;
