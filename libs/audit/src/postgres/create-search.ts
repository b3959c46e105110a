/**
 * What an auditor searches by, derived from the leaves inside `audit_append`, so that no search column can say something
 * else than the leaf. One entry costs one narrow row: the words that it can be found by (its facet) stand once in
 * `audit_facet`, its row in `audit_search` is facet, time and number. A search reads, of each facet that it wants, only
 * the newest rows, so ten million entries cost as much as ten thousand.
 */
const createTables = `
CREATE TABLE audit_facet (
  facet       bigint NOT NULL,
  type        text NOT NULL,
  sender      text,
  recipient   text,
  purpose     text,
  legal_basis text,
  outcome     text
);
-- not unique: two open transactions that need the same new facet both write it, and neither waits for the other
CREATE INDEX audit_facet_by_number ON audit_facet (facet);
COMMENT ON TABLE audit_facet IS 'The combinations of words by which entries are found. A combination may stand more than once.';

CREATE TABLE audit_search (
  facet    bigint NOT NULL,
  at       bigint NOT NULL,
  entry_id bigint NOT NULL,
  PRIMARY KEY (facet, at, entry_id)
);
COMMENT ON TABLE audit_search IS 'One row for each entry: its facet and time. Derived from the leaves.';

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_facet
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_search
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
REVOKE ALL ON audit_facet, audit_search FROM PUBLIC;
GRANT SELECT ON audit_facet, audit_search TO crex_app;
`;

/** The facet of an entry. An OUTCOME says nothing of purpose and basis itself: it is found by those of its question. */
const createFacetOf = `
CREATE FUNCTION audit_facet_of(entry jsonb, question jsonb)
RETURNS TABLE (facet bigint, type text, sender text, recipient text, purpose text, legal_basis text, outcome text, at bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT hashtextextended(
           w.type || '|' || coalesce(w.sender, '') || '|' || coalesce(w.recipient, '') || '|' || coalesce(w.purpose, '')
             || '|' || coalesce(w.legal_basis, '') || '|' || coalesce(w.outcome, ''), 0),
         w.type, w.sender, w.recipient, w.purpose, w.legal_basis, w.outcome, (entry ->> 'at')::bigint
  FROM (SELECT entry ->> 'type' AS type, entry ->> 'from' AS sender,
               coalesce(entry ->> 'to', entry ->> 'by') AS recipient,
               coalesce(entry ->> 'purpose', question ->> 'purpose') AS purpose,
               coalesce(entry ->> 'legalBasis', question ->> 'legalBasis') AS legal_basis,
               CASE entry ->> 'type' WHEN 'NO_RECORD' THEN 'NO_RECORD' ELSE entry ->> 'outcome' END AS outcome) AS w;
END;
REVOKE ALL ON FUNCTION audit_facet_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_facet_of TO crex_app;
`;

/**
 * Pseudonyms get facet and time too, so that "this official, that purpose, that outcome" reads no other rows. Those of a
 * case are erased with the part in which the case stands (detail). An OUTCOME has no parts: it takes over the pseudonyms
 * of its question and loses them with its question's parts.
 */
const widenPseudonyms = `
ALTER TABLE audit_pseudonym DISABLE TRIGGER no_update;
ALTER TABLE audit_pseudonym ADD COLUMN facet bigint, ADD COLUMN at bigint,
  DROP CONSTRAINT audit_pseudonym_pkey,
  DROP CONSTRAINT audit_pseudonym_group_check,
  ADD CONSTRAINT audit_pseudonym_group_check CHECK ("group" IN ('subject', 'actor', 'detail'));
`;

const fillFromLeaves = `
CREATE TEMPORARY TABLE audit_derived ON COMMIT DROP AS
  WITH parsed AS MATERIALIZED ( -- parsed once: the function's body takes the place of its call
    SELECT e.entry_id, a.entry_id AS question_id,
           convert_from(e.leaf, 'UTF8')::jsonb AS entry, convert_from(a.leaf, 'UTF8')::jsonb AS question
    FROM audit_entry e LEFT JOIN audit_entry a ON e.type = 'OUTCOME' AND a.event_id = e.event_id AND a.type = 'ASK'
  )
  SELECT p.entry_id, p.question_id, f.* FROM parsed p CROSS JOIN LATERAL audit_facet_of(p.entry, p.question) AS f;
INSERT INTO audit_facet (facet, type, sender, recipient, purpose, legal_basis, outcome)
  SELECT DISTINCT facet, type, sender, recipient, purpose, legal_basis, outcome FROM audit_derived;
INSERT INTO audit_search (facet, at, entry_id) SELECT facet, at, entry_id FROM audit_derived;
UPDATE audit_pseudonym p SET facet = d.facet, at = d.at FROM audit_derived d WHERE d.entry_id = p.entry_id;
INSERT INTO audit_pseudonym ("group", pseudonym, facet, at, entry_id)
  SELECT p."group", p.pseudonym, d.facet, d.at, d.entry_id
  FROM audit_derived d JOIN audit_pseudonym p ON p.entry_id = d.question_id;

ALTER TABLE audit_pseudonym ALTER COLUMN facet SET NOT NULL, ALTER COLUMN at SET NOT NULL,
  ADD PRIMARY KEY (pseudonym, facet, at, entry_id);
ALTER TABLE audit_pseudonym ENABLE TRIGGER no_update;
`;

export const createSearch = createTables + createFacetOf + widenPseudonyms + fillFromLeaves;

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
