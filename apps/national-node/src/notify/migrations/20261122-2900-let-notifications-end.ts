export const letNotificationsEnd = {
  name: '20261122-2900-let-notifications-end',
  sql: `
-- A conviction that was deleted or refused is forgotten when no version of it can come back.
GRANT DELETE ON foreign_conviction TO crex_app;
`,
} as const;
