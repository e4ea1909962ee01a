-- What a booking takes of its host: so many slots of the same amounts, by resource class. Both are null where it takes all of it.
ALTER TABLE reservation.booking
    ADD COLUMN slots   integer CHECK (slots > 0),
    ADD COLUMN amounts jsonb,
    ADD CHECK ((slots IS NULL) = (amounts IS NULL));
