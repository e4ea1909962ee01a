-- Hundreds of consumers end at one instant, by one statement: what the others have is looked for once for all of them.
CREATE FUNCTION placement.keep_consumers_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM gone
         CROSS JOIN LATERAL (SELECT FROM placement.holding WHERE holding.consumer = gone.id LIMIT 1) AS kept) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a consumer that has allocations cannot be deleted';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER consumer_with_allocations_stays ON placement.consumer;
CREATE TRIGGER consumer_with_allocations_stays AFTER DELETE ON placement.consumer
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION placement.keep_consumers_in_use();
CREATE TRIGGER consumer_with_allocations_keeps_its_id AFTER UPDATE OF id ON placement.consumer
    FOR EACH ROW EXECUTE FUNCTION placement.keep_consumer_in_use();
