package io.berth.deployment.reference;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows references to designs and to what their assets are made of: {@code http}, {@code https}, {@code file} below
 * allowed directories, and {@code deckhand+} or {@code promenade+} in front of http(s), which are asked with a token
 * (contract drydock §9). Nothing is thrown for what a reference comes to, and nothing is remembered.
 */
public final class References {
    private final ReferenceOptions options;
    private final HttpReference http;
    private final FileReference files;
    private final Supplier<Optional<String>> serviceToken;

    /** @param serviceToken a token of Berth's own for services that ask for one; absent where there is no identity service */
    public References(ReferenceOptions options, Supplier<Optional<String>> serviceToken) {
        this.options = options;
        this.http = new HttpReference(options);
        this.files = new FileReference(options);
        this.serviceToken = serviceToken;
    }

    /** Tries once: for those whose caller waits. */
    public Fetched fetchOnce(String reference) {
        URI uri;
        try {
            uri = new URI(reference);
        } catch (URISyntaxException notAUri) {
            return new Fetched.Failed("The reference is not a URL: " + notAUri.getReason(), false);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> http.fetch(uri, Optional.empty());
            case "deckhand+http", "deckhand+https", "promenade+http", "promenade+https" ->
                http.fetch(URI.create(reference.substring(reference.indexOf('+') + 1)), serviceToken.get());
            case "file" -> files.fetch(uri);
            default -> new Fetched.Failed("Invalid reference scheme " + scheme + ": no handler.", false);
        };
    }

    /** Tries again, with the pauses of the options, what may pass. Ends early with the last failure where it is interrupted. */
    public Fetched fetch(String reference) {
        Fetched last = fetchOnce(reference);
        for (Iterator<Duration> pauses = options.pauses().iterator();
                pauses.hasNext() && last instanceof Fetched.Failed failed && failed.mayPass();
                last = fetchOnce(reference)) {
            try {
                Thread.sleep(pauses.next());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return last;
            }
        }
        return last;
    }
}
