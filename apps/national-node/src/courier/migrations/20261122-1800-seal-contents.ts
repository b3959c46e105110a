export const sealContents = {
  name: '20261122-1800-seal-contents',
  sql: `
-- Contents outlive their messages as evidence, and end with the period keys of the disclosure log: they are kept
-- encrypted. Rows that kept them readable cannot be taken over here, because the key is not in the database.
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM outbox WHERE content IS NOT NULL) OR EXISTS (SELECT 1 FROM inbox WHERE content IS NOT NULL) THEN
    RAISE EXCEPTION 'this database keeps contents in the clear, from before the first release: start with an empty one';
  END IF;
END $$;

ALTER TABLE outbox DROP CONSTRAINT outbox_check;
ALTER TABLE outbox DROP COLUMN content;
ALTER TABLE outbox ADD COLUMN content bytea;          -- the signed content (compact JWS), encrypted: evidence
ALTER TABLE outbox ADD COLUMN content_key integer;    -- its period key, of audit_dek
ALTER TABLE outbox ALTER COLUMN content SET STORAGE EXTERNAL; -- ciphertext does not compress
ALTER TABLE outbox ADD CONSTRAINT outbox_content CHECK ((content IS NULL) = (content_key IS NULL));
ALTER TABLE outbox ADD CONSTRAINT outbox_content_of_message CHECK (content IS NULL OR message_id IS NOT NULL);

ALTER TABLE inbox DROP COLUMN content;
ALTER TABLE inbox ADD COLUMN content bytea;           -- the verified content (compact JWS), encrypted: evidence
ALTER TABLE inbox ADD COLUMN content_key integer;
ALTER TABLE inbox ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE inbox ADD CONSTRAINT inbox_content CHECK ((content IS NULL) = (content_key IS NULL));

COMMENT ON COLUMN outbox.body IS 'Readable only while it waits for its number: gone once it is sealed or given up.';
`,
} as const;
