package io.berth.hardware.sim.bmc;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open sessions of a controller. They end with their deletion or the controller; real ones would also time out. */
final class RedfishSessions {

    /** Real controllers have between 4 and some dozens; a client that never logs out shall notice. */
    static final int SESSIONS_MAX = 32;

    private static final int TOKEN_BYTES = 16;

    /** One login: {@code id} counts from 1, {@code token} is what requests carry. */
    record Session(String id, String token, String userName) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new LinkedHashMap<>();
    private long opened;

    /** Empty when all sessions are in use. */
    synchronized Optional<Session> open(String userName) {
        if (byId.size() >= SESSIONS_MAX) {
            return Optional.empty();
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        Session session = new Session(Long.toString(++opened), HexFormat.of().formatHex(token), userName);
        byId.put(session.id(), session);
        return Optional.of(session);
    }

    synchronized boolean isOpen(String token) {
        return byId.values().stream().anyMatch(session -> session.token().equals(token));
    }

    synchronized Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized boolean close(String id) {
        return byId.remove(id) != null;
    }

    synchronized List<Session> all() {
        return List.copyOf(byId.values());
    }
}
