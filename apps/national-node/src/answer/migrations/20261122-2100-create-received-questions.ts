export const createReceivedQuestions = {
  name: '20261122-2100-create-received-questions',
  sql: `
-- Questions of other countries: one row a REQ, written when it is opened. What was asked stands in the inbox alone. Times
-- are seconds since 1970; the clock of the deadline is that of libs/deadline.
CREATE TABLE received_question (
  question_id       uuid PRIMARY KEY,
  message_id        text NOT NULL UNIQUE REFERENCES inbox,
  asker             text NOT NULL,
  content_digest    text NOT NULL,          -- of the REQ
  priority          smallint NOT NULL,
  purpose           text NOT NULL,
  urgency           text NOT NULL,
  state             text NOT NULL CHECK (state IN
    ('DELIVERED', 'IN_PROGRESS', 'DELAYED', 'AWAITING_INFO', 'ANSWERED', 'REJECTED', 'LAPSED', 'CANCELLED', 'RECALLED')),
  received_at       bigint NOT NULL,
  clock_started_at  bigint NOT NULL,
  due_at            bigint NOT NULL,
  clock_stopped_at  bigint,                 -- while the asker is asked for more
  announced_at      bigint,                 -- when an answer is announced for; the deadline stays
  rounds            smallint NOT NULL DEFAULT 0 CHECK (rounds BETWEEN 0 AND 3),
  respond_by        bigint,                 -- until when the asker may tell more
  may_ask           boolean NOT NULL DEFAULT true,  -- false once the asker has said that there is no more to tell
  information_event uuid REFERENCES outbox,         -- the newest RAI
  subject_message   text NOT NULL REFERENCES inbox, -- the message that describes the subject: the REQ, or the newest RAR
  accepted_at       bigint,                 -- when the receipt with the deadline was queued
  queue             text CHECK (queue IN ('AMBIGUOUS', 'INFORMATION', 'CONFIRM_REFUSAL', 'RELEASE')),
  queued_at         bigint,
  assignee          text,                   -- staff number
  ended_at          bigint,
  in_time           boolean,                -- frozen with the answer
  answered_by       text CHECK (answered_by IN ('MACHINE', 'CLERK')),
  answer_event      uuid REFERENCES outbox,
  CHECK ((state IN ('ANSWERED', 'REJECTED', 'LAPSED', 'CANCELLED', 'RECALLED')) = (ended_at IS NOT NULL)),
  CHECK (queue IS NULL OR ended_at IS NULL),
  CHECK ((state IN ('ANSWERED', 'RECALLED')) = (answer_event IS NOT NULL)),
  CHECK ((state = 'AWAITING_INFO') = (clock_stopped_at IS NOT NULL AND ended_at IS NULL))
);
CREATE INDEX received_question_open ON received_question (due_at) WHERE ended_at IS NULL;
CREATE INDEX received_question_waiting ON received_question (respond_by) WHERE state = 'AWAITING_INFO';
CREATE INDEX received_question_digest ON received_question (content_digest);
CREATE INDEX received_question_answer ON received_question (answer_event);
CREATE INDEX received_question_age ON received_question (received_at);

-- Each RAR about a question: what it tells ends with the question.
CREATE TABLE question_information (
  message_id  text PRIMARY KEY REFERENCES inbox,
  question_id uuid NOT NULL REFERENCES received_question
);
CREATE INDEX question_information_question ON question_information (question_id);

GRANT SELECT, INSERT, UPDATE ON received_question TO crex_app;
GRANT SELECT, INSERT ON question_information TO crex_app;
`,
} as const;
