-- A claim paid for six look-ups of foreign keys, each with a lock, about a third of what it cost the database. That what is
-- claimed exists is judged by the decision, on a provider and a consumer whose revisions are compared and swapped, their rows
-- locked. What is left for the tables to see to is that nothing in use goes away, whoever tries: that is judged when it goes.
-- See docs/decisions/0006-ledger-in-memory.md; berth audit ledger looks for allocations of what is not there.
ALTER TABLE placement.allocation
    DROP CONSTRAINT allocation_consumer_fkey,
    DROP CONSTRAINT allocation_provider_resource_class_fkey;

-- Who claims holds the provider's row, so what it has is seen here once it is committed.
CREATE FUNCTION placement.keep_inventory_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM placement.provider WHERE uuid = OLD.provider FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM placement.allocation
         WHERE provider = OLD.provider AND resource_class = OLD.resource_class) THEN
        RAISE foreign_key_violation
            USING MESSAGE = format('inventory of %s on provider %s is in use', OLD.resource_class, OLD.provider);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER inventory_in_use_stays AFTER DELETE ON placement.inventory
    FOR EACH ROW EXECUTE FUNCTION placement.keep_inventory_in_use();

-- Another name of a class goes on to what is used of it.
CREATE FUNCTION placement.rename_allocations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE placement.allocation
       SET provider = NEW.provider, resource_class = NEW.resource_class
     WHERE provider = OLD.provider AND resource_class = OLD.resource_class;
    RETURN NULL;
END $$;

CREATE TRIGGER inventory_renames_allocations AFTER UPDATE OF provider, resource_class ON placement.inventory
    FOR EACH ROW EXECUTE FUNCTION placement.rename_allocations();

CREATE FUNCTION placement.keep_consumer_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM placement.allocation WHERE consumer = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = format('consumer %s has allocations', OLD.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER consumer_with_allocations_stays AFTER DELETE OR UPDATE OF id ON placement.consumer
    FOR EACH ROW EXECUTE FUNCTION placement.keep_consumer_in_use();

-- The same names as before, without a regular expression for each row.
ALTER TABLE placement.consumer
    DROP CONSTRAINT consumer_consumer_type_check,
    ADD CONSTRAINT consumer_consumer_type_check CHECK (
        char_length(consumer_type) BETWEEN 1 AND 255
        AND translate(consumer_type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_', '') = '');
