package io.berth.acceptance;

import static io.berth.acceptance.harness.AskedBerth.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Allocation candidates of a time to come, with leases that are really booked. They lie in the year 2033. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class CandidatesDuringTest {
    private final Session admin = SharedBerth.admin();

    @Test
    void candidates_of_a_time_to_come_are_hosts_that_nobody_has_then() {
        String host = Leases.hosts(admin).getFirst();
        String query = "/placement/resource_providers?name=" + host;
        String provider = admin.version("placement", "1.39").get(query).expect(200).text("/resource_providers/0/uuid");
        String lease = SharedBerth.demo()
                .post(Leases.PATH, Leases.of("candidates-during", host, "2033-07-01 00:00", "2033-07-02 00:00"))
                .expect(201).text("/lease/id");
        String[] before = {"candidates", "resources=VCPU:1", "--during", "2033-06-30T00:00:00Z/P1D"};
        String[] then = {"candidates", "resources=VCPU:1", "--during", "2033-06-30T00:00:00Z/2033-07-01T00:00:01Z"};

        assertThat(as("admin", before).expect(0).out()).contains("CANDIDATE", provider, "VCPU:1");
        assertThat(as("admin", then).expect(0).out()).startsWith(BerthProcess.MACHINES - 1 + " candidates").doesNotContain(provider);

        SharedBerth.demo().delete(Leases.PATH + "/" + lease).expect(204);
        assertThat(as("admin", then).expect(0).out()).contains(provider);
        assertThat(as("admin", "candidates", "resources=VCPU:1", "--during", "never").expect(1).err()).contains("(400)");
    }

    @Test
    void what_a_lease_has_claimed_now_is_free_after_its_end() {
        Session demo = SharedBerth.demo();
        String host = Leases.hosts(admin).getLast();
        String provider = admin.version("placement", "1.39")
                .get("/placement/resource_providers?name=" + host).expect(200).text("/resource_providers/0/uuid");
        Instant now = Leases.now(demo);
        String lease = demo.post(Leases.PATH, Leases.of(
                        "claimed-now", host, "now", Leases.minute(now.plus(Duration.ofDays(1)))))
                .expect(201).text("/lease/id");
        Leases.awaitStatus(demo, lease, "ACTIVE");

        assertThat(as("admin", "candidates", "resources=VCPU:1").expect(0).out()).doesNotContain(provider);
        assertThat(as("admin", "candidates", "resources=VCPU:1", "--during", "now/PT1H").expect(0).out()).doesNotContain(provider);
        assertThat(as("admin", "candidates", "resources=VCPU:1", "--during", now.plus(Duration.ofDays(2)) + "/PT1H").expect(0).out())
                .contains(provider);

        demo.delete(Leases.PATH + "/" + lease).expect(204);
    }
}
