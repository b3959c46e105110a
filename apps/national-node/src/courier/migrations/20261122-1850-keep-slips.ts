export const keepSlips = {
  name: '20261122-1850-keep-slips',
  sql: `
-- The signed slip is kept with the signed content, in one ciphertext. Rows without their slips cannot be completed.
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM outbox WHERE content IS NOT NULL) OR EXISTS (SELECT 1 FROM inbox WHERE content IS NOT NULL) THEN
    RAISE EXCEPTION 'this database keeps contents without their slips, from before the first release: start with an empty one';
  END IF;
END $$;

COMMENT ON COLUMN outbox.content IS 'Signed slip, line feed, signed content (compact JWS), encrypted: evidence.';
COMMENT ON COLUMN inbox.content IS 'Signed slip, line feed, signed content (compact JWS), encrypted; of a refused question perhaps the slip alone: evidence.';
`,
} as const;
