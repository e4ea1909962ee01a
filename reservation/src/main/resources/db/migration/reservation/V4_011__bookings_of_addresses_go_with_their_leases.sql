-- As those of hosts do: no past booking of an address outlives its lease any more.
DELETE FROM reservation.floating_ip_booking booking
 WHERE NOT EXISTS (SELECT 1 FROM reservation.lease WHERE lease.id = booking.lease_id);
