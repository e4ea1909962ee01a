-- A claim of three resource classes was three rows with six index entries: a third of what it cost the database. What a consumer
-- uses of one provider is written together and goes together, so it is one row. See docs/decisions/0006-ledger-in-memory.md.

-- A claim that commits while they are copied would be lost.
LOCK TABLE placement.allocation IN ACCESS EXCLUSIVE MODE;

CREATE TABLE placement.holding (
    consumer         text     NOT NULL,
    provider         uuid     NOT NULL,
    resource_classes text[]   NOT NULL CHECK (cardinality(resource_classes) > 0),
    used             bigint[] NOT NULL CHECK (1 <= ALL (used) AND 2147483647 >= ALL (used)),
    PRIMARY KEY (consumer, provider),
    CHECK (cardinality(used) = cardinality(resource_classes))
);
INSERT INTO placement.holding (consumer, provider, resource_classes, used)
SELECT consumer, provider, array_agg(resource_class ORDER BY resource_class), array_agg(used ORDER BY resource_class)
  FROM placement.allocation
 GROUP BY consumer, provider;
DROP TABLE placement.allocation;
CREATE INDEX holding_by_provider ON placement.holding (provider);

-- The same, an amount a row: to read from.
CREATE VIEW placement.allocation AS
SELECT h.consumer, h.provider, each.resource_class, each.used
  FROM placement.holding h, unnest(h.resource_classes, h.used) AS each (resource_class, used);

CREATE OR REPLACE FUNCTION placement.rename_allocations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.provider <> OLD.provider THEN
        RAISE foreign_key_violation USING MESSAGE = format('inventory of %s stays with its provider', OLD.provider);
    END IF;
    UPDATE placement.holding
       SET resource_classes = array_replace(resource_classes, OLD.resource_class, NEW.resource_class)
     WHERE provider = OLD.provider AND OLD.resource_class = ANY (resource_classes);
    RETURN NULL;
END $$;
