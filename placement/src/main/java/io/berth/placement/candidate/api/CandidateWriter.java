package io.berth.placement.candidate.api;

import io.berth.base.AtOnce;
import io.berth.http.Microversion;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.Candidate;
import io.berth.placement.candidate.search.Share;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import io.berth.placement.wire.TooLong;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Words candidates and what is to be known about their providers (contract placement §8.16, 200 body).
 *
 * <ul>
 *   <li>1.10 allocations as a list; 1.12 as an object
 *   <li>1.17 traits in the summaries; 1.27 all inventories in them, and not just the classes asked for
 *   <li>1.29 summaries of whole trees, with parent and root; before, only of the providers used
 *   <li>1.34 mappings
 * </ul>
 */
final class CandidateWriter {
    /** Providers that are shown at once: a millisecond's work. */
    static final int SHOWN_AT_ONCE_MAX = 1_000;

    private static final byte[] ALLOCATION_REQUESTS = JsonBytes.key("allocation_requests");
    private static final byte[] PROVIDER_SUMMARIES = JsonBytes.key("provider_summaries");
    private static final byte[] ALLOCATIONS = JsonBytes.key("allocations");
    private static final byte[] RESOURCE_PROVIDER = JsonBytes.key("resource_provider");
    private static final byte[] UUID = JsonBytes.key("uuid");
    private static final byte[] RESOURCES = JsonBytes.key("resources");
    private static final byte[] MAPPINGS = JsonBytes.key("mappings");
    private static final byte[] CAPACITY = JsonBytes.key("capacity");
    private static final byte[] USED = JsonBytes.key("used");
    private static final byte[] TRAITS = JsonBytes.key("traits");
    private static final byte[] PARENT_PROVIDER_UUID = JsonBytes.key("parent_provider_uuid");
    private static final byte[] ROOT_PROVIDER_UUID = JsonBytes.key("root_provider_uuid");

    /** What a candidate and its summary take, about. */
    private static final int BYTES_OF_ONE = 1_024;

    private static final int BYTES_MAX_AT_FIRST = 1 << 20;

    private final World world;
    private final CandidateQuery query;
    private final Microversion version;
    private final JsonBytes json;
    private final RoaringBitmap used = new RoaringBitmap();

    private CandidateWriter(World world, CandidateQuery query, Microversion version, int candidates) {
        this.world = world;
        this.query = query;
        this.version = version;
        this.json = new JsonBytes((int) Math.min(BYTES_MAX_AT_FIRST, (candidates + 1L) * BYTES_OF_ONE));
    }

    static byte[] write(World world, CandidateQuery query, List<Candidate> candidates, Microversion version) {
        CandidateWriter writer = new CandidateWriter(world, query, version, candidates.size());
        writer.json.open('{').key(ALLOCATION_REQUESTS).open('[');
        candidates.forEach(writer::request);
        writer.json.close(']').key(PROVIDER_SUMMARIES).open('{');
        writer.summaries();
        return writer.json.close('}').close('}').toBytes();
    }

    private void request(Candidate candidate) {
        json.open('{').key(ALLOCATIONS);
        List<Share> shares = candidate.shares();
        shares.forEach(share -> used.add(share.provider().ordinal()));
        if (version.isAtLeast(1, 12)) {
            json.open('{');
            shares.forEach(share -> {
                json.named(share.provider().uuid()).open('{');
                resources(share);
                json.close('}');
            });
            json.close('}');
        } else {
            json.open('[');
            shares.forEach(share -> {
                json.open('{').key(RESOURCE_PROVIDER).open('{').key(UUID).text(share.provider().uuid()).close('}');
                resources(share);
                json.close('}');
            });
            json.close(']');
        }
        if (version.isAtLeast(1, 34)) {
            mappings(candidate);
        }
        json.close('}');
    }

    private void resources(Share share) {
        json.key(RESOURCES).open('{');
        share.resources().forEach((name, amount) -> json.named(name).number(amount));
        json.close('}');
    }

    private void mappings(Candidate candidate) {
        json.key(MAPPINGS).open('{');
        for (Map.Entry<String, SequencedSet<Node>> each : candidate.mappings().entrySet()) {
            json.named(each.getKey()).open('[');
            each.getValue().forEach(node -> json.text(node.uuid()));
            json.close(']');
        }
        json.close('}');
    }

    private void summaries() {
        boolean showsTrees = version.isAtLeast(1, 29);
        RoaringBitmap shown = showsTrees && world.hasChildren() ? treesOfUsed() : used;
        Set<String> asked = query.groups().stream()
                .flatMap(group -> group.resources().keySet().stream())
                .collect(Collectors.toSet());
        IntIterator each = shown.getIntIterator();
        while (each.hasNext()) {
            Node node = world.get(each.next());
            json.named(node.uuid()).open('{').key(RESOURCES).open('{');
            node.provider().inventories().forEach((name, inventory) -> {
                if (version.isAtLeast(1, 27) || asked.contains(name)) {
                    inventory(name, inventory, node);
                }
            });
            json.close('}');
            describe(node.provider(), showsTrees);
            json.close('}');
        }
    }

    private RoaringBitmap treesOfUsed() {
        RoaringBitmap shown = new RoaringBitmap();
        IntIterator each = used.getIntIterator();
        while (each.hasNext()) {
            Node node = world.get(each.next());
            if (!shown.contains(node.ordinal())) {
                world.treeOf(node).forEach(member -> shown.add(member.ordinal()));
            }
            if (AtOnce.isDemanded() && shown.getCardinality() > SHOWN_AT_ONCE_MAX) {
                throw new TooLong();
            }
        }
        return shown;
    }

    private void inventory(String name, Inventory inventory, Node node) {
        json.named(name).open('{').key(CAPACITY).number(inventory.capacity());
        json.key(USED).number(node.usedOf(name)).close('}');
    }

    private void describe(Provider provider, boolean showsTrees) {
        if (version.isAtLeast(1, 17)) {
            json.key(TRAITS).open('[');
            // As placement's own tests have it, though no order is promised: standard ones come first.
            provider.traits().stream().filter(trait -> !trait.startsWith("CUSTOM_")).forEach(json::text);
            provider.traits().stream().filter(trait -> trait.startsWith("CUSTOM_")).forEach(json::text);
            json.close(']');
        }
        if (showsTrees) {
            json.key(PARENT_PROVIDER_UUID);
            provider.parent().ifPresentOrElse(json::text, json::nothing);
            json.key(ROOT_PROVIDER_UUID).text(provider.root());
        }
    }
}
