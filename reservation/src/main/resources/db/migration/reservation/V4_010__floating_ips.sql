-- Addresses of external networks that can be reserved. revision moves with every change of their bookings: whoever books compares
-- and swaps it. The networks themselves are in the configuration; what was once registered outlives them there.
CREATE TABLE reservation.floating_ip (
    id         uuid        PRIMARY KEY,
    network_id text        NOT NULL,
    subnet_id  text        NOT NULL,
    address    inet        NOT NULL,
    revision   bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (subnet_id, address)
);
CREATE INDEX floating_ip_by_network ON reservation.floating_ip (network_id, address);

-- An address is taken for a half-open range of time. Its bookings go with their lease.
CREATE TABLE reservation.floating_ip_booking (
    id             uuid      PRIMARY KEY,
    floating_ip_id uuid      NOT NULL REFERENCES reservation.floating_ip,
    period         tstzrange NOT NULL CHECK (NOT isempty(period)),
    lease_id       uuid      NOT NULL,
    reservation_id uuid      NOT NULL
);
-- Whether an address is free in a window is looked up from its first booking that ends after the window's start.
CREATE INDEX floating_ip_booking_by_address ON reservation.floating_ip_booking (floating_ip_id, upper(period), lower(period));
CREATE INDEX floating_ip_booking_by_lease ON reservation.floating_ip_booking (lease_id);
