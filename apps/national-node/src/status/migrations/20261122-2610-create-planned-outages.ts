export const createPlannedOutages = {
  name: '20261122-2610-create-planned-outages',
  sql: `
-- When this node will not answer, as its operator has announced it. Seconds since 1970.
CREATE TABLE planned_outage (
  from_at  bigint NOT NULL,
  until_at bigint NOT NULL CHECK (until_at > from_at),
  PRIMARY KEY (from_at, until_at)
);
GRANT SELECT, INSERT, DELETE ON planned_outage TO crex_app;
`,
} as const;
