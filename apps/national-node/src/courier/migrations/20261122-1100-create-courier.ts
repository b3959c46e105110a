export const createCourier = {
  name: '20261122-1100-create-courier',
  sql: `
-- Numbers of outgoing messages: one counter a recipient, in the node's current epoch. Only the courier moves it.
CREATE TABLE courier_epoch (
  epoch     int PRIMARY KEY CHECK (epoch BETWEEN 1 AND 999999),
  opened_at timestamptz NOT NULL DEFAULT now(),
  reason    text NOT NULL
);
INSERT INTO courier_epoch (epoch, reason) VALUES (1, 'first');

CREATE TABLE pair_counter (
  recipient   text NOT NULL,
  epoch       int NOT NULL REFERENCES courier_epoch,
  last_number bigint NOT NULL,
  PRIMARY KEY (recipient, epoch)
);

-- What this node says to others. A row exists only with the log entry of what it says (the foreign key), and is
-- written in the transaction that decides it. WAITING -> SEALED (numbered, bytes stored) -> STORED (the broker's
-- receipt) -> TAKEN (the recipient's receipt). Ends otherwise: REFUSED, EXPIRED, WITHHELD.
CREATE TABLE outbox (
  event_id        uuid PRIMARY KEY,
  entry_type      text NOT NULL,
  recipient       text NOT NULL,
  kind            text NOT NULL,
  priority        smallint NOT NULL,
  in_reply_to     text,
  request_digest  text,
  promise         jsonb,
  body            jsonb,                    -- gone once it is taken: the signed content stays
  not_after       bigint NOT NULL,          -- seconds since 1970: the message's exp
  created_at      timestamptz NOT NULL DEFAULT now(),
  state           text NOT NULL DEFAULT 'WAITING'
                  CHECK (state IN ('WAITING', 'SEALED', 'STORED', 'TAKEN', 'REFUSED', 'EXPIRED', 'WITHHELD')),
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),  -- also the lease: whoever works on a row moves it ahead
  message_id      text UNIQUE,
  slip_digest     text,
  content_digest  text UNIQUE,
  content         text,                     -- the signed content (compact JWS): evidence
  line            bytea,                    -- the envelope: re-sent to the byte, gone once taken
  stored_receipt  text,
  taken_receipt   text,
  code            text,
  FOREIGN KEY (event_id, entry_type) REFERENCES audit_entry (event_id, type),
  CHECK ((message_id IS NULL) = (content IS NULL))
);
CREATE INDEX outbox_waiting ON outbox (priority DESC, created_at) WHERE state = 'WAITING';
CREATE INDEX outbox_ends ON outbox (not_after) WHERE state IN ('WAITING', 'SEALED', 'STORED');
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state IN ('SEALED', 'STORED');

-- Numbers that were given out and will never arrive; closed by a signed VOID.
CREATE TABLE void_due (
  recipient text NOT NULL,
  epoch     int NOT NULL,
  number    bigint NOT NULL,
  reason    text NOT NULL,
  event_id  uuid REFERENCES outbox,         -- the VOID that closes it
  PRIMARY KEY (recipient, epoch, number)
);

-- What others say to this node: also the table of ids seen, so a replay of any age finds its row.
CREATE TABLE inbox (
  message_id      text PRIMARY KEY,
  sender          text NOT NULL,
  pair            text NOT NULL,            -- BR-AR-1
  number          bigint NOT NULL,
  class           text NOT NULL,
  priority        smallint NOT NULL,
  slip_digest     text NOT NULL,
  content_digest  text NOT NULL,
  line            bytea,                    -- gone once it is dealt with
  received_at     timestamptz NOT NULL,
  state           text NOT NULL DEFAULT 'NEW' CHECK (state IN ('NEW', 'HELD', 'DONE', 'REFUSED')),
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  kind            text,
  content         text,                     -- the verified content (compact JWS): evidence
  code            text
);
CREATE INDEX inbox_due ON inbox (priority DESC, next_attempt_at) WHERE state IN ('NEW', 'HELD');
CREATE INDEX inbox_pair ON inbox (pair, number);
CREATE INDEX inbox_content ON inbox (content_digest);

-- Numbers of others that their VOID has closed.
CREATE TABLE number_void (
  sender text NOT NULL,
  epoch  int NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (sender, epoch, number)
);

GRANT SELECT, INSERT ON number_void TO crex_app;
GRANT SELECT ON courier_epoch TO crex_app;
GRANT SELECT, INSERT, UPDATE ON pair_counter TO crex_app;
GRANT SELECT, INSERT, UPDATE ON outbox, void_due, inbox TO crex_app;
GRANT INSERT ON courier_epoch TO crex_app;
`,
} as const;
