package io.berth.reservation.audit;

import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site with leases at every stage, and the ways in which somebody who writes past Berth can spoil it. It is 12:00:30. */
class LeaseAuditTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestRoom room = new TestRoom(
            DB.store(), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS).withCleaningTime(Duration.ofMinutes(10)));
    private final LeaseAudit audit = new LeaseAudit(room.store, room.room.calendars(), room.ledger, room.clock, Duration.ofMillis(50));

    @BeforeEach
    void populate() {
        TestRoom.clear(DB.store());
        for (int i = 0; i < 6; i++) {
            room.enrol("node-" + i);
        }
        room.register("172.24.4.101");
        room.register("172.24.4.102");
        room.create(lease("16:00", "18:00", addresses(2)));
        Lease ended = room.create(lease("now", "12:30", hosts(1, 1)));
        Lease deleted = room.create(lease("now", "12:40", hosts(1, 1)));
        room.create(lease("now", "12:31", instances(3, 1, Affinity.ANYWHERE)));
        room.runDue();
        room.room.leases().delete(deleted.id());
        room.at("12:32");
        assertThat(room.read(ended).hasEnded()).isTrue();
        room.create(lease("now", "15:00", hosts(2, 2)));
        room.create(lease("now", "15:00", instances(3, 2, Affinity.ANYWHERE)));
        room.runDue();
        room.create(lease("16:00", "18:00", hosts(1, 3)));
        room.create(lease("16:00", "18:00", instances(4, 1, Affinity.ANYWHERE)));
    }

    /** What was found, by check. */
    private Map<Check, List<Finding>> findings() {
        return audit.run(PATIENCE).findings().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void aSiteThatOnlyBerthWroteIsClean() {
        assertThat(findings()).isEmpty();
        assertThat(audit.run(PATIENCE).findings().keySet()).isEqualTo(Set.of(Check.values()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            HOSTS_BOOKED_ONCE | INSERT INTO reservation.booking SELECT gen_random_uuid(), host_id, period, 'maintenance' FROM reservation.booking WHERE slots IS NULL AND upper(period) > '2026-03-01 17:00Z' LIMIT 1
            HOSTS_BOOKED_ONCE | INSERT INTO reservation.booking SELECT gen_random_uuid(), host_id, period, 'maintenance' FROM reservation.booking WHERE slots IS NOT NULL AND upper(period) > '2026-03-01 17:00Z' LIMIT 1
            HOSTS_BOOKED_ONCE | INSERT INTO reservation.booking SELECT gen_random_uuid(), host_id, tstzrange('2026-03-01 13:00Z', NULL), 'quarantine' FROM reservation.booking WHERE slots IS NULL AND upper(period) > '2026-03-01 17:00Z' LIMIT 1
            SHARES_WITHIN_CAPACITY | UPDATE reservation.booking SET amounts = '{"VCPU": 900}' WHERE slots IS NOT NULL AND lower(period) > '2026-03-01 15:50Z'
            BOOKINGS_OF_LEASES | DELETE FROM reservation.reservation WHERE status = 'pending'
            BOOKINGS_OF_LEASES | UPDATE reservation.booking SET host_id = gen_random_uuid() WHERE kind = 'cleaning'
            BOOKINGS_MATCH_LEASES | UPDATE reservation.lease SET ends_at = ends_at + interval '1 hour' WHERE status = 'PENDING'
            BOOKINGS_MATCH_LEASES | UPDATE reservation.lease SET starts_at = starts_at - interval '1 hour' WHERE status = 'PENDING'
            BOOKINGS_MATCH_LEASES | UPDATE reservation.booking SET period = tstzrange(lower(period), '2026-03-02Z') WHERE reservation_id IN (SELECT id FROM reservation.reservation WHERE status = 'deleted')
            BOOKINGS_MATCH_LEASES | UPDATE reservation.booking SET period = tstzrange('2026-03-02Z', '2026-03-03Z') WHERE kind = 'cleaning' AND upper(period) > '2026-03-01 18:00Z'
            RESERVATIONS_ARE_SERVED | DELETE FROM reservation.floating_ip_booking
            RESERVATIONS_ARE_SERVED | DELETE FROM reservation.booking WHERE lower(period) > '2026-03-01 15:50Z'
            EVENTS_MATCH_STATUS | UPDATE reservation.lease SET status = 'TERMINATED' WHERE status = 'ACTIVE'
            EVENTS_MATCH_STATUS | DELETE FROM reservation.lease_event WHERE type = 'end_lease'
            EVENTS_MATCH_STATUS | UPDATE reservation.lease_event SET status = 'UNDONE' WHERE type = 'before_end_lease' AND lease_id IN (SELECT id FROM reservation.lease WHERE status = 'TERMINATED')
            EVENTS_ARE_ARMED | DELETE FROM store.due_work WHERE kind = 'lease.start'
            EVENTS_ARE_ARMED | UPDATE store.due_work SET due_at = due_at + interval '1 hour' WHERE kind = 'lease.before_end'
            EVENTS_ARE_ARMED | UPDATE store.due_work SET kind = 'lease.end' WHERE kind = 'lease.before_end'
            EVENTS_ARE_ARMED | INSERT INTO store.due_work SELECT 'lease.end', id::text, ends_at FROM reservation.lease WHERE status = 'ACTIVE'
            EVENTS_ARE_ARMED | UPDATE reservation.lease_event SET time = '2026-03-01 15:01Z' WHERE type = 'before_end_lease' AND time = '2026-03-01 14:00Z'
            EVENTS_ARE_ARMED | UPDATE reservation.lease_event SET status = 'DONE' WHERE type = 'before_end_lease' AND time = '2026-03-01 14:00Z'
            EVENTS_ARE_ARMED | INSERT INTO store.due_work SELECT 'lease.end', id::text, ends_at FROM reservation.lease WHERE status = 'TERMINATED'
            EVENTS_ARE_ARMED | DELETE FROM store.due_work WHERE kind = 'cleaning.end'
            NOTHING_OVERDUE | UPDATE store.due_work SET due_at = '2026-03-01 12:30Z' WHERE kind = 'lease.start'
            CLAIMS_MATCH_BOOKINGS | DELETE FROM placement.holding WHERE 'MEMORY_MB' = ANY (resource_classes)
            CLAIMS_MATCH_BOOKINGS | UPDATE placement.holding SET used[1] = used[1] + 1
            CLAIMS_MATCH_BOOKINGS | UPDATE reservation.reservation SET status = 'deleted' WHERE status = 'active'
            SLOTS_MATCH_BOOKINGS | UPDATE placement.inventory SET total = total + 1 WHERE starts_with(resource_class, 'CUSTOM_RESERVATION_')
            SLOTS_MATCH_BOOKINGS | DELETE FROM placement.inventory WHERE starts_with(resource_class, 'CUSTOM_RESERVATION_')
            INDEX_MATCHES_DATABASE | UPDATE reservation.booking SET period = tstzrange('2026-03-05Z', '2026-03-06Z') WHERE slots IS NULL
            """)
    void whatSomebodySpoiltIsFound(Check check, String statement) {
        room.room.calendars().refreshed();
        room.store.database().transact(tx -> {
            tx.execute("ALTER TABLE reservation.booking DROP CONSTRAINT IF EXISTS a_host_is_booked_once");
            return tx.execute(statement);
        });

        assertThat(findings()).as("what was found after: %s", statement).containsKey(check);
    }

    @Test
    void anAddressThatIsTakenTwiceIsFound() {
        room.store.database().transact(tx -> {
            tx.execute("ALTER TABLE reservation.floating_ip_booking DROP CONSTRAINT an_address_is_booked_once");
            tx.execute("INSERT INTO reservation.floating_ip VALUES ('a0000000-0000-4000-8000-000000000001', 'n', 's', '192.0.2.1', 1, now())");
            return tx.execute("""
                    INSERT INTO reservation.floating_ip_booking
                    SELECT gen_random_uuid(), 'a0000000-0000-4000-8000-000000000001', tstzrange(now(), now() + interval '1 hour'),
                           gen_random_uuid(), gen_random_uuid()
                      FROM generate_series(1, 2)
                    """);
        });

        assertThat(findings()).containsOnlyKeys(Check.ADDRESSES_BOOKED_ONCE);
    }
}
