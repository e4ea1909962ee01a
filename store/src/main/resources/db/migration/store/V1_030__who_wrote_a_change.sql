-- Which process wrote a change: whoever keeps a copy of something in memory hears of its own changes without reading them here. 0 says
-- nothing of who it was.
ALTER TABLE store.change ADD COLUMN origin bigint NOT NULL DEFAULT 0;
