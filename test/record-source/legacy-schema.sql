-- A criminal-records database as a country may have had it for years: its own words, its own codes, nothing of CREX in it.
-- One thing was added for CREX: `cambio`, the transaction that changed a row last, kept by a trigger.
CREATE SCHEMA antecedentes;

CREATE TABLE antecedentes.persona (
  id_persona       bigint PRIMARY KEY,
  nombres          text NOT NULL,
  apellido1        text NOT NULL,
  apellido2        text,
  sexo             char(1),                       -- M, F
  fecha_nacimiento date,
  localidad        text,                          -- where born; everybody in this one was born in the country
  dni              text,
  nombre_madre     text,
  baja             boolean NOT NULL DEFAULT false, -- removed: kept here so that CREX is told
  cambio           xid8 NOT NULL DEFAULT pg_current_xact_id()
);

CREATE TABLE antecedentes.sentencia (
  id_sentencia  bigint PRIMARY KEY,
  id_persona    bigint NOT NULL REFERENCES antecedentes.persona,
  expediente    text NOT NULL,
  juzgado       text NOT NULL,
  nombre_juzgado text NOT NULL,
  fecha         date NOT NULL,
  firme         date NOT NULL,
  delito        text NOT NULL,                    -- HURTO, ROBO
  articulo      text NOT NULL,
  fecha_hecho   date NOT NULL,
  prision_meses int,
  reservada     boolean NOT NULL DEFAULT false,   -- not to be told abroad
  version       int NOT NULL DEFAULT 1,
  modificada    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON antecedentes.sentencia (id_persona);
CREATE INDEX ON antecedentes.persona (cambio, id_persona);

CREATE FUNCTION antecedentes.anotar_cambio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.cambio := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER anotar_cambio BEFORE UPDATE ON antecedentes.persona
  FOR EACH ROW EXECUTE FUNCTION antecedentes.anotar_cambio();
