export const createRegister = {
  name: '20261122-1300-create-register',
  sql: `
-- A person: who it is, without convictions, as one document; its search keys in a narrow table beside it, written in
-- the same transaction.
CREATE TABLE person (
  person_id  text PRIMARY KEY,
  identity   jsonb NOT NULL,
  digest     text NOT NULL,                 -- of the whole record as it was imported: a re-run writes only what changed
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE person_key (
  key                text NOT NULL,         -- D|... document, N|... name, B|... birth date and name
  person_id          text NOT NULL REFERENCES person ON DELETE CASCADE,
  normaliser_version int NOT NULL,
  PRIMARY KEY (key, person_id)
);
CREATE INDEX person_key_person ON person_key (person_id);

CREATE TABLE conviction (
  conviction_id text NOT NULL,
  person_id     text NOT NULL REFERENCES person ON DELETE CASCADE,
  version       int NOT NULL,
  record        jsonb NOT NULL,
  PRIMARY KEY (person_id, conviction_id)
);

-- Until the first import has been completed, "nothing found" would be a guess: questions wait.
CREATE TABLE register_import (
  file_digest  text PRIMARY KEY,
  started_at   timestamptz NOT NULL,
  completed_at timestamptz,
  added        int NOT NULL DEFAULT 0,
  changed      int NOT NULL DEFAULT 0,
  unchanged    int NOT NULL DEFAULT 0,
  refused      int NOT NULL DEFAULT 0
);

GRANT SELECT, INSERT, UPDATE ON person, register_import TO crex_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person_key, conviction TO crex_app;
`,
} as const;
