/**
 * The Merkle tree over the entries, in epochs: one tree, and one origin, for each. What is there only grows: places,
 * checkpoints and cosignatures are added, tiles and tree get longer, and nothing leaves the queue without a place. The
 * triggers also fire for a session that replicates; against the owner, who can drop them, stand signer and witnesses.
 */
export const createTree = `
CREATE TABLE tlog_epoch (
  epoch     integer PRIMARY KEY CHECK (epoch BETWEEN 1 AND 999999),
  origin    text NOT NULL UNIQUE,
  -- event of the EPOCH_START entry, which is the first leaf of the epoch
  opened_by uuid NOT NULL UNIQUE
);
COMMENT ON TABLE tlog_epoch IS 'The trees of this log, each under an origin of its own. The last one grows.';

CREATE TABLE tlog_tree (
  epoch integer PRIMARY KEY REFERENCES tlog_epoch,
  size  bigint NOT NULL,
  root  bytea NOT NULL CHECK (octet_length(root) = 32)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
COMMENT ON TABLE tlog_tree IS 'Size and root of each tree as it is integrated; signed sizes stand in tlog_checkpoint. The sequencer locks its row.';

CREATE TABLE tlog_leaf (
  epoch     integer NOT NULL REFERENCES tlog_epoch,
  log_index bigint NOT NULL CHECK (log_index >= 0),
  entry_id  bigint NOT NULL UNIQUE REFERENCES audit_entry,
  PRIMARY KEY (epoch, log_index)
);
COMMENT ON TABLE tlog_leaf IS 'The place of each entry in its tree.';

CREATE TABLE tlog_tile (
  epoch integer NOT NULL REFERENCES tlog_epoch,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  idx   bigint NOT NULL CHECK (idx >= 0),
  data  bytea STORAGE EXTERNAL NOT NULL CHECK (octet_length(data) BETWEEN 32 AND 8192 AND octet_length(data) % 32 = 0),
  PRIMARY KEY (epoch, level, idx)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
        toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 2000);
COMMENT ON TABLE tlog_tile IS 'Hash tiles (C2SP tlog-tiles), one row each; a partial tile is a prefix of its row.';

CREATE TABLE tlog_checkpoint (
  epoch     integer NOT NULL REFERENCES tlog_epoch,
  size      bigint NOT NULL,
  root      bytea NOT NULL CHECK (octet_length(root) = 32),
  -- the signed note, with the line of the log alone
  note      text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (epoch, size)
);
COMMENT ON TABLE tlog_checkpoint IS 'What the signer has signed: one root for a size, ever.';

CREATE TABLE tlog_cosignature (
  epoch   integer NOT NULL,
  size    bigint NOT NULL,
  witness text NOT NULL,
  -- seconds since 1970, as signed
  time    bigint NOT NULL,
  line    text NOT NULL,
  PRIMARY KEY (epoch, size, witness, time),
  FOREIGN KEY (epoch, size) REFERENCES tlog_checkpoint
);
COMMENT ON TABLE tlog_cosignature IS 'Lines by which witnesses say that they saw a checkpoint, and that it extends what they saw before.';

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_epoch
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tlog_cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON tlog_tree
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON tlog_tile
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR TRUNCATE ON audit_pending
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE TRIGGER grows BEFORE UPDATE ON tlog_tree FOR EACH ROW
  WHEN (NEW.epoch <> OLD.epoch OR NEW.size <= OLD.size)
  EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER grows BEFORE UPDATE ON tlog_tile FOR EACH ROW
  WHEN (NEW.epoch <> OLD.epoch OR NEW.level <> OLD.level OR NEW.idx <> OLD.idx
        OR substring(NEW.data FOR octet_length(OLD.data)) <> OLD.data)
  EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION audit_refuse_loss() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g WHERE NOT EXISTS (SELECT FROM tlog_leaf l WHERE l.entry_id = g.entry_id)) THEN
    RAISE EXCEPTION 'an entry leaves the queue when it has its place in the tree, not before'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION audit_refuse_loss FROM PUBLIC;
CREATE TRIGGER no_loss AFTER DELETE ON audit_pending REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_loss();

-- for sessions that replicate, too
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE audit_reference ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE audit_detail ENABLE ALWAYS TRIGGER no_update;
ALTER TABLE audit_pseudonym ENABLE ALWAYS TRIGGER no_update;
ALTER TABLE audit_dek ENABLE ALWAYS TRIGGER no_removal;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER no_loss;
ALTER TABLE tlog_epoch ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE tlog_leaf ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE tlog_checkpoint ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE tlog_cosignature ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE tlog_tree ENABLE ALWAYS TRIGGER no_removal;
ALTER TABLE tlog_tree ENABLE ALWAYS TRIGGER grows;
ALTER TABLE tlog_tile ENABLE ALWAYS TRIGGER no_removal;
ALTER TABLE tlog_tile ENABLE ALWAYS TRIGGER grows;

-- The only way to a new epoch. Its EPOCH_START is the first leaf, whatever waits in the queue; the root of a tree of one
-- leaf is the hash of that leaf. No row: the leaf is no EPOCH_START, or the epoch is not after all others.
CREATE FUNCTION tlog_open_epoch(new_epoch integer, start bytea) RETURNS TABLE (leaf_hash bytea)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH given AS MATERIALIZED (
    SELECT convert_from(start, 'UTF8')::jsonb AS entry
  ), named AS MATERIALIZED (
    SELECT g.entry ->> 'origin' AS origin, (g.entry ->> 'eventId')::uuid AS event_id FROM given g
    WHERE g.entry ->> 'type' = 'EPOCH_START' AND NOT EXISTS (SELECT 1 FROM tlog_epoch e WHERE e.epoch >= new_epoch)
  ), opened AS (
    INSERT INTO tlog_epoch (epoch, origin, opened_by) SELECT new_epoch, n.origin, n.event_id FROM named n
  ), written AS (
    INSERT INTO audit_entry (event_id, type, leaf) SELECT n.event_id, 'EPOCH_START', start FROM named n
    RETURNING entry_id, leaf_hash
  ), placed AS (
    INSERT INTO tlog_leaf (epoch, log_index, entry_id) SELECT new_epoch, 0, w.entry_id FROM written w
  ), tiled AS (
    INSERT INTO tlog_tile (epoch, level, idx, data) SELECT new_epoch, 0, 0, w.leaf_hash FROM written w
  ), grown AS (
    INSERT INTO tlog_tree (epoch, size, root) SELECT new_epoch, 1, w.leaf_hash FROM written w
  )
  SELECT w.leaf_hash FROM written w;
END;
REVOKE ALL ON FUNCTION tlog_open_epoch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tlog_open_epoch TO crex_log;

REVOKE ALL ON tlog_epoch, tlog_tree, tlog_leaf, tlog_tile, tlog_checkpoint, tlog_cosignature FROM PUBLIC;
GRANT SELECT ON audit_pending, tlog_epoch, tlog_tree, tlog_leaf, tlog_tile, tlog_checkpoint, tlog_cosignature TO crex_app;
GRANT INSERT ON tlog_cosignature TO crex_app;
GRANT SELECT ON audit_entry, audit_reference, audit_pending, tlog_epoch, tlog_tree, tlog_leaf, tlog_tile,
                tlog_checkpoint, tlog_cosignature TO crex_log;
GRANT DELETE ON audit_pending TO crex_log;
GRANT UPDATE (size, root) ON tlog_tree TO crex_log;
GRANT INSERT ON tlog_leaf, tlog_tile, tlog_checkpoint TO crex_log;
GRANT UPDATE (data) ON tlog_tile TO crex_log;
`;
