export const keepExtracts = {
  name: '20261122-3200-keep-extracts',
  sql: `
-- Numbers of this country's extracts: one count a year, taken in the transaction that issues, so without gaps.
CREATE TABLE extract_counter (
  year int PRIMARY KEY CHECK (year BETWEEN 2000 AND 9999),
  last int NOT NULL CHECK (last BETWEEN 1 AND 999999999)
);

-- The register of the extracts that this country has issued. WAITING (decided, logged, signed) -> SEALED (it leaves with
-- its answer), or FAILED (the answer leaves without it). Times are seconds since 1970.
CREATE TABLE extract (
  number         text PRIMARY KEY CHECK (number ~ '^[A-Z]{2}-[0-9]{4}-[0-9]{6,9}$'),
  event_id       uuid NOT NULL UNIQUE REFERENCES outbox,   -- the answer that it certifies
  entry_type     text NOT NULL DEFAULT 'EXTRACT' CHECK (entry_type = 'EXTRACT'),
  recipient      text NOT NULL,
  code_digest    bytea NOT NULL CHECK (octet_length(code_digest) = 32),  -- SHA-256 of number and check code
  extract_digest text NOT NULL,                            -- of the signed data, as the log has it
  issued_at      bigint NOT NULL,
  valid_until    bigint NOT NULL,
  state          text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SEALED', 'FAILED')),
  attempts       int NOT NULL DEFAULT 0,
  next_at        bigint NOT NULL,                          -- also the lease of whoever seals it
  code           text,                                     -- why it waits, or could not be made
  sealed_at      bigint,
  status         text NOT NULL DEFAULT 'VALID' CHECK (status IN ('VALID', 'SUPERSEDED', 'REVOKED')),
  ended_at       bigint,
  supersedes     text REFERENCES extract,
  content        bytea,                                    -- the signed data until it is sealed, encrypted
  content_key    int,
  FOREIGN KEY (event_id, entry_type) REFERENCES audit_entry (event_id, type),
  CHECK ((status = 'VALID') = (ended_at IS NULL)),
  CHECK ((state = 'SEALED') = (sealed_at IS NOT NULL)),
  CHECK ((content IS NULL) = (content_key IS NULL))
);
CREATE INDEX extract_waiting ON extract (next_at) WHERE state = 'WAITING';
CREATE UNIQUE INDEX extract_superseded_once ON extract (supersedes) WHERE supersedes IS NOT NULL;

-- An answer that has its extract leaves with it, and not before it is sealed.
ALTER TABLE outbox ADD COLUMN awaits_extract boolean NOT NULL DEFAULT false;
ALTER TABLE outbox ADD COLUMN extract jsonb;               -- gone with the body, once it is in the signed content

-- Extracts that came with answers, as they were found on arrival. The documents stand in the kept contents of the inbox.
CREATE TABLE received_extract (
  message_id      text PRIMARY KEY REFERENCES inbox,
  question_id     uuid NOT NULL,
  country         text NOT NULL,
  number          text NOT NULL,
  verdict         text NOT NULL CHECK (verdict IN ('GOOD', 'FAULT', 'NOT_MADE')),
  code            text,                                    -- of a fault, or why it could not be made
  findings        jsonb NOT NULL,
  extract_digest  text,                                    -- of the signed data
  issued_at       bigint,
  valid_until     bigint,
  supersedes      text,
  leaf            bytea,                                   -- the entry EXTRACT of the issuer's log
  ca_certificates bytea[] NOT NULL,                        -- of the issuer, by the directory of the arrival
  received_at     timestamptz NOT NULL
);
CREATE INDEX received_extract_question ON received_extract (question_id);
CREATE INDEX received_extract_number ON received_extract (number);

ALTER TABLE recall DROP CONSTRAINT recall_reason_check;
ALTER TABLE recall ADD CONSTRAINT recall_reason_check
  CHECK (reason IN ('CORRECTED', 'ANNULLED', 'REMOVED', 'EXTRACT_REVOKED', 'EXTRACT_SUPERSEDED'));

GRANT SELECT, INSERT, UPDATE ON extract_counter TO crex_app;
GRANT SELECT, INSERT, UPDATE (state, attempts, next_at, code, sealed_at, status, ended_at, content, content_key)
  ON extract TO crex_app;
GRANT SELECT, INSERT ON received_extract TO crex_app;
`,
} as const;
