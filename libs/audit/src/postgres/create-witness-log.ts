/**
 * What a witness knows of each log: the largest checkpoint that it has verified, whole, because without the log's
 * signature nothing could be proven against the log. A row only grows; the trigger is a guard against accidents.
 */
export const createWitnessLog = `
CREATE TABLE witness_log (
  origin      text PRIMARY KEY,
  size        bigint NOT NULL CHECK (size >= 0),
  root        bytea NOT NULL CHECK (octet_length(root) = 32),
  -- the signed note as it came, with the lines of the log and of other witnesses
  note        text NOT NULL,
  -- our own line for this size: seconds since 1970, and its text; none until it is signed
  cosigned_at bigint,
  cosignature text,
  CHECK ((cosigned_at IS NULL) = (cosignature IS NULL))
);
COMMENT ON TABLE witness_log IS 'The largest checkpoint of each log that was verified here. Kept before anything is cosigned; never goes back.';

CREATE TRIGGER grows BEFORE UPDATE ON witness_log FOR EACH ROW
  WHEN (NEW.origin <> OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root))
  EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON witness_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

REVOKE ALL ON witness_log FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (size, root, note, cosigned_at, cosignature) ON witness_log TO crex_app;
`;
