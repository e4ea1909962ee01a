-- Undoes a statement that found, after it had begun to write, that what it writes was decided on what is no longer so.
CREATE FUNCTION placement.batch_is_stale() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE serialization_failure USING MESSAGE = 'a provider or consumer is not as it was seen: the batch is decided anew';
END $$;
