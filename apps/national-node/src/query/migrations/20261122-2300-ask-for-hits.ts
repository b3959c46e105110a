export const askForHits = {
  name: '20261122-2300-ask-for-hits',
  sql: `
-- Asked for the record (REQ), or whether there is one (QUERY); of how many countries.
ALTER TABLE request ADD COLUMN kind text NOT NULL DEFAULT 'REQ' CHECK (kind IN ('REQ', 'QUERY'));
ALTER TABLE request ADD COLUMN questions smallint NOT NULL DEFAULT 1 CHECK (questions > 0);

-- What an official has used of the budget, without reading the table.
CREATE INDEX request_of_official ON request (official_id, created_at) INCLUDE (questions);
`,
} as const;
