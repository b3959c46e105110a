export const keepToldVersions = {
  name: '20261122-2910-keep-told-versions',
  sql: `
-- In which version a conviction was told, so that it can be compared with what the country's own database says now; null of
-- persons, of what another country has notified, and of what was told before.
ALTER TABLE record_recipient ADD COLUMN version bigint;
GRANT UPDATE (version) ON record_recipient TO crex_app;
`,
} as const;
