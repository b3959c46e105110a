export const createRecordRecipients = {
  name: '20261122-1820-create-record-recipients',
  sql: `
-- Who was told what of a record: the record under a keyed pseudonym, country and contentDigest in the answer's row of the
-- outbox, which stays. Written in the answering transaction, kept until no recall can be due, whatever else is erased.
CREATE TABLE record_recipient (
  record     bytea NOT NULL CHECK (octet_length(record) = 32),
  event_id   uuid NOT NULL REFERENCES outbox,
  kept_until bigint NOT NULL,               -- seconds since 1970
  PRIMARY KEY (record, event_id)
);
CREATE INDEX record_recipient_end ON record_recipient (kept_until);

GRANT SELECT, INSERT, DELETE ON record_recipient TO crex_app;
`,
} as const;
