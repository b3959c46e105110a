-- The two views by which CREX follows that database (docs/record-sources.md), and the role that may read them.
CREATE SCHEMA crex;

-- A row is shown when no transaction that began before it can still commit: so no change is passed over, whatever the order
-- in which transactions end.
CREATE VIEW crex.person AS
SELECT
  p.cambio::text::bigint AS change_number,
  p.id_persona::text COLLATE "C" AS person_id,
  CASE WHEN NOT p.baja THEN jsonb_strip_nulls(jsonb_build_object(
    'names', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'full', concat_ws(' ', p.nombres, p.apellido1, p.apellido2),
      'given', to_jsonb(string_to_array(p.nombres, ' ')),
      'surname1', p.apellido1,
      'surname2', p.apellido2,
      'kind', 'legal'))),
    'sex', CASE p.sexo WHEN 'M' THEN 1 WHEN 'F' THEN 2 ELSE 0 END,
    'birthDate', to_char(p.fecha_nacimiento, 'YYYY-MM-DD'),
    'birthPlace', jsonb_strip_nulls(jsonb_build_object('country', 'AR', 'town', p.localidad)),
    'nationalities', jsonb_build_array('AR'),
    'documents', CASE WHEN p.dni IS NULL THEN '[]'::jsonb
      ELSE jsonb_build_array(jsonb_build_object('country', 'AR', 'type', 'AR_DNI', 'number', p.dni)) END,
    'mother', CASE WHEN p.nombre_madre IS NOT NULL THEN jsonb_build_object('full', p.nombre_madre, 'kind', 'legal') END
  )) END AS identity
FROM antecedentes.persona p
WHERE p.cambio < pg_snapshot_xmin(pg_current_snapshot());

CREATE VIEW crex.conviction AS
SELECT
  s.id_persona::text COLLATE "C" AS person_id,
  jsonb_build_object(
    'id', 'AR:' || s.juzgado || ':' || s.id_sentencia,
    'convictingCountry', 'AR',
    'recordKind', 'FINAL_CONVICTION',
    'fileNumber', s.expediente,
    'decisionDate', to_char(s.fecha, 'YYYY-MM-DD'),
    'finalDate', to_char(s.firme, 'YYYY-MM-DD'),
    'decidingAuthority', jsonb_build_object('code', s.juzgado, 'name', jsonb_build_array(
      jsonb_build_object('language', 'es', 'value', s.nombre_juzgado))),
    'transmittable', jsonb_build_object(
      'criminal', CASE WHEN s.reservada THEN 'N' ELSE 'Y' END, 'other', CASE WHEN s.reservada THEN 'N' ELSE 'Y' END),
    'minorAtOffence', 'N',
    'decisions', '[]'::jsonb,
    'offences', jsonb_build_array(jsonb_build_object(
      'id', 'o1',
      'iccsCode', CASE s.delito WHEN 'HURTO' THEN '0502' ELSE '0401' END,
      'nationalCode', s.delito,
      'nationalTitle', jsonb_build_array(jsonb_build_object('language', 'es', 'value', initcap(s.delito))),
      'legalProvisions', s.articulo,
      'startDate', to_char(s.fecha_hecho, 'YYYY-MM-DD'),
      'endDate', to_char(s.fecha_hecho, 'YYYY-MM-DD'),
      'completion', 'C',
      'participation', 'M')),
    'sanctions', CASE WHEN s.prision_meses IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
      'id', 's1',
      'nationalCode', 'PRISION',
      'nationalTitle', jsonb_build_array(jsonb_build_object('language', 'es', 'value', 'Prisión')),
      'nature', 'P',
      'commonCategory', '1001',
      'specificToMinor', 'N',
      'sentencedPeriod', jsonb_build_object('duration', 'P' || s.prision_meses || 'M', 'exact', 'Y'))) END,
    'version', s.version,
    'sourceUpdatedAt', to_char(s.modificada AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  ) AS record
FROM antecedentes.sentencia s;
