-- Underneath the compare-and-swap on floating_ip.revision, as for hosts.
ALTER TABLE reservation.floating_ip_booking
    ADD CONSTRAINT an_address_is_booked_once EXCLUDE USING gist (floating_ip_id WITH =, period WITH &&);
