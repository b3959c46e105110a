export const createPromises = {
  name: '20261122-1710-create-promises',
  sql: `
-- Checkpoints of other members' logs that a quorum has cosigned and that this node has verified: the beginnings from
-- which promises are followed. Thinned out by age.
CREATE TABLE cosigned_checkpoint (
  origin      text NOT NULL,
  size        bigint NOT NULL,
  root        bytea NOT NULL CHECK (octet_length(root) = 32),
  frontier    text NOT NULL,                -- computed from tiles, gives the root
  note        text NOT NULL,                -- with the first quorum: the tree existed by cosigned_at
  cosigned_at bigint NOT NULL,              -- seconds since 1970
  latest_note text NOT NULL,                -- with the latest: still the largest tree at latest_at
  latest_at   bigint NOT NULL,
  PRIMARY KEY (origin, size)
);

-- "This leaf is in my log": what answers have promised, and what became of it.
CREATE TABLE promise (
  content_digest text PRIMARY KEY,          -- of the answer that carries it
  message_id     text NOT NULL,
  answerer       text NOT NULL,
  origin         text NOT NULL,
  event_id       uuid NOT NULL,
  leaf_hash      bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  promised_at    bigint NOT NULL,           -- seconds since 1970, by the answerer
  received_at    timestamptz NOT NULL,
  state          text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'KEPT', 'BROKEN')),
  followed_to    bigint,                    -- size of the cosigned tree in which it was looked for last
  log_index      bigint,
  proof          text,                      -- the tlog-proof file
  settled_at     timestamptz,
  CHECK ((state = 'KEPT') = (proof IS NOT NULL AND log_index IS NOT NULL)),
  CHECK ((state = 'PENDING') = (settled_at IS NULL))
);
CREATE INDEX promise_pending ON promise (origin, promised_at) WHERE state = 'PENDING';

-- our own promises, looked for in our own tree
CREATE INDEX outbox_promised ON outbox (created_at) WHERE promise IS NOT NULL;

GRANT SELECT, INSERT, DELETE, UPDATE (latest_note, latest_at) ON cosigned_checkpoint TO crex_app;
GRANT SELECT, INSERT, UPDATE (state, followed_to, log_index, proof, settled_at) ON promise TO crex_app;
`,
} as const;
