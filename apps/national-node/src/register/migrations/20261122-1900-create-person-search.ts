export const createPersonSearch = {
  name: '20261122-1900-create-person-search',
  sql: `
-- What a person is found and compared by, apart from the wide person table and in the same transaction as it. No foreign
-- key to person: the table is built anew beside itself and swapped while questions are answered.
CREATE TABLE person_search (
  person_id          text COLLATE "C" PRIMARY KEY,
  keys               int4[] NOT NULL,
  birth_date         date,                  -- only where the register knows the day
  features           text NOT NULL,         -- as libs/matching describes the person: JSON
  normaliser_version int NOT NULL
);
-- without a pending list: a search never pays for what was written before it
CREATE INDEX person_search_keys ON person_search USING gin (keys) WITH (fastupdate = off);
CREATE INDEX person_search_birth_date ON person_search (birth_date);

CREATE TABLE person_document (
  document  text COLLATE "C" NOT NULL,
  person_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (document, person_id)
);
CREATE INDEX person_document_person ON person_document (person_id);

-- How often a value stands in this register, and which keys are shared by too many: counted again every night.
CREATE TABLE register_statistic (
  kind    text NOT NULL,
  value   text NOT NULL,
  persons int NOT NULL,
  PRIMARY KEY (kind, value)
);
CREATE TABLE hot_key (
  key     int4 PRIMARY KEY,
  persons int NOT NULL
);

-- One row. Keys of two versions are never compared: who searches or writes reads the version in the same statement or
-- under this row's lock.
CREATE TABLE register_state (
  only_row           boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  normaliser_version int NOT NULL DEFAULT 0, -- of every row of person_search; 0: nothing stands there yet
  loading            text,                   -- digest of the file of a first load: the indexes are built after it
  rebuilding_to      int,                    -- version that the search tables are being built for, beside
  persons            int NOT NULL DEFAULT 0, -- when the statistics were taken
  statistics_at      timestamptz
);
INSERT INTO register_state DEFAULT VALUES;

GRANT SELECT, INSERT, UPDATE, DELETE ON person_search, person_document, register_statistic, hot_key TO crex_app;
GRANT SELECT, UPDATE ON register_state TO crex_app;
`,
} as const;
