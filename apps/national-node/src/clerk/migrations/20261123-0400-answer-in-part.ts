/** A clerk can say that an archive was out of reach; which, the answer says. */
export const answerInPart = {
  name: '20261123-0400-answer-in-part',
  sql: `
ALTER TABLE clerk_decision DROP CONSTRAINT clerk_decision_choice_check;
ALTER TABLE clerk_decision ADD CONSTRAINT clerk_decision_choice_check CHECK (choice IN
  ('PERSON', 'PARTIAL', 'DECEASED', 'BIOMETRIC_MISMATCH', 'REFUSED', 'NOBODY', 'CANNOT_TELL', 'NOT_COMPETENT'));
ALTER TABLE clerk_decision ADD COLUMN archives jsonb CHECK ((archives IS NOT NULL) = (choice = 'PARTIAL'));
`,
} as const;
