/**
 * What follows from the leaves, computed on the fly, and what a reader asks: the rows that are kept and those of the
 * entries that wait. An entry is in one of both, at any moment, so nothing is found twice and nothing is missed, however
 * long the sequencer stands still.
 */
export const derivedViews = `
CREATE FUNCTION audit_references_of(entry jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT f.value FROM jsonb_each_text(entry) AS f (name, value)
  WHERE f.name IN ('messageId', 'contentDigest', 'requestDigest', 'bodyDigest', 'slipDigest', 'sealedDigest',
                   'lineDigest', 'fileDigest', 'keyDigest', 'peerLeaf', 'target');
END;
CREATE FUNCTION audit_names_of(subject bytea, actor bytea, detail bytea) RETURNS TABLE ("group" text, pseudonym bytea)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT part."group", substring(part.names FROM byte FOR 32)
  FROM (VALUES ('subject', subject), ('actor', actor), ('detail', detail)) AS part ("group", names)
  CROSS JOIN LATERAL generate_series(1, octet_length(part.names), 32) AS byte;
END;
REVOKE ALL ON FUNCTION audit_references_of, audit_names_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_references_of, audit_names_of TO crex_app;

CREATE VIEW audit_waiting AS
  WITH parsed AS MATERIALIZED ( -- parsed once: the function's body takes the place of its call
    SELECT e.entry_id, a.entry_id AS question_id, convert_from(e.leaf, 'UTF8')::jsonb AS entry,
           convert_from(a.leaf, 'UTF8')::jsonb AS question
    FROM audit_pending q JOIN audit_entry e ON e.entry_id = q.entry_id
    LEFT JOIN audit_entry a ON e.type = 'OUTCOME' AND a.event_id = e.event_id AND a.type = 'ASK'
  )
  SELECT p.entry_id, p.question_id, f.* FROM parsed p CROSS JOIN LATERAL audit_facet_of(p.entry, p.question) f;
COMMENT ON VIEW audit_waiting IS 'The words by which entries that wait for their place in the tree are found, and of an OUTCOME its question.';

CREATE VIEW audit_named AS
  SELECT r.reference, r.entry_id FROM audit_reference r
  UNION ALL
  SELECT reference, e.entry_id FROM audit_pending q JOIN audit_entry e ON e.entry_id = q.entry_id
    CROSS JOIN LATERAL audit_references_of(convert_from(e.leaf, 'UTF8')::jsonb) AS reference;
COMMENT ON VIEW audit_named IS 'Which entries name a message id, a digest or another event: audit_reference, and what waits.';

CREATE VIEW audit_waiting_pseudonym AS
  SELECT n."group", n.pseudonym, q.entry_id FROM audit_pending q
    CROSS JOIN LATERAL audit_names_of(q.subject_names, q.actor_names, q.detail_names) n
  UNION ALL
  SELECT p."group", p.pseudonym, w.entry_id FROM audit_waiting w JOIN audit_pseudonym p ON p.entry_id = w.question_id
  UNION ALL
  SELECT n."group", n.pseudonym, w.entry_id FROM audit_waiting w JOIN audit_pending q ON q.entry_id = w.question_id
    CROSS JOIN LATERAL audit_names_of(q.subject_names, q.actor_names, q.detail_names) n;
COMMENT ON VIEW audit_waiting_pseudonym IS 'The pseudonyms of the entries that wait, an OUTCOME having those of its question.';

REVOKE ALL ON audit_waiting, audit_named, audit_waiting_pseudonym FROM PUBLIC;
GRANT SELECT ON audit_waiting, audit_named, audit_waiting_pseudonym TO crex_app;
`;

/**
 * An entry leaves the queue with its place in the tree, and then what was computed on the fly is kept: nobody who takes
 * it out can forget that. The rows of the queue are those that the DELETE has locked, so an erasure that emptied them is
 * seen, and one that comes later finds the rows that are kept.
 */
export const deriveWhenPlaced = `
CREATE OR REPLACE FUNCTION audit_refuse_loss() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g WHERE NOT EXISTS (SELECT FROM public.tlog_leaf l WHERE l.entry_id = g.entry_id)) THEN
    RAISE EXCEPTION 'an entry leaves the queue when it has its place in the tree, not before'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH parsed AS MATERIALIZED (
    SELECT g.*, convert_from(e.leaf, 'UTF8')::jsonb AS entry, convert_from(a.leaf, 'UTF8')::jsonb AS question
    FROM gone g JOIN public.audit_entry e ON e.entry_id = g.entry_id
    LEFT JOIN public.audit_entry a ON e.type = 'OUTCOME' AND a.event_id = e.event_id AND a.type = 'ASK'
  ), derived AS MATERIALIZED (
    SELECT p.*, f.* FROM parsed p CROSS JOIN LATERAL public.audit_facet_of(p.entry, p.question) f
  ), referenced AS (
    INSERT INTO public.audit_reference (reference, entry_id)
    SELECT r.reference, d.entry_id FROM derived d CROSS JOIN LATERAL public.audit_references_of(d.entry) AS r (reference)
  ), facets AS (
    INSERT INTO public.audit_facet (facet, type, sender, recipient, purpose, legal_basis, outcome)
    SELECT DISTINCT d.facet, d.type, d.sender, d.recipient, d.purpose, d.legal_basis, d.outcome FROM derived d
    WHERE NOT EXISTS (SELECT FROM public.audit_facet k WHERE k.facet = d.facet)
  ), searchable AS (
    INSERT INTO public.audit_search (facet, at, entry_id) SELECT d.facet, d.at, d.entry_id FROM derived d
  )
  INSERT INTO public.audit_pseudonym ("group", pseudonym, facet, at, entry_id)
    SELECT n."group", n.pseudonym, d.facet, d.at, d.entry_id
    FROM derived d CROSS JOIN LATERAL public.audit_names_of(d.subject_names, d.actor_names, d.detail_names) n;
  -- after the others: a question may be of this very batch
  INSERT INTO public.audit_pseudonym ("group", pseudonym, facet, at, entry_id)
    SELECT p."group", p.pseudonym, f.facet, f.at, e.entry_id
    FROM gone g JOIN public.audit_entry e ON e.entry_id = g.entry_id
    JOIN public.audit_entry a ON e.type = 'OUTCOME' AND a.event_id = e.event_id AND a.type = 'ASK'
    JOIN public.audit_pseudonym p ON p.entry_id = a.entry_id
    CROSS JOIN LATERAL public.audit_facet_of(convert_from(e.leaf, 'UTF8')::jsonb, convert_from(a.leaf, 'UTF8')::jsonb) f
    -- locked, so that an erasure of the question's parts and this see each other whichever comes first
    FOR KEY SHARE OF p;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_forget(erasure uuid) RETURNS void LANGUAGE sql VOLATILE
BEGIN ATOMIC
  -- those that wait first: whoever is just keeping them is waited for, and what it has kept is seen by the next statement
  UPDATE audit_pending q
    SET subject_names = CASE r."group" WHEN 'subject' THEN NULL ELSE q.subject_names END,
        actor_names = CASE r."group" WHEN 'actor' THEN NULL ELSE q.actor_names END,
        detail_names = CASE r."group" WHEN 'detail' THEN NULL ELSE q.detail_names END
    FROM audit_reached_by(erasure) r WHERE q.entry_id = r.entry_id;
  -- twice: the first waits for whoever is taking over what it deletes, the second, with a snapshot of its own, sees that
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
  DELETE FROM audit_pseudonym p USING audit_reached_by(erasure) r WHERE p.entry_id = r.entry_id AND p."group" = r."group";
END;
REVOKE ALL ON FUNCTION audit_forget FROM PUBLIC;

CREATE OR REPLACE FUNCTION audit_erase(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT audit_forget(erasure);
  WITH erased AS (
    DELETE FROM audit_detail d USING audit_reached_by(erasure) r
    WHERE d.entry_id = r.entry_id AND d."group" = r."group" RETURNING 1
  )
  SELECT count(*)::integer FROM erased;
END;

CREATE OR REPLACE FUNCTION audit_erase_period(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT audit_forget(erasure);
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
