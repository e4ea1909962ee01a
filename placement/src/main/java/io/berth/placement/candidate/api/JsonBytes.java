package io.berth.placement.candidate.api;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** JSON as it grows: for answers of a megabyte, which are not worth a tree of objects first. Commas are put where they belong. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_LENGTH = 36;
    private static final int LONG_LENGTH_MAX = 20;

    private final Map<String, byte[]> texts = new HashMap<>();
    private byte[] bytes;
    private int size;

    JsonBytes(int expected) {
        this.bytes = new byte[expected];
    }

    JsonBytes open(char bracket) {
        separate();
        return raw((byte) bracket);
    }

    JsonBytes close(char bracket) {
        return raw((byte) bracket);
    }

    /** A key that is known beforehand, worded once. */
    static byte[] key(String name) {
        return (Json.text(name) + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins a member; its value is next. */
    JsonBytes key(byte[] key) {
        separate();
        return rawAll(key);
    }

    JsonBytes named(String name) {
        text(name);
        return raw((byte) ':');
    }

    JsonBytes named(UUID name) {
        text(name);
        return raw((byte) ':');
    }

    JsonBytes text(UUID uuid) {
        separate();
        room(UUID_LENGTH + 2);
        bytes[size++] = '"';
        hex(uuid.getMostSignificantBits(), 60, 32);
        bytes[size++] = '-';
        hex(uuid.getMostSignificantBits(), 28, 16);
        bytes[size++] = '-';
        hex(uuid.getMostSignificantBits(), 12, 0);
        bytes[size++] = '-';
        hex(uuid.getLeastSignificantBits(), 60, 48);
        bytes[size++] = '-';
        hex(uuid.getLeastSignificantBits(), 44, 0);
        bytes[size++] = '"';
        return this;
    }

    /** The digits of the bits from one shift down to another. */
    private void hex(long bits, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            bytes[size++] = HEX[(int) (bits >>> shift) & 15];
        }
    }

    /** Names come again and again: each is worded once. */
    JsonBytes text(String text) {
        separate();
        byte[] known = texts.get(text);
        if (known == null) {
            known = Json.bytes(text);
            texts.put(text, known);
        }
        return rawAll(known);
    }

    JsonBytes number(long number) {
        separate();
        if (number < 0) {
            return rawAll(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
        room(LONG_LENGTH_MAX);
        int length = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            length++;
        }
        long rest = number;
        for (int at = size + length - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
        return this;
    }

    JsonBytes nothing() {
        separate();
        return rawAll("null".getBytes(StandardCharsets.US_ASCII));
    }

    /** A comma after whatever ends a value. */
    private void separate() {
        if (size > 0) {
            byte last = bytes[size - 1];
            if (last != '[' && last != '{' && last != ':') {
                room(1);
                bytes[size++] = ',';
            }
        }
    }

    private JsonBytes raw(byte one) {
        room(1);
        bytes[size++] = one;
        return this;
    }

    private JsonBytes rawAll(byte[] these) {
        room(these.length);
        System.arraycopy(these, 0, bytes, size, these.length);
        size += these.length;
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
