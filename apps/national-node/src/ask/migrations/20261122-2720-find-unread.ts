export const findUnread = {
  name: '20261122-2720-find-unread',
  sql: `
-- Answers that the official who asked has not seen, counted for the operator.
CREATE INDEX question_unread ON question (outcome_at) WHERE state = 'ANSWERED' AND read_at IS NULL;
`,
} as const;
