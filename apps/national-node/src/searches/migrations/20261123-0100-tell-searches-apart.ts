export const tellSearchesApart = {
  name: '20261123-0100-tell-searches-apart',
  sql: `
-- A look at a list has a name among those of its list: the questions that wait for clerks, or one's own requests.
ALTER TABLE saved_search ADD COLUMN list text NOT NULL DEFAULT 'QUEUE' CHECK (list IN ('QUEUE', 'REQUESTS'));
ALTER TABLE saved_search ALTER COLUMN list DROP DEFAULT;
ALTER TABLE saved_search DROP CONSTRAINT saved_search_pkey, ADD PRIMARY KEY (official_id, list, name);
`,
} as const;
