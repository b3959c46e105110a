export const createSessions = {
  name: '20261122-3300-create-sessions',
  sql: `
-- Signing in with a browser. Whoever reads these tables can neither sign in nor learn who has: the browser's cookie alone
-- gives the key of the content, and only its digest is kept.
CREATE TABLE session (
  cookie_digest    bytea PRIMARY KEY,       -- SHA-256
  content          bytea NOT NULL,          -- who it is, encrypted under a key made of the cookie
  issuer_session   bytea,                   -- keyed digest of the sid of the sign-in service: it may end it
  issuer_subject   bytea NOT NULL,          -- keyed digest of the sub
  signed_in_at     bigint NOT NULL,         -- seconds since 1970, as all times here
  checked_at       bigint NOT NULL,         -- when the sign-in service last said who it is
  idle_ends_at     bigint NOT NULL,
  ends_at          bigint NOT NULL,
  CHECK (idle_ends_at <= ends_at)
);
CREATE INDEX session_ending ON session (idle_ends_at);
CREATE INDEX session_of_issuer ON session (issuer_session) WHERE issuer_session IS NOT NULL;
CREATE INDEX session_of_subject ON session (issuer_subject);

-- A sign-in that has begun, until the sign-in service leads the browser back; good once.
CREATE TABLE sign_in_attempt (
  state_digest     bytea PRIMARY KEY,       -- SHA-256
  browser_digest   bytea NOT NULL,          -- SHA-256 of that browser's cookie
  return_to        text NOT NULL,           -- own path
  step_up          boolean NOT NULL,
  ends_at          bigint NOT NULL,
  used_at          bigint,
  replayed_at      bigint                   -- it is written into the log once
);
CREATE INDEX sign_in_attempt_ending ON sign_in_attempt (ends_at);

GRANT SELECT, INSERT, DELETE, UPDATE (content, checked_at, idle_ends_at) ON session TO crex_app;
GRANT SELECT, INSERT, DELETE, UPDATE (used_at, replayed_at) ON sign_in_attempt TO crex_app;
`,
} as const;
