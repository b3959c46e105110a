/**
 * The only way in. One call takes a batch of leaves with their parts, in the caller's transaction: no lock, no
 * notification, no counter but the identity. Type, event and references are read from the leaf itself, so no column can
 * say something else than the leaf. The body is parsed once, at creation (BEGIN ATOMIC), so no temporary table and no
 * search_path of a caller can put another table in place of these.
 */
export const createAppend = `
CREATE FUNCTION audit_append(
  leaves          bytea[],
  part_of         integer[],  -- position of its leaf, from 1
  part_group      text[],
  part_key        integer[],
  part_ciphertext bytea[],
  pseudonym_of    integer[],
  pseudonym_group text[],
  pseudonym_value bytea[]
) RETURNS TABLE (ordinal integer, leaf_hash bytea)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH given AS MATERIALIZED (
    SELECT l.ordinal, l.leaf, convert_from(l.leaf, 'UTF8')::jsonb AS entry
    FROM unnest(leaves) WITH ORDINALITY AS l (leaf, ordinal)
  ), named AS MATERIALIZED (
    SELECT g.ordinal, g.leaf, g.entry, (g.entry ->> 'eventId')::uuid AS event_id, g.entry ->> 'type' AS type
    FROM given g
  ), written AS (
    INSERT INTO audit_entry (event_id, type, leaf)
    SELECT n.event_id, n.type, n.leaf FROM named n ORDER BY n.ordinal
    RETURNING entry_id, event_id, type, leaf_hash
  ), numbered AS MATERIALIZED (
    SELECT n.ordinal::integer AS ordinal, n.entry, w.entry_id, w.leaf_hash
    FROM written w JOIN named n ON n.event_id = w.event_id AND n.type = w.type
  ), queued AS (
    INSERT INTO audit_pending (entry_id) SELECT n.entry_id FROM numbered n
  ), referenced AS (
    INSERT INTO audit_reference (reference, entry_id)
    SELECT DISTINCT f.value, n.entry_id FROM numbered n, jsonb_each_text(n.entry) AS f (name, value)
    WHERE f.name IN ('messageId', 'contentDigest', 'requestDigest', 'bodyDigest', 'slipDigest', 'sealedDigest',
                     'lineDigest', 'fileDigest', 'keyDigest', 'peerLeaf', 'target')
  ), parts AS (
    INSERT INTO audit_detail (entry_id, "group", dek_id, ciphertext)
    SELECT n.entry_id, p."group",
           -- a destroyed key must not take new parts: NULL is refused by the column
           (SELECT k.id FROM audit_dek k WHERE k.id = p.key AND k.wrapped IS NOT NULL),
           p.ciphertext
    FROM unnest(part_of, part_group, part_key, part_ciphertext) AS p (ordinal, "group", key, ciphertext)
    JOIN numbered n ON n.ordinal = p.ordinal
  ), pseudonyms AS (
    INSERT INTO audit_pseudonym ("group", pseudonym, entry_id)
    SELECT DISTINCT p."group", p.value, n.entry_id
    FROM unnest(pseudonym_of, pseudonym_group, pseudonym_value) AS p (ordinal, "group", value)
    JOIN numbered n ON n.ordinal = p.ordinal
  )
  SELECT n.ordinal, n.leaf_hash FROM numbered n;
END;
REVOKE ALL ON FUNCTION audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_append TO crex_app;
`;
