export const forgetAskers = {
  name: '20261122-1810-forget-askers',
  sql: `
-- An answer stands in one place, the content of its message in the inbox, and ends there.
ALTER TABLE question DROP COLUMN answer;
ALTER TABLE late_answer DROP COLUMN answer;
ALTER TABLE late_answer ADD COLUMN outcome text NOT NULL;
ALTER TABLE late_answer ADD COLUMN code text;

-- Who asked, and what was asked again, is forgotten in time; the request stays.
ALTER TABLE request ALTER COLUMN official_id DROP NOT NULL;
ALTER TABLE request ALTER COLUMN idempotency_key DROP NOT NULL;
ALTER TABLE request ALTER COLUMN input_digest DROP NOT NULL;
GRANT UPDATE (official_id, idempotency_key, input_digest) ON request TO crex_app;
`,
} as const;
