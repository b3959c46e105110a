export const createStatus = {
  name: '20261122-2600-create-status',
  sql: `
-- What each member has last said of its node, as it signed it.
CREATE TABLE member_status (
  member text PRIMARY KEY,
  time   bigint NOT NULL,                   -- seconds since 1970, by the member
  token  text NOT NULL                      -- compact JWS
);
GRANT SELECT, INSERT, UPDATE ON member_status TO crex_app;
`,
} as const;
