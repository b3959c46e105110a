export const createNotifications = {
  name: '20261122-2210-create-notifications',
  sql: `
-- What this country owes to the countries of nationality of whom it has convicted. NEW rows are written in the transaction of
-- the change; the node sends them when policy and directory allow it, each recipient's versions of a conviction without gaps.
CREATE TABLE notification (
  notification_id uuid PRIMARY KEY,
  number     bigint GENERATED ALWAYS AS IDENTITY,
  conviction bytea NOT NULL CHECK (octet_length(conviction) = 32),  -- keyed pseudonym: stays, so that versions go on
  country    text NOT NULL,
  told       bytea NOT NULL CHECK (octet_length(told) = 32),        -- keyed pseudonym of what is told
  action     text NOT NULL CHECK (action IN ('CONVICTION', 'UPDATE', 'DELETE')),
  version    bigint,                        -- given when it is sent for the first time
  state      text NOT NULL CHECK (state IN ('NEW', 'SENT', 'WAITING', 'STORED', 'REFUSED', 'REJECTED', 'WITHHELD', 'SUPERSEDED')),
  about      jsonb,                         -- whom and what, until it is answered
  change     text NOT NULL,
  events     uuid[] NOT NULL DEFAULT '{}',  -- of the NOT messages, the newest last
  next_at    bigint NOT NULL,               -- seconds since 1970
  due_at     bigint,                        -- from then on its silence is an alarm
  created_at timestamptz NOT NULL,
  reason     text,
  code       text,
  ended_at   timestamptz,
  UNIQUE (conviction, country, version),
  CHECK (state IN ('NEW', 'SENT', 'WAITING') OR about IS NULL)
);
CREATE UNIQUE INDEX notification_new ON notification (conviction, country) WHERE version IS NULL AND state = 'NEW';
CREATE INDEX notification_due ON notification (next_at) WHERE state = 'NEW';
CREATE INDEX notification_open ON notification (due_at) WHERE state IN ('SENT', 'WAITING', 'REJECTED');
CREATE INDEX notification_events ON notification USING gin (events);

-- What other countries have notified of this country's nationals: one row a conviction, as of its newest version.
CREATE TABLE foreign_conviction (
  notification_id uuid NOT NULL UNIQUE,
  sender      text NOT NULL,
  conviction  bytea NOT NULL CHECK (octet_length(conviction) = 32), -- keyed pseudonym
  version     bigint NOT NULL,
  state       text NOT NULL CHECK (state IN ('WAITING', 'STORED', 'REFUSED', 'DELETED', 'RECALLED')),
  person_id   text COLLATE "C",             -- in the own register, as identified; an id that was merged leads on
  record      jsonb,                        -- subject and conviction; its transmittable is what may be told to others
  message_id  text NOT NULL REFERENCES inbox,
  received_at timestamptz NOT NULL,
  reason      text,
  PRIMARY KEY (sender, conviction),
  CHECK (state IN ('WAITING', 'STORED', 'RECALLED') OR (record IS NULL AND person_id IS NULL))
);
CREATE INDEX foreign_conviction_person ON foreign_conviction (person_id) WHERE state = 'STORED';
CREATE INDEX foreign_conviction_waiting ON foreign_conviction (received_at) WHERE state = 'WAITING';

GRANT SELECT, INSERT, UPDATE, DELETE ON notification TO crex_app;
GRANT SELECT, INSERT, UPDATE ON foreign_conviction TO crex_app;
`,
} as const;
