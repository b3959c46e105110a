export const createAlarms = {
  name: '20261122-1700-create-alarms',
  sql: `
-- What an operator has to look at. One open row for a kind and a key; closed by the end of its cause, or by an operator.
CREATE TABLE alarm (
  alarm_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind       text NOT NULL,
  key        text NOT NULL,                 -- which log, which promise: an origin, a digest
  since      timestamptz NOT NULL,
  cleared_at timestamptz,
  cleared_by text,                          -- 'cause' when it has gone by itself, else the operator
  detail     jsonb NOT NULL,                -- numbers, codes, origins: no personal data
  evidence   bytea,                         -- shows it to somebody else: signed checkpoints, hashes; no personal data
  CHECK ((cleared_at IS NULL) = (cleared_by IS NULL))
);
CREATE UNIQUE INDEX alarm_open ON alarm (kind, key) WHERE cleared_at IS NULL;

CREATE FUNCTION alarm_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on alarm is not allowed: an alarm is closed, not changed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER closes BEFORE UPDATE ON alarm FOR EACH ROW WHEN (OLD.cleared_at IS NOT NULL) EXECUTE FUNCTION alarm_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON alarm FOR EACH STATEMENT EXECUTE FUNCTION alarm_refuse_change();

GRANT SELECT, INSERT, UPDATE (cleared_at, cleared_by, detail, evidence) ON alarm TO crex_app;
`,
} as const;
