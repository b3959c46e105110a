export const createClerksWork = {
  name: '20261122-2110-create-clerks-work',
  sql: `
-- What a clerk has decided about a question of another country. One of a question is OPEN at most: it waits for another
-- clerk. Rows are settled, never changed otherwise.
CREATE TABLE clerk_decision (
  decision_id uuid PRIMARY KEY,
  question_id uuid NOT NULL REFERENCES received_question,
  choice      text NOT NULL CHECK (choice IN
    ('PERSON', 'DECEASED', 'BIOMETRIC_MISMATCH', 'REFUSED', 'NOBODY', 'CANNOT_TELL', 'NOT_COMPETENT')),
  person_id   text,                         -- of the register
  reason      text,                         -- of a refusal
  from_queue  text NOT NULL,                -- where it goes back to
  decided_by  text,                         -- staff number
  decided_at  bigint NOT NULL,              -- seconds since 1970
  state       text NOT NULL CHECK (state IN ('OPEN', 'RELEASED', 'RETURNED')),
  settled_by  text,
  settled_at  bigint,
  CHECK ((state = 'OPEN') = (settled_at IS NULL)),
  CHECK (settled_by IS NULL OR decided_by IS NULL OR state <> 'RELEASED' OR settled_by <> decided_by)
);
CREATE UNIQUE INDEX clerk_decision_open ON clerk_decision (question_id) WHERE state = 'OPEN';
CREATE INDEX clerk_decision_question ON clerk_decision (question_id);

-- What clerks tell each other about a question. It stays in this country.
CREATE TABLE question_comment (
  comment_id  uuid PRIMARY KEY,
  question_id uuid NOT NULL REFERENCES received_question,
  official_id text,
  said_at     bigint NOT NULL,
  comment     text
);
CREATE INDEX question_comment_question ON question_comment (question_id, said_at);

-- A look at the queue that a clerk has named. It holds words of lists alone.
CREATE TABLE saved_search (
  official_id text NOT NULL,
  name        text NOT NULL,
  query       jsonb NOT NULL,
  saved_at    bigint NOT NULL,
  PRIMARY KEY (official_id, name)
);

GRANT SELECT, INSERT, UPDATE ON clerk_decision, question_comment TO crex_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_search TO crex_app;
`,
} as const;
