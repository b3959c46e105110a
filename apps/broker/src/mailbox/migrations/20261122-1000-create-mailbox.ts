export const createMailbox = {
  name: '20261122-1000-create-mailbox',
  sql: `
CREATE TABLE mailbox_receipt (
  receipt_id uuid PRIMARY KEY,
  token      text NOT NULL
);

-- One row a message, for ever: it is the table of used ids. The envelope itself goes when it is taken or expired.
CREATE TABLE mailbox_message (
  position       bigint GENERATED ALWAYS AS IDENTITY,
  message_id     text PRIMARY KEY,
  sender         text NOT NULL,
  recipient      text NOT NULL,
  pair           text NOT NULL,             -- AR-BR-1: pair and epoch of the id
  number         bigint NOT NULL,
  class          text NOT NULL,
  priority       smallint NOT NULL,
  exp            bigint NOT NULL,           -- seconds since 1970
  slip_digest    text NOT NULL,
  content_digest text NOT NULL,
  event_id       uuid NOT NULL,             -- of its log entries
  receipt_id     uuid NOT NULL REFERENCES mailbox_receipt DEFERRABLE INITIALLY DEFERRED,
  line           bytea,
  line_bytes     integer GENERATED ALWAYS AS (octet_length(line)) STORED
);
CREATE INDEX mailbox_message_number ON mailbox_message (pair, number);
ALTER TABLE mailbox_message ALTER COLUMN line SET STORAGE EXTERNAL; -- ciphertext does not compress
CREATE INDEX mailbox_message_held ON mailbox_message (recipient, priority DESC, position) WHERE line IS NOT NULL;
CREATE INDEX mailbox_message_pair ON mailbox_message (recipient, sender) INCLUDE (line_bytes) WHERE line IS NOT NULL;
CREATE INDEX mailbox_message_expiry ON mailbox_message (exp) WHERE line IS NOT NULL;

CREATE TABLE mailbox_pair (
  pair      text PRIMARY KEY,
  sender    text NOT NULL,
  recipient text NOT NULL
);

CREATE TABLE mailbox_statement (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  member   text NOT NULL,
  digest   text NOT NULL,
  token    text NOT NULL,
  UNIQUE (member, digest)
);

GRANT SELECT, INSERT ON mailbox_receipt, mailbox_pair TO crex_app;
GRANT SELECT, INSERT, UPDATE (line) ON mailbox_message TO crex_app;
GRANT SELECT, INSERT, DELETE ON mailbox_statement TO crex_app;
`,
} as const;
