const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';

/** A search reads everybody who was born on one day: rows that lie together are a tenth of the pages. */
export const keepBirthdaysTogether = {
  name: '20261122-3100-keep-birthdays-together',
  sql: `
CREATE OR REPLACE FUNCTION register_build_indexes() RETURNS void ${DEFINER} AS $$
BEGIN
  CREATE INDEX IF NOT EXISTS person_search_birth_date ON person_search (birth_date);
  -- before the indexes that would be built anew with it
  IF to_regclass('person_search_keys') IS NULL THEN CLUSTER person_search USING person_search_birth_date; END IF;
  IF to_regclass('person_search_pkey') IS NULL THEN ALTER TABLE person_search ADD PRIMARY KEY (person_id); END IF;
  IF to_regclass('person_document_pkey') IS NULL THEN
    ALTER TABLE person_document ADD PRIMARY KEY (document, person_id);
  END IF;
  CREATE INDEX IF NOT EXISTS person_search_keys ON person_search USING gin (keys) WITH (fastupdate = off);
  CREATE INDEX IF NOT EXISTS person_document_person ON person_document (person_id);
  ANALYZE person, conviction, person_search, person_document;
END $$;

CREATE OR REPLACE FUNCTION register_index_rebuild() RETURNS void ${DEFINER} AS $$
BEGIN
  CREATE INDEX person_search_next_birth_date ON person_search_next (birth_date);
  CLUSTER person_search_next USING person_search_next_birth_date;
  ALTER TABLE person_search_next ADD PRIMARY KEY (person_id);
  ALTER TABLE person_document_next ADD PRIMARY KEY (document, person_id);
  CREATE INDEX person_search_next_keys ON person_search_next USING gin (keys) WITH (fastupdate = off);
  CREATE INDEX person_document_next_person ON person_document_next (person_id);
  ANALYZE person_search_next, person_document_next;
END $$;
`,
} as const;
