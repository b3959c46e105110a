/**
 * Erasure needs its entry: both functions read what to erase from the leaf of an ERASURE or PERIOD_ERASURE that was
 * appended before, so the application's role can erase nothing that the log does not say was erased.
 */
export const createErasure = `
CREATE FUNCTION audit_erase(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH ordered AS (
    SELECT convert_from(o.leaf, 'UTF8')::jsonb AS entry FROM audit_entry o WHERE o.event_id = erasure AND o.type = 'ERASURE'
  ), chosen AS MATERIALIZED (
    SELECT e.entry_id, o.entry ->> 'group' AS "group"
    FROM ordered o JOIN audit_entry e ON e.event_id = (o.entry ->> 'target')::uuid
  ), forgotten AS (
    DELETE FROM audit_pseudonym p USING chosen c WHERE p.entry_id = c.entry_id AND p."group" = c."group"
  ), erased AS (
    DELETE FROM audit_detail d USING chosen c WHERE d.entry_id = c.entry_id AND d."group" = c."group" RETURNING 1
  )
  SELECT count(*)::integer FROM erased;
END;

CREATE FUNCTION audit_erase_period(erasure uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH ordered AS (
    SELECT convert_from(o.leaf, 'UTF8')::jsonb AS entry
    FROM audit_entry o WHERE o.event_id = erasure AND o.type = 'PERIOD_ERASURE'
  ), destroyed AS (
    UPDATE audit_dek k SET wrapped = NULL, erased_by = erasure FROM ordered o
    WHERE k.month = o.entry ->> 'month' AND k."group" = o.entry ->> 'group' AND k.wrapped IS NOT NULL
    RETURNING k.id
  ), erased AS (
    DELETE FROM audit_detail d USING destroyed k WHERE d.dek_id = k.id RETURNING d.entry_id, d."group"
  ), forgotten AS (
    DELETE FROM audit_pseudonym p USING erased e WHERE p.entry_id = e.entry_id AND p."group" = e."group"
  )
  SELECT count(*)::integer FROM erased;
END;
REVOKE ALL ON FUNCTION audit_erase, audit_erase_period FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_erase, audit_erase_period TO crex_app;
`;
