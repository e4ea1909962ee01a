-- A provider's revision moves with every claim: room on its page lets PostgreSQL do that in place, without touching an index.
ALTER TABLE placement.provider SET (fillfactor = 50);
