export const dropFirstKeys = {
  name: '20261122-1930-drop-first-keys',
  sql: `
-- The keys of the first identification (equal numbers, equal names): nothing reads them any more.
DROP TABLE person_key;
`,
} as const;
