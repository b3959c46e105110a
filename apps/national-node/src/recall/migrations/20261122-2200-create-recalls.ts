export const createRecalls = {
  name: '20261122-2200-create-recalls',
  sql: `
-- What past recipients are told: this answer does not hold any more. Written in the transaction of the change, and sent
-- again under another event until it is acknowledged.
CREATE TABLE recall (
  recall_id      uuid PRIMARY KEY,
  country        text NOT NULL,
  answer_event   uuid NOT NULL REFERENCES outbox,   -- the answer that told it
  reason         text NOT NULL CHECK (reason IN ('CORRECTED', 'ANNULLED', 'REMOVED')),
  conviction_ids text[],                    -- until it is acknowledged
  state          text NOT NULL CHECK (state IN ('DUE', 'SENT', 'REJECTED', 'ACKNOWLEDGED')),
  events         uuid[] NOT NULL,           -- of the RECALL messages, the newest last
  next_at        bigint NOT NULL,           -- seconds since 1970: of a DUE one, when it is sent
  due_at         bigint NOT NULL,           -- from then on its silence is an alarm
  created_at     timestamptz NOT NULL,
  result         text CHECK (result IN ('MARKED', 'ERASED', 'UNKNOWN')),
  code           text,
  ended_at       timestamptz,
  CHECK ((state = 'ACKNOWLEDGED') = (result IS NOT NULL)),
  CHECK (state <> 'ACKNOWLEDGED' OR conviction_ids IS NULL)
);
CREATE INDEX recall_events ON recall USING gin (events);
CREATE INDEX recall_open ON recall (next_at) WHERE state <> 'ACKNOWLEDGED';

-- What other countries have recalled, also of answers that this country does not know (yet): the digest of the answer is
-- the link. Which convictions it names stands in the message itself.
CREATE TABLE recalled (
  message_id    text PRIMARY KEY REFERENCES inbox,
  sender        text NOT NULL,
  answer_digest text NOT NULL,
  reason        text NOT NULL,
  result        text NOT NULL,
  received_at   timestamptz NOT NULL
);
CREATE INDEX recalled_answer ON recalled (answer_digest);

GRANT SELECT, INSERT, UPDATE ON recall TO crex_app;
GRANT SELECT, INSERT ON recalled TO crex_app;
`,
} as const;
