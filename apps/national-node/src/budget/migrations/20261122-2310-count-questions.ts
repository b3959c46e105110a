export const countQuestions = {
  name: '20261122-2310-count-questions',
  sql: `
-- What each country has asked of us in a day, read once at the start of a courier.
CREATE INDEX inbox_requests ON inbox (received_at) WHERE class = 'request';
`,
} as const;
