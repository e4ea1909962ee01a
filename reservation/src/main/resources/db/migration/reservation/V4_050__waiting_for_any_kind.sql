-- A waiting lease can have several reservations, of every kind: a list of what RequestJson words, each with its resource type.
UPDATE reservation.waiting_lease
   SET request = json_build_array(json_build_object('resource_type', 'physical:host', 'request', request::json))::text;
