-- What a change touched, for those who keep a copy in memory: noun/id, in the words of the room.
ALTER TABLE store.change ADD COLUMN touched text[] NOT NULL DEFAULT '{}';
