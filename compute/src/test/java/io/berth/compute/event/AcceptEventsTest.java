package io.berth.compute.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.compute.action.ActionChange.ActionOpened;
import io.berth.compute.event.EventChange.EventsQueued;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerState;
import io.berth.compute.server.Servers;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.store.Errands;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEventsTest {
    private static final UUID ID = new UUID(0, 7);
    private static final AcceptEvents.Asker ASKER = new AcceptEvents.Asker("neutron", "service", "req-1");

    private static Decision.Accepted<List<Verdict>> decide(Optional<Server> server, ExternalEvent... events) {
        Map<String, Server> servers = server.map(it -> Map.of(ID.toString(), it)).orElse(Map.of());
        return (Decision.Accepted<List<Verdict>>)
                AcceptEvents.decide(List.of(events), servers, ASKER, Ids.counting(1), Servers.NOW);
    }

    private static ExternalEvent event(EventName name, String tag) {
        return new ExternalEvent(name, ID.toString(), "completed", Optional.ofNullable(tag));
    }

    @ParameterizedTest(name = "{0} with tag {1} for a server that is {2}: {3}, for its host: {4}, action {5}")
    @CsvSource(nullValues = "-", textBlock = """
            NETWORK_CHANGED,           -,         hosted,  200, true,  -
            NETWORK_VIF_PLUGGED,       p1,        hosted,  200, true,  -
            NETWORK_VIF_PLUGGED,       p1,        unhosted, 422, false, -
            NETWORK_VIF_PLUGGED,       p1,        unknown, 404, false, -
            NETWORK_VIF_DELETED,       p1,        deleted, 200, true,  -
            VOLUME_EXTENDED,           v1,        hosted,  200, true,  extend_volume
            VOLUME_EXTENDED,           -,         hosted,  400, false, -
            VOLUME_EXTENDED,           '',        hosted,  200, true,  extend_volume
            VOLUME_EXTENDED,           -,         unhosted, 400, false, -
            VOLUME_EXTENDED,           -,         unknown, 404, false, -
            POWER_UPDATE,              POWER_ON,  hosted,  200, true,  start
            POWER_UPDATE,              POWER_OFF, hosted,  200, true,  stop
            POWER_UPDATE,              REBOOT,    hosted,  200, false, -
            POWER_UPDATE,              -,         hosted,  400, false, -
            ACCELERATOR_REQUEST_BOUND, a1,        hosted,  200, true,  -
            ACCELERATOR_REQUEST_BOUND, -,         hosted,  400, false, -
            VOLUME_REIMAGED,           -,         hosted,  200, true,  -
            """)
    void eachEventIsJudgedByItself(
            EventName name, String tag, String situation, int code, boolean isQueued, String action) {
        Optional<Server> server = switch (situation) {
            case "unknown" -> Optional.empty();
            case "unhosted" -> Optional.of(Servers.server(ID, ServerState.ERROR, false));
            case "deleted" -> Optional.of(Servers.server(ID, ServerState.DELETED, true));
            default -> Optional.of(Servers.server(ID, ServerState.ACTIVE, true));
        };
        Decision.Accepted<List<Verdict>> decision = decide(server, event(name, tag));
        assertThat(decision.reply()).extracting(Verdict::code).containsExactly(code);
        assertThat(decision.changes().stream().anyMatch(EventsQueued.class::isInstance)).isEqualTo(isQueued);
        assertThat(decision.changes().stream()
                        .filter(ActionOpened.class::isInstance)
                        .map(change -> ((ActionOpened) change).action().action()))
                .isEqualTo(action == null ? List.of() : List.of(action));
    }

    @Test
    void theSameEventTwiceIsQueuedTwiceInOrderAndTheHostIsCalledOnce() {
        ExternalEvent event = event(EventName.NETWORK_CHANGED, "p1");
        Decision.Accepted<List<Verdict>> decision =
                decide(Optional.of(Servers.server(ID, ServerState.ACTIVE, true)), event, event);
        EventsQueued queued = (EventsQueued) decision.changes().getFirst();
        assertThat(queued.events()).hasSize(2).extracting(QueuedEvent::id).doesNotHaveDuplicates();
        assertThat(decision.changes()).filteredOn(ScheduleWork.class::isInstance).hasSize(1);
    }

    @Test
    void namesBecomeValidWithTheirMicroversions() {
        assertThat(List.of(1, 50, 51, 75, 76, 82, 92, 93, 104)).extracting(minor -> EventName.validAt(minor).size())
                .containsExactly(4, 4, 5, 5, 6, 7, 7, 8, 8);
        assertThat(Arrays.stream(EventName.values()).map(EventName::wire)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2", "3,4", "6,32", "7,60", "99,60"})
    void attemptsAreEverFurtherApartUpToAMinute(int attempts, long seconds) {
        assertThat(Errands.backoff(attempts)).hasSeconds(seconds);
    }
}
