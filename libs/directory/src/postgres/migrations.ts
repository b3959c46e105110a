/** The directory's tables, in order; applied by the owner role, granted to the application's group. */
export const directoryMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: '20261122-0100-create-directory-tables',
    sql: `
-- every file of the directory that this system has verified and accepted; a path never gets other bytes
CREATE TABLE directory_file (
  path text PRIMARY KEY CHECK (length(path) <= 200),
  bytes bytea NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE directory_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- one row per step forward, the last one is the present; step 0 is the anchor, which has verified nothing yet.
-- The primary key is the fence: of two processes that step from the same row, one gets the next number.
CREATE TABLE directory_state (
  step bigint PRIMARY KEY CHECK (step >= 0),
  root_version bigint NOT NULL,
  timestamp_version bigint,
  snapshot_version bigint,
  snapshot_hash text,
  expires_at bigint,
  verified_at_ms bigint,
  CHECK ((step = 0) = (num_nulls(timestamp_version, snapshot_version, snapshot_hash, expires_at, verified_at_ms) = 5)),
  CHECK (num_nulls(timestamp_version, snapshot_version, snapshot_hash, expires_at, verified_at_ms) IN (0, 5))
);
CREATE INDEX directory_state_snapshot ON directory_state (snapshot_version);

CREATE FUNCTION directory_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON directory_file
  FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON directory_state
  FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
GRANT SELECT, INSERT ON directory_file, directory_state TO crex_app;
`,
  },
  {
    name: '20261122-0110-create-directory-publication',
    sql: `
-- what this system serves to others as the repository (the broker): every version ever published
CREATE TABLE directory_published (
  path text PRIMARY KEY CHECK (length(path) <= 200),
  bytes bytea NOT NULL,
  -- only for timestamps, which are served under one name: the highest is the present one
  timestamp_version bigint UNIQUE,
  published_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE directory_published ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON directory_published
  FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
GRANT SELECT, INSERT ON directory_published TO crex_app;
`,
  },
];
