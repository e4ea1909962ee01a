-- Which lease had a host right before another is asked for every host at every start: of however many there were, one is read.
CREATE INDEX booking_by_host_and_end ON reservation.booking (host_id, upper(period));
DROP INDEX reservation.booking_by_host;

-- Leases change a few times each, many of them at one instant: room on their pages lets PostgreSQL do that in place, without
-- touching an index.
ALTER TABLE reservation.lease SET (fillfactor = 60);
ALTER TABLE reservation.reservation SET (fillfactor = 70);
ALTER TABLE reservation.lease_event SET (fillfactor = 60);
