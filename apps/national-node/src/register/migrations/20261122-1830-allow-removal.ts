export const allowRemoval = {
  name: '20261122-1830-allow-removal',
  sql: `
-- A person leaves the register with keys and convictions; the log says so (CORRECTION, REMOVED).
GRANT DELETE ON person TO crex_app;
`,
} as const;
