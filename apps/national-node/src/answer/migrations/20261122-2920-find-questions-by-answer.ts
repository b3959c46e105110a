export const findQuestionsByAnswer = {
  name: '20261122-2920-find-questions-by-answer',
  sql: `
-- A recall finds the question whose answer it is about.
CREATE INDEX received_question_answer ON received_question (answer_event) WHERE answer_event IS NOT NULL;
`,
} as const;
