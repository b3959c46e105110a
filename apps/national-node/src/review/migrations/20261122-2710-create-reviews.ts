export const createReviews = {
  name: '20261122-2710-create-reviews',
  sql: `
-- Uses of an exceptional purpose, ours and others', that an auditor has to look at: each an entry of the log, by its event.
-- Who has looked, and what they said of it, stands in the log alone.
CREATE TABLE review (
  event_id    uuid NOT NULL,
  type        text NOT NULL CHECK (type IN ('ASK', 'DISCLOSURE', 'NO_RECORD')),
  purpose     text NOT NULL,
  country     text NOT NULL,                -- the other side
  used_at     bigint NOT NULL,              -- seconds since 1970, as all times here
  due_at      bigint NOT NULL,
  verdict     text CHECK (verdict IN ('JUSTIFIED', 'NOT_JUSTIFIED')),
  reviewed_at bigint,
  PRIMARY KEY (event_id, type),
  CHECK ((verdict IS NULL) = (reviewed_at IS NULL))
);
CREATE INDEX review_open ON review (due_at) WHERE verdict IS NULL;
CREATE INDEX review_used ON review (used_at);

GRANT SELECT, INSERT, UPDATE (verdict, reviewed_at) ON review TO crex_app;
`,
} as const;
