package io.berth.http;

import io.berth.base.AnswerBook;
import io.berth.base.AnswerBook.Entry;
import io.berth.base.AnswerBook.Key;
import io.berth.base.Decision;
import io.berth.base.Receipt;
import io.berth.base.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * {@code Idempotency-Key} on requests that create something (draft-ietf-httpapi-idempotency-key-header): whoever does not know
 * whether a request arrived repeats it with the same key, and it has its effect once. The answer is kept in the transaction of the
 * effect and given again; what was refused had no effect, so it is not kept and may be tried again.
 */
public final class Idempotency {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";
    static final int KEY_LENGTH_MAX = 255;
    /** With quotes, and each character escaped. */
    private static final int VALUE_LENGTH_MAX = 2 * KEY_LENGTH_MAX + 2;

    private final AnswerBook book;

    /** Keys of requests that this process is serving. */
    private final Set<Key> inHand = ConcurrentHashMap.newKeySet();

    public Idempotency(AnswerBook book) {
        this.book = book;
    }

    /** How the outcome of a creation is told. */
    public record Answers<R>(Function<? super R, Response> accepted, Function<? super Refusal, Response> refused) {}

    /**
     * Serves a request that creates something: once for each key, and as ever where there is none.
     *
     * @param create writes what the receipt says together with what it creates
     * @throws HttpProblem 400 for a key that is none, 409 where a request with it is being served, 422 where it came with another request
     */
    public <R> Response serve(Call call, Answers<R> answers, Function<Receipt<R>, Decision<R>> create) {
        Optional<Key> given = key(call);
        if (given.isEmpty()) {
            return create.apply(Receipt.none()).fold(answers.accepted(), answers.refused());
        }
        Key key = given.get();
        String fingerprint = fingerprint(call);
        Optional<Entry> known = book.find(key);
        if (known.isPresent()) {
            return replay(known.get(), fingerprint);
        }
        if (!inHand.add(key)) {
            throw inProgress();
        }
        try {
            return create.apply(Receipt.of(
                            reply -> List.of(book.keep(entry(key, fingerprint, answers.accepted().apply(reply))))))
                    .fold(answers.accepted(), answers.refused());
        } catch (AnswerBook.Taken other) {
            return book.find(key).map(entry -> replay(entry, fingerprint)).orElseThrow(Idempotency::inProgress);
        } finally {
            inHand.remove(key);
        }
    }

    private static HttpProblem inProgress() {
        return new HttpProblem(409, "A request with this " + HEADER + " is being served. Try again when it is done.");
    }

    private static Entry entry(Key key, String fingerprint, Response response) {
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        return new Entry(key, fingerprint, response.status(), headers, response.body());
    }

    private static Response replay(Entry entry, String fingerprint) {
        if (!entry.fingerprint().equals(fingerprint)) {
            throw new HttpProblem(422, "This " + HEADER + " was used for another request: a new request needs a new key");
        }
        return new Response(entry.status(), Headers.copyOf(entry.headers()), entry.body()).with(REPLAYED, "true");
    }

    /** A key belongs to the caller's project; without one, to the user. */
    private static Optional<Key> key(Call call) {
        List<String> values = call.request().headers().all(HEADER);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        boolean isOne = values.size() == 1 && values.getFirst().length() <= VALUE_LENGTH_MAX;
        String text = isOne ? unquoted(values.getFirst().strip()) : "";
        if (text.isEmpty() || text.length() > KEY_LENGTH_MAX || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new HttpProblem(400, HEADER + " must be one key of 1 to " + KEY_LENGTH_MAX
                    + " printable ASCII characters, with or without quotes");
        }
        String owner = call.caller().projectId().map(project -> "project/" + project)
                .orElseGet(() -> "user/" + call.caller().userId());
        return Optional.of(new Key(owner, text));
    }

    /** The draft wants a quoted string (RFC 8941 §3.3.3); many clients send the bare key. Empty where quotes are broken. */
    private static String unquoted(String value) {
        if (!value.contains("\"")) {
            return value;
        }
        return value.matches("\"([^\"\\\\]|\\\\[\"\\\\])*\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : "";
    }

    private static String fingerprint(Call call) {
        Request request = call.request();
        String line = request.method() + " " + request.path() + "?" + request.query() + " " + call.version() + "\n";
        MessageDigest digest = sha256();
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(request.body().bytes()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
