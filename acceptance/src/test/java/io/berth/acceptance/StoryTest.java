package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code berth demo --once}: what a newcomer runs first. */
class StoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** A line for every call of the story that a reader of the README is promised, in their order. */
    private static final List<String> CALLS = List.of(
            "POST /api/v1.0/validatedesign +200",
            "POST /api/v1.0/tasks +201",
            "POST /reservation/v1/os-hosts +201",
            "GET /placement/resource_providers +200",
            "GET /api/v1.0/nodes +200",
            "POST /reservation/v1/leases +409",
            "POST /reservation/v1/leases +201",
            "GET /placement/allocations/.+ 200",
            "GET /api/v1.0/tasks/.+ 200",
            "GET /api/v1.0/nodes/.+/builddata.+ 200",
            "GET /volume/v3/.+/messages +200",
            "POST /compute/v2.1/servers +202",
            "POST /compute/v2.1/os-server-external-events +207",
            "PUT /reservation/v1/leases/.+ 200",
            "POST /reservation/v1/leases +409",
            "PUT /berth/v1/clock +200",
            "GET /placement/allocations/.+ 200");

    @Test
    void the_demo_plays_the_whole_story_and_ends_well() {
        Path directory = Leftovers.newDirectory("story");
        BerthProcess demo = BerthProcess.start(
                directory, List.of("demo", "--once", "--data-dir", directory.resolve("demo").toString()));

        int status = demo.awaitEnd(LIMIT);

        assertThat(status).as(demo::ends).isZero();
        String told = demo.output();
        assertThat(told).containsPattern(Pattern.compile(String.join("(?s:.*)", CALLS)));
        assertThat(told).contains("partial_success").contains("The story is told.");
    }
}
