-- Underneath the compare-and-swap on calendar_revision: whatever a bug upstairs does, no host is booked twice for one instant.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE reservation.booking
    ADD CONSTRAINT a_host_is_booked_once EXCLUDE USING gist (host_id WITH =, period WITH &&);
