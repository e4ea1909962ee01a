package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import io.berth.placement.index.ProviderSets;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Makes the plan of a query: which providers have the classes, traits, aggregates and trees that each part asks for. */
final class Planner {
    private final World world;
    private final CandidateQuery query;
    private final Tally tally;
    private final Optional<Among> among;
    private final RoaringBitmap sharing;
    /** Whether all resources of a tree come from its root: then the group without a suffix is like any other. */
    private final boolean isSimple;

    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Integer> sharerNumbers = new LinkedHashMap<>();
    private final List<Sharer> sharers = new ArrayList<>();
    private final List<RoaringBitmap> wanted = new ArrayList<>();

    private Planner(World world, CandidateQuery query, Tally tally, Optional<Among> among) {
        this.world = world;
        this.query = query;
        this.tally = tally;
        this.among = among;
        this.sharing = world.withTrait(Sharer.TRAIT);
        this.isSimple = !world.hasChildren() && sharing.isEmpty();
    }

    static Plan plan(World world, CandidateQuery query, Tally tally) {
        return new Planner(world, query, tally, Optional.empty()).plan();
    }

    static Plan plan(World world, CandidateQuery query, Optional<Among> among) {
        return new Planner(world, query, Tally.NONE, among).plan();
    }

    private Plan plan() {
        List<Draft> drafts = new ArrayList<>();
        for (RequestGroup group : query.groups()) {
            if (tally.isWanted()) {
                tellWishes(group);
            }
            if (group.hasSuffix()) {
                drafts.add(draft(group, group.resources(), groupSet(group), Optional.empty(), true));
            } else {
                addUnsuffixed(group, drafts);
            }
        }
        drafts.forEach(draft -> parts.add(part(draft)));
        RoaringBitmap anchors = new Anchors(world, query, tally).of(parts, sharers);
        return new Plan(
                world, query, parts.toArray(Part[]::new), classes.keySet().toArray(String[]::new), sharers, wanted, anchors);
    }

    /** A part before the sharers of all parts are known. */
    private record Draft(
            RequestGroup group, Map<String, Long> resources, RoaringBitmap own, Optional<RoaringBitmap> members, List<Integer> sharers) {}

    private Draft draft(
            RequestGroup group,
            Map<String, Long> resources,
            RoaringBitmap own,
            Optional<RoaringBitmap> members,
            boolean mayShare) {
        RoaringBitmap fitting = tally.isWanted() ? fitting(group, resources, membersOf(group, resources, own, members)) : own;
        List<Integer> mine = new ArrayList<>();
        if (mayShare && !sharing.isEmpty()) {
            RoaringBitmap shared = RoaringBitmap.and(own, sharing);
            members.ifPresent(shared::and);
            IntIterator each = shared.getIntIterator();
            while (each.hasNext()) {
                Node node = world.get(each.next());
                if (fits(node, resources)) {
                    mine.add(number(node));
                }
            }
        }
        return new Draft(group, resources, fitting, members, mine);
    }

    private int number(Node node) {
        return sharerNumbers.computeIfAbsent(node.ordinal(), any -> {
            sharers.add(new Sharer(node, world.rootOf(node).ordinal()));
            return sharers.size() - 1;
        });
    }

    private static boolean fits(Node node, Map<String, Long> resources) {
        for (Map.Entry<String, Long> each : resources.entrySet()) {
            if (!node.fits(each.getKey(), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Only for whom it counts, too: the root's aggregates count for its tree. */
    private RoaringBitmap membersOf(
            RequestGroup group, Map<String, Long> resources, RoaringBitmap own, Optional<RoaringBitmap> members) {
        Narrowing left = new Narrowing(group.suffix(), own, tally);
        members.ifPresent(these -> {
            RoaringBitmap inside = new RoaringBitmap();
            own.forEach((int ordinal) -> {
                if (these.contains(ordinal) || these.contains(world.rootOf(world.get(ordinal)).ordinal())) {
                    inside.add(ordinal);
                }
            });
            left.become(inside, () -> label(group, resources) + "member_of, themselves or by their root");
        });
        return left.left();
    }

    /** Which class of the group without a suffix a constraint was applied for. */
    private static String label(RequestGroup group, Map<String, Long> resources) {
        return group.hasSuffix() ? "" : String.join(",", resources.keySet()) + ": ";
    }

    /** Only for whom it counts: otherwise room is judged when a tree is visited. */
    private RoaringBitmap fitting(RequestGroup group, Map<String, Long> resources, RoaringBitmap own) {
        Narrowing left = new Narrowing(group.suffix(), own, tally);
        resources.forEach((name, amount) -> {
            RoaringBitmap having = new RoaringBitmap();
            left.left().forEach((int ordinal) -> {
                if (world.get(ordinal).fits(name, amount)) {
                    having.add(ordinal);
                }
            });
            left.become(having, () -> label(group, resources) + "room for " + name + ":" + amount);
        });
        tally.roomJudged(group, resources, own, left.left());
        return left.left();
    }

    private Part part(Draft draft) {
        int size = draft.resources().size();
        String[] names = new String[size];
        long[] amounts = new long[size];
        int[] numbers = new int[size];
        int i = 0;
        for (Map.Entry<String, Long> each : draft.resources().entrySet()) {
            names[i] = each.getKey();
            amounts[i] = each.getValue();
            numbers[i] = classes.computeIfAbsent(each.getKey(), any -> classes.size());
            i++;
        }
        boolean[] isSharer = new boolean[sharers.size()];
        draft.sharers().forEach(number -> isSharer[number] = true);
        return new Part(parts.size(), draft.group(), names, amounts, numbers, draft.own(), draft.members(), isSharer);
    }

    private RoaringBitmap considered(RequestGroup group, String name) {
        return among.filter(it -> it.concerns(group.suffix(), name)).map(Among::providers).orElseGet(world::all);
    }

    /** Who may serve a group with a suffix, room aside. */
    private RoaringBitmap groupSet(RequestGroup group) {
        Narrowing left = new Narrowing(group.suffix(), considered(group, ""), tally);
        group.resources().keySet().forEach(name -> left.keep(world.withInventoryOf(name), () -> "has " + name));
        keepMembers(group, "", left);
        keepTraits(group, "", left);
        dropForbidden(group, "", left);
        if (group.hasResources()) {
            keepTree(group, "", left);
        } else if (servesNobody(group)) {
            left.become(new RoaringBitmap(), () -> "a group without resources must require a trait or an aggregate");
        }
        return left.left();
    }

    private void keepMembers(RequestGroup group, String label, Narrowing left) {
        group.aggregates().anyOf().forEach(set ->
                left.keep(ProviderSets.withAny(set, world::inAggregate), () -> label + "member_of" + words(set)));
    }

    private void keepTraits(RequestGroup group, String label, Narrowing left) {
        group.traits().anyOf().forEach(set ->
                left.keep(ProviderSets.withAny(set, world::withTrait), () -> label + "required" + words(set)));
    }

    private void dropForbidden(RequestGroup group, String label, Narrowing left) {
        if (!group.traits().forbidden().isEmpty()) {
            left.drop(
                    ProviderSets.withAny(group.traits().forbidden(), world::withTrait),
                    () -> label + "required without" + words(group.traits().forbidden()));
        }
        if (!group.aggregates().forbidden().isEmpty()) {
            left.drop(
                    ProviderSets.withAny(group.aggregates().forbidden(), world::inAggregate),
                    () -> label + "member_of none" + words(group.aggregates().forbidden()));
        }
    }

    private void keepTree(RequestGroup group, String label, Narrowing left) {
        group.tree().ifPresent(tree -> left.keep(ProviderSets.treeOf(world, tree), () -> label + "in_tree"));
    }

    /** A part a class: each may come from another provider of the tree, or from one that shares with it. */
    private void addUnsuffixed(RequestGroup group, List<Draft> drafts) {
        Optional<RoaringBitmap> members = ProviderSets.withAnyOfEach(group.aggregates().anyOf(), world::inAggregate);
        List<RoaringBitmap> sets =
                group.traits().anyOf().stream().map(set -> ProviderSets.withAny(set, world::withTrait)).toList();
        boolean isOneProvider = isSimple || group.resources().size() == 1;
        if (!isOneProvider) {
            wanted.addAll(sets);
        }
        group.resources().forEach((name, amount) -> {
            Narrowing left = new Narrowing(group.suffix(), considered(group, name), tally);
            String label = name + ": ";
            left.keep(world.withInventoryOf(name), () -> label + "has " + name);
            if (isSimple) {
                keepMembers(group, label, left);
            }
            if (isOneProvider) {
                keepTraits(group, label, left);
            }
            dropForbidden(group, label, left);
            keepTree(group, label, left);
            drafts.add(draft(
                    group,
                    Map.of(name, amount),
                    left.left(),
                    isSimple ? Optional.empty() : members,
                    group.tree().isEmpty()));
        });
    }

    /** A group without resources must ask for something that a provider has. */
    private static boolean servesNobody(RequestGroup group) {
        return !group.hasResources() && group.traits().anyOf().isEmpty() && group.aggregates().anyOf().isEmpty();
    }

    private void tellWishes(RequestGroup group) {
        if (servesNobody(group)) {
            return;
        }
        if (group.hasSuffix() || isSimple) {
            tally.asked(group, group.resources(), Wishes.ofOneProvider(world, query, group));
        } else {
            group.resources().forEach((name, amount) -> tally.asked(
                    group,
                    Map.of(name, amount),
                    Wishes.ofOneClass(world, query, group, group.resources().size() == 1)));
        }
    }

    private static String words(Iterable<?> names) {
        List<String> texts = new ArrayList<>();
        names.forEach(name -> texts.add(String.valueOf(name)));
        return (texts.size() > 1 ? "=in:" : "=") + String.join(",", texts);
    }
}
