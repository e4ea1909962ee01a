package io.berth.identity.token;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import io.berth.base.Ids;

/** Hashes and checks passwords with bcrypt; one longer than bcrypt's 72 bytes is hashed with SHA-512 first. */
public final class Passwords {
    /** 2^10 rounds, about 60 ms: what OWASP's password storage cheat sheet names as the least for bcrypt. */
    public static final int COST = 10;

    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;
    private static final LongPasswordStrategy LONG = LongPasswordStrategies.hashSha512(VERSION);
    private static final int SALT_BYTES = 16;
    private static final int MADE_PASSWORD_BYTES = 12;

    private final Ids ids;
    private final int cost;
    /** Logins take a processor for long: some must remain for everyone else. */
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    public Passwords(Ids ids) {
        this(ids, COST);
    }

    /** @param cost the logarithm of the number of rounds, at least 4; tests take a low one */
    public Passwords(Ids ids, int cost) {
        this.ids = ids;
        this.cost = cost;
    }

    public String hash(String password) {
        byte[] salt = ids.key(SALT_BYTES);
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        return new String(BCrypt.with(VERSION, LONG).hash(cost, salt, text), StandardCharsets.US_ASCII);
    }

    public boolean matches(String password, String hash) {
        processors.acquireUninterruptibly();
        try {
            byte[] text = password.getBytes(StandardCharsets.UTF_8);
            return BCrypt.verifyer(VERSION, LONG)
                    .verify(text, hash.getBytes(StandardCharsets.US_ASCII))
                    .verified;
        } finally {
            processors.release();
        }
    }

    /** Takes as long as a real check, so that the time of a refusal does not tell whether the user exists. */
    public void pretend(String password) {
        boolean ignored = matches(password, nobodysHash());
    }

    /** A hash of as many rounds as others, of no password that is known: salt and hash are 22 and 31 digits. */
    String nobodysHash() {
        return "$2b$%02d$%s".formatted(cost, ".".repeat(22 + 31));
    }

    /** A new password that nobody can guess and that can be pasted anywhere: 24 hex digits. */
    public String make() {
        return HexFormat.of().formatHex(ids.key(MADE_PASSWORD_BYTES));
    }
}
