package io.berth.compute.server.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** In which order servers are listed: by the first key, where that is the same by the next. The last keys tell any two apart. */
public record ServerOrder(List<Key> keys) {
    /** When a server was made, and then its id, are always among the keys. */
    private static final List<ServerField> LAST = List.of(ServerField.CREATED_AT, ServerField.UUID);

    public record Key(ServerField field, boolean isDescending) {}

    public ServerOrder {
        keys = List.copyOf(keys);
    }

    /** @param lastDescends the direction of the keys that are added; of a field that is named twice the first counts */
    public static ServerOrder by(List<Key> asked, boolean lastDescends) {
        List<Key> all = new ArrayList<>(asked);
        LAST.forEach(field -> all.add(new Key(field, lastDescends)));
        Set<ServerField> seen = EnumSet.noneOf(ServerField.class);
        return new ServerOrder(all.stream().filter(key -> key.field().differs() && seen.add(key.field())).toList());
    }

    boolean isOneWay() {
        return keys.stream().map(Key::isDescending).distinct().count() == 1;
    }
}
