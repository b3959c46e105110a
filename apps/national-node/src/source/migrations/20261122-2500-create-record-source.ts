export const createRecordSource = {
  name: '20261122-2500-create-record-source',
  sql: `
-- How far the country's own criminal-records database has been followed; no row where persons are imported instead.
CREATE TABLE record_source (
  only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  cursor       text NOT NULL,      -- the source's own words: what was told last
  completed_at timestamptz         -- when everything had been read for the first time
);
GRANT SELECT, INSERT, UPDATE ON record_source TO crex_app;
`,
} as const;
