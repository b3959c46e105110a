/** DDL on the search tables is the owner's; the application gets these four steps of it and no others. */
const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp';

export const loadAndRebuild = {
  name: '20261122-1910-load-and-rebuild',
  sql: `
-- Lines of the file whose persons are committed: an import that was killed goes on behind them.
ALTER TABLE register_import ADD COLUMN lines bigint NOT NULL DEFAULT 0;

-- Persons that changed while the search tables are built anew: they are read again before the swap.
CREATE TABLE register_change (
  change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id text COLLATE "C" NOT NULL
);

-- What the register was before each change: a version that is over, what ended it, when, by whom and why.
CREATE TABLE person_history (
  person_id  text COLLATE "C" NOT NULL,
  version    int NOT NULL,
  change     text NOT NULL CHECK (change IN ('IMPORTED', 'CORRECTED', 'MERGED', 'SPLIT')),
  event_id   uuid,                          -- the CORRECTION entry of the log; an import has none of its own
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  reason     text NOT NULL,                 -- a code; of an import the digest of its file
  record     jsonb NOT NULL,                -- identity and convictions as they were
  PRIMARY KEY (person_id, version)
);
CREATE INDEX person_history_time ON person_history (changed_at);

-- Ids that were found to be another person's too. Both versions stand in person_history: a split takes them up again.
CREATE TABLE person_merged (
  person_id    text COLLATE "C" PRIMARY KEY,
  into_id      text COLLATE "C" NOT NULL,
  version      int NOT NULL,                -- of person_id, as it was
  into_version int NOT NULL,                -- of into_id, as it was
  digest       text NOT NULL                -- of the record of person_id as it was imported
);
CREATE INDEX person_merged_into ON person_merged (into_id);

GRANT SELECT, INSERT, DELETE ON register_change, person_merged TO crex_app;
GRANT SELECT, INSERT ON person_history TO crex_app;

CREATE FUNCTION register_forget_person(gone text) RETURNS integer ${DEFINER} AS $$
DECLARE forgotten integer;
BEGIN
  DELETE FROM person_history WHERE person_id = gone
    AND NOT EXISTS (SELECT 1 FROM person WHERE person_id = gone)
    AND NOT EXISTS (SELECT 1 FROM person_merged WHERE person_id = gone);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;

CREATE FUNCTION register_forget_history(before timestamptz) RETURNS integer ${DEFINER} AS $$
DECLARE forgotten integer;
BEGIN
  DELETE FROM person_history WHERE changed_at < least(before, now() - interval '1 month');
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;

-- A first load runs without the indexes that cost more row by row than at once.
CREATE FUNCTION register_drop_indexes() RETURNS void ${DEFINER} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM person) THEN RAISE EXCEPTION 'the register holds persons'; END IF;
  ALTER TABLE person_search DROP CONSTRAINT IF EXISTS person_search_pkey;
  ALTER TABLE person_document DROP CONSTRAINT IF EXISTS person_document_pkey;
  DROP INDEX IF EXISTS person_search_keys, person_search_birth_date, person_document_person;
END $$;

CREATE FUNCTION register_build_indexes() RETURNS void ${DEFINER} AS $$
BEGIN
  IF to_regclass('person_search_pkey') IS NULL THEN ALTER TABLE person_search ADD PRIMARY KEY (person_id); END IF;
  IF to_regclass('person_document_pkey') IS NULL THEN
    ALTER TABLE person_document ADD PRIMARY KEY (document, person_id);
  END IF;
  CREATE INDEX IF NOT EXISTS person_search_keys ON person_search USING gin (keys) WITH (fastupdate = off);
  CREATE INDEX IF NOT EXISTS person_search_birth_date ON person_search (birth_date);
  CREATE INDEX IF NOT EXISTS person_document_person ON person_document (person_id);
  ANALYZE person, conviction, person_search, person_document;
END $$;

CREATE FUNCTION register_begin_rebuild(version integer) RETURNS void ${DEFINER} AS $$
BEGIN
  UPDATE register_state SET rebuilding_to = version;
  DROP TABLE IF EXISTS person_search_next, person_document_next;
  CREATE TABLE person_search_next (LIKE person_search);
  CREATE TABLE person_document_next (LIKE person_document);
  GRANT SELECT, INSERT, UPDATE, DELETE ON person_search_next, person_document_next TO crex_app;
  DELETE FROM register_change;
END $$;

CREATE FUNCTION register_index_rebuild() RETURNS void ${DEFINER} AS $$
BEGIN
  ALTER TABLE person_search_next ADD PRIMARY KEY (person_id);
  ALTER TABLE person_document_next ADD PRIMARY KEY (document, person_id);
  CREATE INDEX person_search_next_keys ON person_search_next USING gin (keys) WITH (fastupdate = off);
  CREATE INDEX person_search_next_birth_date ON person_search_next (birth_date);
  CREATE INDEX person_document_next_person ON person_document_next (person_id);
  ANALYZE person_search_next, person_document_next;
END $$;

CREATE FUNCTION register_swap_rebuild() RETURNS void ${DEFINER} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM register_state WHERE rebuilding_to IS NULL) THEN RAISE EXCEPTION 'nothing is being rebuilt'; END IF;
  DROP TABLE person_search, person_document;
  ALTER TABLE person_search_next RENAME TO person_search;
  ALTER TABLE person_document_next RENAME TO person_document;
  ALTER INDEX person_search_next_pkey RENAME TO person_search_pkey;
  ALTER INDEX person_document_next_pkey RENAME TO person_document_pkey;
  ALTER INDEX person_search_next_keys RENAME TO person_search_keys;
  ALTER INDEX person_search_next_birth_date RENAME TO person_search_birth_date;
  ALTER INDEX person_document_next_person RENAME TO person_document_person;
  UPDATE register_state SET normaliser_version = rebuilding_to, rebuilding_to = NULL, loading = NULL;
END $$;

REVOKE ALL ON FUNCTION register_forget_person, register_forget_history, register_drop_indexes, register_build_indexes,
  register_begin_rebuild, register_index_rebuild, register_swap_rebuild FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_forget_person, register_forget_history, register_drop_indexes, register_build_indexes,
  register_begin_rebuild, register_index_rebuild, register_swap_rebuild TO crex_app;
`,
} as const;
