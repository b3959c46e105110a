export const createStatistics = {
  name: '20261122-2800-create-statistics',
  sql: `
-- The figures of a month that this country has published: made once, sent until the broker has them.
CREATE TABLE published_statistics (
  month        text PRIMARY KEY CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  token        text NOT NULL,               -- compact JWS
  delivered_at timestamptz
);
GRANT SELECT, INSERT, UPDATE (delivered_at) ON published_statistics TO crex_app;

-- Those of every member, this country included, as each has signed them; verified when they came.
CREATE TABLE member_statistics (
  member text NOT NULL,
  month  text NOT NULL,
  token  text NOT NULL,                     -- compact JWS
  PRIMARY KEY (month, member)
);
GRANT SELECT, INSERT ON member_statistics TO crex_app;
`,
} as const;
