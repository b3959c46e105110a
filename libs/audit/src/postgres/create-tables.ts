/**
 * Insert-only entries, a pointer queue for the sequencer to come, and the erasable parts. The application may read; it
 * writes through audit_append alone. The triggers are a guard against accidents, not against the owner, who can drop
 * them: against the owner stand the witnesses.
 */
export const createTables = `
CREATE TABLE audit_entry (
  entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id   uuid NOT NULL,
  type       text NOT NULL,
  leaf       bytea NOT NULL CHECK (octet_length(leaf) <= 65535),
  -- RFC 9162 2.1.1: computed here too, so that leaf and hash cannot part
  leaf_hash  bytea NOT NULL GENERATED ALWAYS AS (sha256('\\x00'::bytea || leaf)) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- one entry of a type for each event; rows that disclose refer to it by foreign key
  UNIQUE (event_id, type)
);
COMMENT ON TABLE audit_entry IS 'The disclosure log. Rows are never changed and never removed.';

CREATE TABLE audit_pending (
  entry_id bigint PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE audit_pending IS 'Entries that the tree does not hold yet. A queue of pointers: unlike a cursor on entry_id it loses no entry whose transaction commits late.';

CREATE TABLE audit_reference (
  reference text NOT NULL,
  entry_id  bigint NOT NULL,
  PRIMARY KEY (reference, entry_id)
);
COMMENT ON TABLE audit_reference IS 'Which entries name a message id, a digest or another event. Derived from the leaves.';

CREATE TABLE audit_dek (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  month     text NOT NULL CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  "group"   text NOT NULL CHECK ("group" IN ('subject', 'actor', 'detail')),
  kek_id    text NOT NULL,
  wrapped   bytea,
  -- event of the PERIOD_ERASURE entry by which the key was destroyed
  erased_by uuid,
  UNIQUE (month, "group"),
  CHECK ((wrapped IS NULL) = (erased_by IS NOT NULL))
);
COMMENT ON TABLE audit_dek IS 'Period keys: one for each month and group, wrapped by a key that is not in this database.';

CREATE TABLE audit_detail (
  entry_id   bigint NOT NULL,
  "group"    text NOT NULL,
  dek_id     integer NOT NULL,
  ciphertext bytea NOT NULL,
  PRIMARY KEY (entry_id, "group")
);
COMMENT ON TABLE audit_detail IS 'The erasable parts of entries, encrypted: 32 bytes of salt and the canonical text.';

CREATE TABLE audit_pseudonym (
  "group"   text NOT NULL CHECK ("group" IN ('subject', 'actor')),
  pseudonym bytea NOT NULL CHECK (octet_length(pseudonym) = 32),
  entry_id  bigint NOT NULL,
  PRIMARY KEY ("group", pseudonym, entry_id)
);
CREATE INDEX audit_pseudonym_of_entry ON audit_pseudonym (entry_id);
COMMENT ON TABLE audit_pseudonym IS 'Keyed pseudonyms by which entries about a person, or by an official, are found. Erased with their part.';

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is not allowed: the disclosure log only grows', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_reference
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_update BEFORE UPDATE OR TRUNCATE ON audit_detail
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_update BEFORE UPDATE OR TRUNCATE ON audit_pseudonym
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON audit_dek
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

REVOKE ALL ON audit_entry, audit_pending, audit_reference, audit_dek, audit_detail, audit_pseudonym FROM PUBLIC;
GRANT SELECT ON audit_entry, audit_reference, audit_dek, audit_detail, audit_pseudonym TO crex_app;
GRANT INSERT (month, "group", kek_id, wrapped) ON audit_dek TO crex_app;
`;
