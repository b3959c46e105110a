import { appendWithSearch, eraseWithSearch, openEpochWithSearch } from './append-with-search.js';

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
ALTER TABLE audit_facet ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE audit_search ENABLE ALWAYS TRIGGER insert_only;
REVOKE ALL ON audit_facet, audit_search FROM PUBLIC;
GRANT SELECT ON audit_facet, audit_search TO crex_app, crex_log;
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
GRANT EXECUTE ON FUNCTION audit_facet_of TO crex_app, crex_log;
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
ALTER TABLE audit_pseudonym ENABLE ALWAYS TRIGGER no_update;
-- enough to check them against the leaves; not the pseudonyms
GRANT SELECT (facet, at, entry_id) ON audit_pseudonym TO crex_log;
`;

/** Tables, what the log already holds, and the functions that fill them from now on. */
export const createSearch = [
  createTables,
  createFacetOf,
  widenPseudonyms,
  fillFromLeaves,
  appendWithSearch,
  eraseWithSearch,
  openEpochWithSearch,
].join('');
