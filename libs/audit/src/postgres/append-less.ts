import { derivedViews, deriveWhenPlaced } from './derive-when-placed.js';

/**
 * Whoever appends writes only what nobody else knows: entry, queue and parts. What follows from the leaf (references,
 * search words, what an OUTCOME takes over from its question) is derived when the entry leaves the queue, many at once;
 * until then whoever searches derives it on the fly (derive-when-placed.ts).
 *
 * PostgreSQL reads the text of CHECK constraints and generated columns anew in every INSERT, which took a fifth of an
 * append: audit_append and tlog_open_epoch, the only ways in, compute and check the same.
 */
const slimEntry = `
ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_leaf_check,
  ALTER COLUMN leaf_hash DROP EXPRESSION, ALTER COLUMN leaf_hash SET NOT NULL;
`;

/** The pseudonyms of an entry wait with it, 32 bytes each after the other. All that may change in the queue is that an erasure empties them. */
const widenQueue = `
ALTER TABLE audit_pending ADD COLUMN subject_names bytea, ADD COLUMN actor_names bytea, ADD COLUMN detail_names bytea;
DROP TRIGGER no_change ON audit_pending;
CREATE TRIGGER no_truncation BEFORE TRUNCATE ON audit_pending
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE ON audit_pending FOR EACH ROW
  WHEN (NEW.entry_id <> OLD.entry_id
    OR NEW.subject_names IS NOT NULL AND NEW.subject_names IS DISTINCT FROM OLD.subject_names
    OR NEW.actor_names IS NOT NULL AND NEW.actor_names IS DISTINCT FROM OLD.actor_names
    OR NEW.detail_names IS NOT NULL AND NEW.detail_names IS DISTINCT FROM OLD.detail_names)
  EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER no_truncation;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER no_change;
-- whoever extends the tree does not read pseudonyms
REVOKE SELECT ON audit_pending FROM crex_log;
GRANT SELECT (entry_id) ON audit_pending TO crex_log;
`;

/** What waits at this moment was derived when it was appended: it goes back, to be derived like all else. */
const underive = `
ALTER TABLE audit_pseudonym DISABLE TRIGGER no_update;
ALTER TABLE audit_reference DISABLE TRIGGER insert_only;
ALTER TABLE audit_search DISABLE TRIGGER insert_only;
ALTER TABLE audit_pending DISABLE TRIGGER no_change;
UPDATE audit_pending q SET subject_names = n.subject, actor_names = n.actor, detail_names = n.detail
FROM (SELECT p.entry_id, string_agg(p.pseudonym, '') FILTER (WHERE p."group" = 'subject') AS subject,
        string_agg(p.pseudonym, '') FILTER (WHERE p."group" = 'actor') AS actor,
        string_agg(p.pseudonym, '') FILTER (WHERE p."group" = 'detail') AS detail
      FROM audit_pseudonym p JOIN audit_entry e ON e.entry_id = p.entry_id
      WHERE e.type <> 'OUTCOME' GROUP BY p.entry_id) n
WHERE n.entry_id = q.entry_id;
DELETE FROM audit_pseudonym p USING audit_pending q WHERE p.entry_id = q.entry_id;
DELETE FROM audit_reference r USING audit_pending q WHERE r.entry_id = q.entry_id;
DELETE FROM audit_search s USING audit_pending q WHERE s.entry_id = q.entry_id;
ALTER TABLE audit_pseudonym ENABLE ALWAYS TRIGGER no_update;
ALTER TABLE audit_reference ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE audit_search ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER no_change;
`;

/**
 * The only way in: one leaf with its parts, in the caller's transaction; a batch calls it once for each. No lock, no
 * notification, no counter but the identity. Type and event are read from the leaf itself, so no column can say something
 * else than the leaf. Every table is named with its schema, so no temporary table and no search_path of a caller can put
 * another in its place. Short statements one after the other: plpgsql keeps their plans, and each costs what it writes.
 */
const appendOne = `
DROP FUNCTION audit_append;
CREATE FUNCTION audit_append(
  leaf bytea,
  -- of each part its period key, its ciphertext, and the pseudonyms that are erased with it
  subject_key integer, subject bytea, subject_names bytea,
  actor_key   integer, actor   bytea, actor_names   bytea,
  detail_key  integer, detail  bytea, detail_names  bytea
) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  entry  CONSTANT jsonb := convert_from(leaf, 'UTF8')::jsonb;
  -- RFC 9162 2.1.1: computed here too, so that leaf and hash cannot part
  hash   CONSTANT bytea := sha256('\\x00'::bytea || leaf);
  number bigint;
BEGIN
  IF octet_length(leaf) > 65535 THEN
    RAISE EXCEPTION 'a leaf has at most 65535 bytes' USING ERRCODE = 'check_violation';
  END IF;
  IF octet_length(subject_names) % 32 > 0 OR octet_length(actor_names) % 32 > 0 OR octet_length(detail_names) % 32 > 0 THEN
    RAISE EXCEPTION 'a pseudonym has 32 bytes' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO public.audit_entry (event_id, type, leaf, leaf_hash)
    VALUES ((entry ->> 'eventId')::uuid, entry ->> 'type', leaf, hash) RETURNING entry_id INTO number;
  INSERT INTO public.audit_pending (entry_id, subject_names, actor_names, detail_names)
    VALUES (number, subject_names, actor_names, detail_names);
  IF subject IS NOT NULL OR actor IS NOT NULL OR detail IS NOT NULL THEN
    INSERT INTO public.audit_detail (entry_id, "group", dek_id, ciphertext)
      SELECT number, part."group",
             -- a destroyed key must not take new parts: NULL is refused by the column
             (SELECT k.id FROM public.audit_dek k WHERE k.id = part.key AND k."group" = part."group" AND k.wrapped IS NOT NULL),
             part.ciphertext
      FROM (VALUES ('subject', subject_key, subject), ('actor', actor_key, actor), ('detail', detail_key, detail))
        AS part ("group", key, ciphertext)
      WHERE part.ciphertext IS NOT NULL;
  END IF;
  RETURN hash;
END $$;
REVOKE ALL ON FUNCTION audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_append TO crex_app;
`;

/** As in append-with-search.ts, with the hash, which the table computed before. */
const openEpoch = `
CREATE OR REPLACE FUNCTION tlog_open_epoch(new_epoch integer, start bytea) RETURNS TABLE (leaf_hash bytea)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH given AS MATERIALIZED (
    SELECT convert_from(start, 'UTF8')::jsonb AS entry
  ), named AS MATERIALIZED (
    SELECT g.entry, g.entry ->> 'origin' AS origin, (g.entry ->> 'eventId')::uuid AS event_id FROM given g
    WHERE g.entry ->> 'type' = 'EPOCH_START' AND octet_length(start) <= 65535
      AND NOT EXISTS (SELECT 1 FROM tlog_epoch e WHERE e.epoch >= new_epoch)
  ), opened AS (
    INSERT INTO tlog_epoch (epoch, origin, opened_by) SELECT new_epoch, n.origin, n.event_id FROM named n
  ), written AS (
    INSERT INTO audit_entry (event_id, type, leaf, leaf_hash)
    SELECT n.event_id, 'EPOCH_START', start, sha256('\\x00'::bytea || start) FROM named n
    RETURNING entry_id, leaf_hash
  ), derived AS MATERIALIZED (
    SELECT w.entry_id, f.* FROM written w CROSS JOIN named n CROSS JOIN LATERAL audit_facet_of(n.entry, NULL) AS f
  ), facets AS (
    INSERT INTO audit_facet (facet, type, sender, recipient, purpose, legal_basis, outcome)
    SELECT d.facet, d.type, d.sender, d.recipient, d.purpose, d.legal_basis, d.outcome FROM derived d
    WHERE NOT EXISTS (SELECT FROM audit_facet k WHERE k.facet = d.facet)
  ), searchable AS (
    INSERT INTO audit_search (facet, at, entry_id) SELECT d.facet, d.at, d.entry_id FROM derived d
  ), placed AS (
    INSERT INTO tlog_leaf (epoch, log_index, entry_id) SELECT new_epoch, 0, w.entry_id FROM written w
  ), tiled AS (
    INSERT INTO tlog_tile (epoch, level, idx, data) SELECT new_epoch, 0, 0, w.leaf_hash FROM written w
  ), grown AS (
    INSERT INTO tlog_tree (epoch, size, root) SELECT new_epoch, 1, w.leaf_hash FROM written w
  )
  SELECT w.leaf_hash FROM written w;
END;
`;

/** Tables, what waits in them, and the functions that write them from now on. */
export const appendLess = [slimEntry, widenQueue, underive, derivedViews, deriveWhenPlaced, appendOne, openEpoch].join(
  '',
);
