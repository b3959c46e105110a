export const storeLinesAsTheyAre = {
  name: '20261122-1500-store-lines-as-they-are',
  sql: `
-- Ciphertext, and signed texts in base64url, do not compress: trying cost a third of the time of storing them.
ALTER TABLE outbox ALTER COLUMN line SET STORAGE EXTERNAL, ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE inbox ALTER COLUMN line SET STORAGE EXTERNAL, ALTER COLUMN content SET STORAGE EXTERNAL;
`,
} as const;
