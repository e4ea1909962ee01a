package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.index.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Finds candidates one by one (contract placement §8.16). Pure: the same world, query and options give the same candidates.
 * Work is done for candidates that are asked for, so {@link #found} does about as much as its limit says. A search that has
 * taken more steps than {@link Budget#STEPS_MAX} ends where it is.
 */
public final class CandidateSearch {
    private final Plan plan;
    private final SearchOptions options;
    private final Budget budget;
    private final Set<List<Integer>> repeated = new HashSet<>();
    private final boolean mayRepeat;
    private final int[] anchors;
    private final SplittableRandom random;
    private final ChoiceOrder choiceOrder;
    /** Trees that are begun and may have more. */
    private final Deque<TreeSearch> begun = new ArrayDeque<>();

    private int visited;
    private Optional<TreeSearch> unused = Optional.empty();

    private CandidateSearch(Plan plan, SearchOptions options, long steps) {
        this.plan = plan;
        this.budget = new Budget(steps);
        this.options = options;
        this.mayRepeat = plan.mayRepeat();
        this.anchors = plan.anchors.toArray();
        this.random = new SplittableRandom(options.seed());
        this.choiceOrder = isRandomised() ? ChoiceOrder.randomised(random) : ChoiceOrder.STABLE;
    }

    public static CandidateSearch of(World world, CandidateQuery query, SearchOptions options) {
        return of(world, query, options, Budget.STEPS_MAX);
    }

    /** @param steps after so many the search ends where it is, see {@link #isCutShort} */
    public static CandidateSearch of(World world, CandidateQuery query, SearchOptions options, long steps) {
        return new CandidateSearch(Planner.plan(world, query, Tally.NONE), options, steps);
    }

    /** @param among whom to choose for one part of the query */
    public static CandidateSearch of(World world, CandidateQuery query, Among among, long steps) {
        return new CandidateSearch(Planner.plan(world, query, Optional.of(among)), SearchOptions.STABLE, steps);
    }

    /** All candidates, up to the limits of query and options; in a random order, those of one tree are not side by side. */
    public List<Candidate> found() {
        int most = plan.query.limit().orElse(Integer.MAX_VALUE);
        if (options.max() > 0) {
            most = Math.min(most, options.max());
        }
        List<Candidate> found = new ArrayList<>();
        while (found.size() < most) {
            Optional<Candidate> next = next();
            if (next.isEmpty()) {
                break;
            }
            found.add(next.get());
        }
        if (isRandomised()) {
            Collections.shuffle(found, random);
        }
        return found;
    }

    /** Another candidate; absent once there are no more. */
    public Optional<Candidate> next() {
        while (!budget.isSpent()) {
            Optional<TreeSearch> tree = tree();
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            if (!tree.get().advance()) {
                unused = tree;
                continue;
            }
            begun.add(tree.get());
            Candidate candidate = tree.get().candidate();
            if (!mayRepeat || isNew(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Whether the search was ended before it was done. */
    public boolean isCutShort() {
        return budget.isSpent();
    }

    /** How many steps it took so far: providers tried and edges looked at. */
    public long steps() {
        return budget.used();
    }

    /** What only sharers serve is found in every tree that they share with. */
    private boolean isNew(Candidate candidate) {
        return !candidate.isOnlyShared() || repeated.add(candidate.ordinals());
    }

    private Optional<TreeSearch> tree() {
        return switch (options.strategy()) {
            case DEPTH_FIRST -> begun.isEmpty() ? nextTree() : Optional.of(begun.removeFirst());
            case BREADTH_FIRST -> nextTree().or(() -> Optional.ofNullable(begun.pollFirst()));
        };
    }

    private Optional<TreeSearch> nextTree() {
        TreeSearch search = unused.orElseGet(() -> new TreeSearch(plan, choiceOrder, budget));
        while (visited < anchors.length && budget.step()) {
            if (search.begin(plan.world.get(anchor()))) {
                unused = Optional.empty();
                return Optional.of(search);
            }
        }
        unused = Optional.of(search);
        return Optional.empty();
    }

    private boolean isRandomised() {
        return options.order() == SearchOptions.Order.RANDOMISED;
    }

    private int anchor() {
        if (isRandomised()) {
            int other = visited + random.nextInt(anchors.length - visited);
            int anchor = anchors[other];
            anchors[other] = anchors[visited];
            anchors[visited] = anchor;
        }
        return anchors[visited++];
    }
}
