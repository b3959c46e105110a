export const createQuestions = {
  name: '20261122-1200-create-questions',
  sql: `
-- What an official asked: one request, one question for each country.
CREATE TABLE request (
  request_id      uuid PRIMARY KEY,
  official_id     text NOT NULL,
  idempotency_key text NOT NULL,
  input_digest    text NOT NULL,
  created_at      timestamptz NOT NULL,
  UNIQUE (official_id, idempotency_key)
);

-- Its id is the event id of its ASK entry and of its outbox row. The outcome is set once, by compare-and-set.
CREATE TABLE question (
  question_id       uuid PRIMARY KEY REFERENCES outbox,
  request_id        uuid NOT NULL REFERENCES request,
  country           text NOT NULL,
  not_after         bigint NOT NULL,        -- seconds since 1970: without a word until then it is TIMED_OUT
  due_at            bigint,                 -- the answering country's own legal deadline, from its signed receipt
  outcome           text,
  outcome_at        timestamptz,
  code              text,
  answer            jsonb,
  answer_message_id text REFERENCES inbox,
  promise           jsonb,
  UNIQUE (request_id, country)
);
CREATE INDEX question_open ON question (not_after) WHERE outcome IS NULL;

-- Answers that came after the outcome was set: kept and shown, never dropped.
CREATE TABLE late_answer (
  message_id  text PRIMARY KEY REFERENCES inbox,
  question_id uuid NOT NULL REFERENCES question,
  kind        text NOT NULL,
  answer      jsonb NOT NULL,
  promise     jsonb,
  received_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON request, late_answer TO crex_app;
GRANT SELECT, INSERT, UPDATE (not_after, due_at, outcome, outcome_at, code, answer, answer_message_id, promise)
  ON question TO crex_app;
`,
} as const;
