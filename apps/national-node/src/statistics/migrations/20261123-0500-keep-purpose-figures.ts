export const keepPurposeFigures = {
  name: '20261123-0500-keep-purpose-figures',
  sql: `
-- What this country asked and answered for in a month that is over, as it may be shown: counted once. Never published.
CREATE TABLE purpose_statistics (
  month    text PRIMARY KEY CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  asked    jsonb NOT NULL,                  -- questions by purpose, none under ten
  answered jsonb NOT NULL
);
GRANT SELECT, INSERT ON purpose_statistics TO crex_app;
`,
} as const;
