export const createStatistics = {
  name: '20261122-2810-create-statistics',
  sql: `
-- The figures that each member has published of a month, as it signed them: brought once, never changed.
CREATE TABLE member_statistics (
  member text NOT NULL,
  month  text NOT NULL,
  token  text NOT NULL,                     -- compact JWS
  PRIMARY KEY (month, member)
);
GRANT SELECT, INSERT ON member_statistics TO crex_app;
`,
} as const;
