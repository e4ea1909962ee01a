-- Who takes a host whole has it alone: its booking differs from every other. Shares of a host overlap with each other.
ALTER TABLE reservation.booking DROP CONSTRAINT a_host_is_booked_once;

ALTER TABLE reservation.booking
    ADD CONSTRAINT a_host_is_booked_once EXCLUDE USING gist (
        host_id WITH =,
        period WITH &&,
        (CASE WHEN slots IS NULL THEN id ELSE '00000000-0000-0000-0000-000000000000' END) WITH <>);
