export const keepUnsentRequests = {
  name: '20261122-2700-keep-unsent-requests',
  sql: `
-- What an official has not sent yet, or not alone: a draft, or a request that waits for a second person of the same
-- authority. The content lies encrypted under the month's key of the log's subject parts, and is gone once it is over.
CREATE TABLE unsent_request (
  request_id     uuid PRIMARY KEY REFERENCES request,
  state          text NOT NULL CHECK (state IN ('DRAFT', 'AWAITING_APPROVAL', 'SUBMITTED', 'DISCARDED')),
  version        integer NOT NULL,          -- of the content: what was checked is what is submitted
  content        bytea,
  content_key    integer,                   -- of audit_dek
  countries      text[] NOT NULL,           -- that it names, as far as it does
  asked_by       text,                      -- staff number
  role           text NOT NULL,             -- of the official who asks
  authority      bytea,                     -- keyed pseudonym of that official's authority
  created_at     bigint NOT NULL,           -- seconds since 1970, as all times here
  changed_at     bigint NOT NULL,
  lapses_at      bigint NOT NULL,
  approved_by    text,                      -- staff number
  CHECK ((state IN ('DRAFT', 'AWAITING_APPROVAL')) = (content IS NOT NULL)),
  CHECK ((content IS NULL) = (content_key IS NULL)),
  CHECK (approved_by IS NULL OR state = 'SUBMITTED'),
  CHECK (approved_by IS NULL OR asked_by IS NULL OR approved_by <> asked_by)
);
CREATE INDEX unsent_request_lapsing ON unsent_request (lapses_at) WHERE content IS NOT NULL;
CREATE INDEX unsent_request_own ON unsent_request (asked_by) WHERE content IS NOT NULL;
CREATE INDEX unsent_request_waiting ON unsent_request (authority) WHERE state = 'AWAITING_APPROVAL';

-- A draft has asked nobody; it counts for the budget from the moment of its submission.
ALTER TABLE request DROP CONSTRAINT request_questions_check;
ALTER TABLE request ADD CONSTRAINT request_questions_check CHECK (questions >= 0);
GRANT UPDATE (questions, created_at) ON request TO crex_app;
GRANT SELECT, INSERT, UPDATE ON unsent_request TO crex_app;
`,
} as const;
