package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Answer;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** SIGKILL while leases are created under idempotency keys: who repeats what was not answered gets each lease once. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class KilledKeysTest {
    private static final int KEYS = 400;
    private static final int CLIENTS = 4;
    private static final int ANSWERED_BEFORE_THE_AXE = 60;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static byte[] body(int key) {
        LocalDateTime start = LocalDateTime.of(2041, 1, 1, 0, 0).plusHours(key);
        return JsonMapper.shared().writeValueAsBytes(Map.of(
                "name", "key-" + key, "start_date", MINUTE.format(start), "end_date", MINUTE.format(start.plusHours(1)),
                "events", List.of(), "reservations", List.of(Map.of(
                        "resource_type", "physical:host", "min", 1, "max", 1, "hypervisor_properties", "",
                        "resource_properties", ""))));
    }

    private static Answer create(Session user, int key) {
        return user.with("Idempotency-Key", "\"key-" + key + "\"")
                .with("Content-Type", "application/json")
                .send("POST", Leases.PATH, body(key));
    }

    @Test
    void what_was_not_answered_is_repeated_and_made_once() {
        Path directory = Leftovers.newDirectory("killed-keys");
        BerthProcess killed = BerthProcess.serve(BerthProcess.Options.in(directory));
        killed.awaitHosts();
        Session demo = Session.logIn(killed.url(), "demo", "demo");
        Map<Integer, String> answered = new ConcurrentHashMap<>();
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        AtomicInteger answers = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            IntStream.range(0, CLIENTS).forEach(client -> clients.execute(() -> {
                for (int key = client; key < KEYS; key += CLIENTS) {
                    Answer answer;
                    try {
                        answer = create(demo, key);
                    } catch (AssertionError noAnswer) {
                        if (answers.get() < ANSWERED_BEFORE_THE_AXE) {
                            refused.add(noAnswer.getMessage());
                        }
                        return;
                    }
                    if (answer.status() != 201) {
                        refused.add(answer.toString());
                        return;
                    }
                    answered.put(key, answer.text("/lease/id"));
                    if (answers.incrementAndGet() == ANSWERED_BEFORE_THE_AXE) {
                        killed.kill();
                    }
                }
            }));
        }
        assertThat(refused).as("answers that are no leases").isEmpty();
        assertThat(answered.size()).as("killed in the middle").isBetween(ANSWERED_BEFORE_THE_AXE, KEYS - 1);

        try (BerthProcess restarted = BerthProcess.serve(BerthProcess.Options.in(directory))) {
            Session again = Session.logIn(restarted.url(), "demo", "demo");
            Set<String> ids = new HashSet<>();
            for (int key = 0; key < KEYS; key++) {
                Answer answer = create(again, key).expect(201);
                ids.add(answer.text("/lease/id"));
                if (answered.containsKey(key)) {
                    assertThat(answer.text("/lease/id")).as("key-%d", key).isEqualTo(answered.get(key));
                    assertThat(answer.header("Idempotent-Replayed")).as("key-%d", key).isEqualTo("true");
                }
            }
            List<String> names = again.get(Leases.PATH).expect(200).json().path("leases").valueStream()
                    .map(lease -> lease.path("name").asString())
                    .toList();
            assertThat(names).as("one lease for each key").hasSize(KEYS).doesNotHaveDuplicates();
            assertThat(ids).hasSize(KEYS);
        }
    }
}
