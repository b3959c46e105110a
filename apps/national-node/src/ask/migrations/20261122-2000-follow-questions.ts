export const followQuestions = {
  name: '20261122-2000-follow-questions',
  sql: `
-- Where a question stands (libs/lifecycle, askedQuestion); what receipts say of its message stands in the outbox.
ALTER TABLE question ADD COLUMN state text NOT NULL DEFAULT 'SUBMITTED';
UPDATE question SET state = CASE
  WHEN outcome IN ('REJECTED', 'UNDELIVERABLE', 'TIMED_OUT') THEN outcome
  WHEN outcome IS NOT NULL THEN 'ANSWERED'
  WHEN due_at IS NOT NULL THEN 'IN_PROGRESS'
  ELSE 'SUBMITTED' END;

-- Times are seconds since 1970, as the answering country has signed them.
ALTER TABLE question ADD COLUMN accepted_at bigint;
ALTER TABLE question ADD COLUMN announced_at bigint;
ALTER TABLE question ADD COLUMN delay_reason text;
-- The latest RAI, and the RAR that replies to it: null while the round is open.
ALTER TABLE question ADD COLUMN round smallint;
ALTER TABLE question ADD COLUMN respond_by bigint;
ALTER TABLE question ADD COLUMN information_id text REFERENCES inbox;
ALTER TABLE question ADD COLUMN informed_by uuid REFERENCES outbox;
ALTER TABLE question ADD COLUMN cancelled_by uuid REFERENCES outbox;
ALTER TABLE question ADD COLUMN read_at timestamptz;

CREATE INDEX question_lapsing ON question (respond_by) WHERE state = 'AWAITING_INFO';
CREATE INDEX question_informed_by ON question (informed_by) WHERE informed_by IS NOT NULL;
CREATE INDEX question_cancelled_by ON question (cancelled_by) WHERE cancelled_by IS NOT NULL;

GRANT UPDATE (state, accepted_at, announced_at, delay_reason, round, respond_by, information_id, informed_by, cancelled_by,
  read_at) ON question TO crex_app;
`,
} as const;
