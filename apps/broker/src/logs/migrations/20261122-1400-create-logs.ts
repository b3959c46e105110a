export const createLogs = {
  name: '20261122-1400-create-logs',
  sql: `
-- The hashes of every member's log, one row a tile, as its owner has uploaded them. A tile grows to 256 hashes and never changes.
CREATE TABLE shelf_tile (
  origin text NOT NULL,
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  index  bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (origin, level, index)
);
ALTER TABLE shelf_tile ALTER COLUMN hashes SET STORAGE EXTERNAL; -- hashes do not compress

-- Every checkpoint that was accepted: text and the log's own signature. One root a size, ever.
CREATE TABLE shelf_checkpoint (
  origin      text NOT NULL,
  size        bigint NOT NULL,
  root        bytea NOT NULL,
  note        text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (origin, size)
);

CREATE TABLE shelf_cosignature (
  origin  text NOT NULL,
  size    bigint NOT NULL,
  witness text NOT NULL,                    -- name of the key
  time    bigint NOT NULL,                  -- seconds since 1970, by the witness
  line    text NOT NULL,
  PRIMARY KEY (origin, size, witness),
  FOREIGN KEY (origin, size) REFERENCES shelf_checkpoint
);

-- What a log has signed against its own tiles and checkpoints: evidence of its owner's misbehaviour.
CREATE TABLE shelf_contradiction (
  origin      text NOT NULL,
  size        bigint NOT NULL,
  root        bytea NOT NULL,
  note        text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (origin, size, root)
);

-- A guard against accidents, as in the disclosure log: the owner of the database can drop it.
CREATE FUNCTION shelf_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'shelf_tile' THEN
    IF (NEW.origin, NEW.level, NEW.index) = (OLD.origin, OLD.level, OLD.index)
       AND substr(NEW.hashes, 1, octet_length(OLD.hashes)) = OLD.hashes THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% on % is not allowed: tiles and checkpoints only grow', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER grow_only BEFORE UPDATE ON shelf_tile FOR EACH ROW EXECUTE FUNCTION shelf_refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON shelf_tile
  FOR EACH STATEMENT EXECUTE FUNCTION shelf_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shelf_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION shelf_refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shelf_contradiction
  FOR EACH STATEMENT EXECUTE FUNCTION shelf_refuse_change();

-- for sessions that replicate, too
ALTER TABLE shelf_tile ENABLE ALWAYS TRIGGER grow_only, ENABLE ALWAYS TRIGGER no_removal;
ALTER TABLE shelf_checkpoint ENABLE ALWAYS TRIGGER insert_only;
ALTER TABLE shelf_contradiction ENABLE ALWAYS TRIGGER insert_only;

GRANT SELECT, INSERT, UPDATE (hashes) ON shelf_tile TO crex_app;
GRANT SELECT, INSERT ON shelf_checkpoint, shelf_contradiction TO crex_app;
GRANT SELECT, INSERT, UPDATE (time, line) ON shelf_cosignature TO crex_app;
`,
} as const;
