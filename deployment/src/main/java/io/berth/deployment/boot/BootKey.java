package io.berth.deployment.boot;

import io.berth.base.Ids;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** What a deploying node proves itself with: 32 random bytes, on the wire as hex digits (contract drydock §14.5). */
public final class BootKey {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private BootKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static BootKey of(byte[] bytes) {
        return new BootKey(bytes.clone());
    }

    public static BootKey random(Ids ids) {
        return new BootKey(ids.key(LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 digits, lower case. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether the text is this key in hex, in either case. Takes the same time whatever differs. */
    public boolean matches(String hex) {
        try {
            return MessageDigest.isEqual(bytes, HexFormat.of().parseHex(hex.strip()));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BootKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Leaves the key out, so that no log line shows it. */
    @Override
    public String toString() {
        return "BootKey[…]";
    }
}
