-- What a reservation asks for, by its resource_type: see RequestJson.
ALTER TABLE reservation.reservation ADD COLUMN request jsonb;

UPDATE reservation.reservation
   SET request = jsonb_build_object(
           'min', hosts_min,
           'max', hosts_max,
           'hypervisor_properties', hypervisor_properties,
           'resource_properties', resource_properties,
           'before_end', before_end);

ALTER TABLE reservation.reservation
    ALTER COLUMN request SET NOT NULL,
    DROP COLUMN hosts_min,
    DROP COLUMN hosts_max,
    DROP COLUMN hypervisor_properties,
    DROP COLUMN resource_properties,
    DROP COLUMN before_end;
