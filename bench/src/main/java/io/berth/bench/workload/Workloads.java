package io.berth.bench.workload;

import io.berth.bench.report.Goal;
import io.berth.bench.report.Goal.P99;
import io.berth.bench.report.Goal.Rate;
import io.berth.bench.report.Goal.ShareOf;
import io.berth.bench.report.Goal.ShareOfInserts;
import io.berth.bench.report.Goal.TimesReal;
import io.berth.bench.world.BusyCalendarWorld;
import io.berth.bench.world.FlatWorld;
import io.berth.bench.world.NestedWorld;
import io.berth.bench.world.WideTreeWorld;
import java.util.List;

/** All workloads, in the order in which they are measured: what adds to a world comes after what asks about it. */
public final class Workloads {
    private static final FlatWorld SMALL = new FlatWorld(1_000);
    private static final FlatWorld LARGE = new FlatWorld(10_000);
    private static final NestedWorld NESTED = new NestedWorld(1_000);
    private static final WideTreeWorld WIDE = new WideTreeWorld(8);
    private static final BusyCalendarWorld BUSY = new BusyCalendarWorld(10_000, 1_000_000);
    private static final List<Integer> ALL = List.of(1, 8, 32);
    private static final int OFTEN = 8;
    private static final String LIMIT_100 = "candidates, limit=100, 1,000 providers";

    /** What a large world must still answer quickly. */
    public static final Candidates LARGE_LIMITED = new Candidates(
            "candidates, limit=100, 10,000 providers", LARGE, ALL, Candidates.FLAT, 100, 100, false, Workloads::large);

    private Workloads() {}

    public static List<Workload> all() {
        return List.of(
                new VersionDocument(SMALL, ALL),
                new Candidates("candidates, limit=10, 1,000 providers", SMALL, ALL, Candidates.FLAT, 10, 10, true,
                        count -> count == OFTEN ? List.of(new TimesReal(300), new P99(10)) : List.of(new TimesReal(300))),
                new Candidates("candidates, no limit, 1,000 providers", SMALL, ALL, Candidates.FLAT, 0, SMALL.withTrait(), true,
                        count -> List.of(new TimesReal(60))),
                new Candidates(LIMIT_100, SMALL, ALL, Candidates.FLAT, 100, 100, false, count -> List.of()),
                new ShowAllocations(SMALL, ALL, List.of(new TimesReal(40))),
                new Claims("claim", SMALL, SMALL.providers(), true, List.of(1), List.of()),
                new Claims("claim", SMALL, SMALL.providers(), true, List.of(8, 32),
                        List.of(new TimesReal(60), new ShareOfInserts(0.5))),
                new PutInventories(SMALL, List.of(OFTEN), List.of(new TimesReal(40))),
                new CreateProviders(SMALL, List.of(OFTEN), List.of(new TimesReal(40))),
                // The real service gives up on so many at once, and a refusal would fail the run.
                new Claims("claim, all on one provider", SMALL, 1, false, List.of(8), List.of()),
                LARGE_LIMITED,
                new Candidates("candidates, same_subtree, 1,000 trees of 7", NESTED, ALL, Candidates.NESTED, 0, 2_000, true,
                        count -> List.of()),
                new Candidates("candidates, same_subtree, limit=10", NESTED, ALL, Candidates.NESTED, 10, 10, true,
                        count -> List.of()),
                new Candidates("candidates, 8 groups × 8 children, limit=1000", WIDE, List.of(1), groups("none"), 1_000, 1_000,
                        false, count -> List.of(new P99(25))),
                new Candidates("the same, isolated", WIDE, List.of(1), groups("isolate"), 1_000, 1_000, false,
                        count -> List.of(new P99(25))),
                new ListLeases(BUSY, List.of(OFTEN), List.of(new Rate(200))),
                new ShowLeases(BUSY, List.of(OFTEN), List.of(new Rate(10_000))),
                new NextWindow("next window, 50 hosts for 12 hours", BUSY, List.of(1, OFTEN), 12, true, List.of(new P99(50))),
                new NextWindow("next window, 50 hosts for 3 days, of which there is none", BUSY, List.of(1, OFTEN), 72, false,
                        List.of(new P99(50))),
                new RefusedLeases(BUSY, List.of(32), List.of(new Rate(5_000))),
                new CreateLeases("lease of 100 hosts", BUSY, 100, List.of(1, OFTEN), count -> List.of(new P99(25))),
                new CreateLeases("lease of 1 host", BUSY, 1, List.of(OFTEN, 32),
                        count -> count == OFTEN ? List.of(new Rate(1_000), new P99(20)) : List.of(new Rate(1_000))));
    }

    private static List<Goal> large(int connections) {
        Goal near = new ShareOf(0.5, LIMIT_100, connections);
        return connections == OFTEN ? List.of(new P99(25), near) : List.of(near);
    }

    private static String groups(String policy) {
        StringBuilder query = new StringBuilder("group_policy=").append(policy);
        for (int group = 1; group <= 8; group++) {
            query.append("&resources").append(group).append("=SRIOV_NET_VF:1");
        }
        return query.toString();
    }
}
