/** As in create-append.ts, and the search rows. */
export const appendWithSearch = `
CREATE OR REPLACE FUNCTION audit_append(
  leaves          bytea[],
  part_of         integer[],  -- position of its leaf, from 1
  part_group      text[],
  part_key        integer[],
  part_ciphertext bytea[],
  pseudonym_of    integer[],
  pseudonym_group text[],     -- the part with which it is erased
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
    SELECT n.ordinal::integer AS ordinal, n.entry, n.event_id, n.type, w.entry_id, w.leaf_hash
    FROM written w JOIN named n ON n.event_id = w.event_id AND n.type = w.type
  ), queued AS (
    INSERT INTO audit_pending (entry_id) SELECT n.entry_id FROM numbered n
  ), referenced AS (
    INSERT INTO audit_reference (reference, entry_id)
    SELECT DISTINCT f.value, n.entry_id FROM numbered n, jsonb_each_text(n.entry) AS f (name, value)
    WHERE f.name IN ('messageId', 'contentDigest', 'requestDigest', 'bodyDigest', 'slipDigest', 'sealedDigest',
                     'lineDigest', 'fileDigest', 'keyDigest', 'peerLeaf', 'target')
  ), questions AS MATERIALIZED (
    -- written earlier, or in this very batch, which a statement does not see in the table
    SELECT n.entry_id, a.entry_id AS question_id, convert_from(a.leaf, 'UTF8')::jsonb AS question
    FROM numbered n JOIN audit_entry a ON a.event_id = n.event_id AND a.type = 'ASK' WHERE n.type = 'OUTCOME'
    UNION ALL
    SELECT n.entry_id, a.entry_id, a.entry FROM numbered n JOIN numbered a ON a.event_id = n.event_id AND a.type = 'ASK'
    WHERE n.type = 'OUTCOME'
  ), derived AS MATERIALIZED (
    SELECT n.ordinal, n.entry_id, q.question_id, f.*
    FROM numbered n LEFT JOIN questions q ON q.entry_id = n.entry_id
    CROSS JOIN LATERAL audit_facet_of(n.entry, q.question) AS f
  ), facets AS (
    INSERT INTO audit_facet (facet, type, sender, recipient, purpose, legal_basis, outcome)
    SELECT DISTINCT d.facet, d.type, d.sender, d.recipient, d.purpose, d.legal_basis, d.outcome FROM derived d
    WHERE NOT EXISTS (SELECT FROM audit_facet k WHERE k.facet = d.facet)
  ), searchable AS (
    INSERT INTO audit_search (facet, at, entry_id) SELECT d.facet, d.at, d.entry_id FROM derived d
  ), parts AS (
    INSERT INTO audit_detail (entry_id, "group", dek_id, ciphertext)
    SELECT n.entry_id, p."group",
           -- a destroyed key must not take new parts: NULL is refused by the column
           (SELECT k.id FROM audit_dek k WHERE k.id = p.key AND k.wrapped IS NOT NULL),
           p.ciphertext
    FROM unnest(part_of, part_group, part_key, part_ciphertext) AS p (ordinal, "group", key, ciphertext)
    JOIN numbered n ON n.ordinal = p.ordinal
  ), own AS (
    SELECT DISTINCT d.entry_id, p."group", p.value AS pseudonym
    FROM unnest(pseudonym_of, pseudonym_group, pseudonym_value) AS p (ordinal, "group", value)
    JOIN derived d ON d.ordinal = p.ordinal
  ), inherited AS (
    -- locked, so that an erasure of the question's parts and this entry see each other whichever comes first
    SELECT d.entry_id, p."group", p.pseudonym
    FROM derived d JOIN audit_pseudonym p ON p.entry_id = d.question_id
    FOR KEY SHARE OF p
  ), pseudonyms AS (
    INSERT INTO audit_pseudonym ("group", pseudonym, facet, at, entry_id)
    SELECT o."group", o.pseudonym, d.facet, d.at, d.entry_id
    FROM (TABLE own UNION ALL TABLE inherited
          UNION ALL SELECT d.entry_id, o."group", o.pseudonym FROM derived d JOIN own o ON o.entry_id = d.question_id) AS o
    JOIN derived d ON d.entry_id = o.entry_id
  )
  SELECT n.ordinal, n.leaf_hash FROM numbered n;
END;
`;

/**
 * As in create-erasure.ts, with the pseudonyms that an OUTCOME took over. They are deleted twice: the first statement
 * waits for every append that is taking over what it deletes, the second, with a snapshot of its own, sees what those wrote.
 */
export const eraseWithSearch = `
CREATE FUNCTION audit_reached_by(erasure uuid) RETURNS TABLE (entry_id bigint, "group" text)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT e.entry_id, o.entry ->> 'group'
  FROM (SELECT convert_from(leaf, 'UTF8')::jsonb AS entry FROM audit_entry WHERE event_id = erasure AND type = 'ERASURE') o
  JOIN audit_entry e ON e.event_id = (o.entry ->> 'target')::uuid
  UNION ALL
  SELECT r.entry_id, k."group"
  FROM (SELECT convert_from(leaf, 'UTF8')::jsonb AS entry FROM audit_entry
        WHERE event_id = erasure AND type = 'PERIOD_ERASURE') o
  JOIN audit_dek k ON k.month = o.entry ->> 'month' AND k."group" = o.entry ->> 'group'
  JOIN audit_detail d ON d.dek_id = k.id
  JOIN audit_entry e ON e.entry_id = d.entry_id
  JOIN audit_entry r ON r.event_id = e.event_id AND (r.entry_id = e.entry_id OR r.type = 'OUTCOME');
END;
REVOKE ALL ON FUNCTION audit_reached_by FROM PUBLIC;

CREATE OR REPLACE FUNCTION audit_erase(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
  WITH erased AS (
    DELETE FROM audit_detail d USING audit_reached_by(erasure) r
    WHERE d.entry_id = r.entry_id AND d."group" = r."group" RETURNING 1
  )
  SELECT count(*)::integer FROM erased;
END;

CREATE OR REPLACE FUNCTION audit_erase_period(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
  WITH ordered AS (
    SELECT convert_from(o.leaf, 'UTF8')::jsonb AS entry
    FROM audit_entry o WHERE o.event_id = erasure AND o.type = 'PERIOD_ERASURE'
  ), destroyed AS (
    UPDATE audit_dek k SET wrapped = NULL, erased_by = erasure FROM ordered o
    WHERE k.month = o.entry ->> 'month' AND k."group" = o.entry ->> 'group' AND k.wrapped IS NOT NULL
    RETURNING k.id
  ), erased AS (
    DELETE FROM audit_detail d USING destroyed k WHERE d.dek_id = k.id RETURNING 1
  )
  SELECT count(*)::integer FROM erased;
END;
`;

/** As in create-tree.ts, and the search row of the EPOCH_START, which does not come through audit_append. */
export const openEpochWithSearch = `
CREATE OR REPLACE FUNCTION tlog_open_epoch(new_epoch integer, start bytea) RETURNS TABLE (leaf_hash bytea)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH given AS MATERIALIZED (
    SELECT convert_from(start, 'UTF8')::jsonb AS entry
  ), named AS MATERIALIZED (
    SELECT g.entry, g.entry ->> 'origin' AS origin, (g.entry ->> 'eventId')::uuid AS event_id FROM given g
    WHERE g.entry ->> 'type' = 'EPOCH_START' AND NOT EXISTS (SELECT 1 FROM tlog_epoch e WHERE e.epoch >= new_epoch)
  ), opened AS (
    INSERT INTO tlog_epoch (epoch, origin, opened_by) SELECT new_epoch, n.origin, n.event_id FROM named n
  ), written AS (
    INSERT INTO audit_entry (event_id, type, leaf) SELECT n.event_id, 'EPOCH_START', start FROM named n
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
