package io.berth.deployment.reference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** GETs a document. Redirections are followed within a bound; credentials go to the host they were given for and no other. */
final class HttpReference {
    private static final String TOKEN = "X-Auth-Token";

    private final ReferenceOptions options;
    private final HttpClient client;

    HttpReference(ReferenceOptions options) {
        this.options = options;
        this.client = HttpClient.newBuilder()
                .connectTimeout(options.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    Fetched fetch(URI uri, Optional<String> token) {
        URI at = uri;
        boolean trusted = true;
        for (int redirects = 0; redirects <= options.redirectsMax(); redirects++) {
            HttpResponse<byte[]> answer;
            Optional<URI> next;
            try {
                answer = send(request(at, trusted ? token : Optional.empty()));
                next = redirection(at, answer);
            } catch (IllegalArgumentException unusable) {
                return new Fetched.Failed("The reference is no usable URL: " + unusable.getMessage(), false);
            } catch (IOException unreachable) {
                return new Fetched.Failed(name(at) + " cannot be read: " + reason(unreachable), true);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return new Fetched.Failed(name(at) + " was not read to its end.", true);
            }
            if (next.isEmpty()) {
                return judged(at, answer);
            }
            trusted = trusted && String.valueOf(at.getHost()).equals(next.get().getHost()) && at.getPort() == next.get().getPort();
            at = next.get();
        }
        return new Fetched.Failed(
                name(uri) + " redirects more than " + options.redirectsMax() + " times.", false);
    }

    /** The client's own time-out ends with the headers; this one covers the body too. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), options.bytesMax()));
        try {
            return answer.get(options.read().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException reason ? reason : new IOException(failure.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + options.read().toSeconds() + " s");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(URI uri, Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(uri)).GET();
        Optional.ofNullable(uri.getUserInfo())
                .map(user -> Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(credentials -> request.header("Authorization", "Basic " + credentials));
        token.ifPresent(value -> request.header(TOKEN, value));
        return request.build();
    }

    private static Optional<URI> redirection(URI at, HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 301, 302, 303, 307, 308 -> answer.headers()
                    .firstValue("Location")
                    .map(at::resolve)
                    .filter(next -> "http".equals(next.getScheme()) || "https".equals(next.getScheme()));
            default -> Optional.empty();
        };
    }

    private static Fetched judged(URI at, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Fetched.Content(answer.body());
        }
        boolean mayPass = status >= 500 || status == 429;
        return new Fetched.Failed(name(at) + " answers " + status + ".", mayPass);
    }

    private static URI withoutUser(URI uri) {
        if (uri.getRawUserInfo() == null) {
            return uri;
        }
        return URI.create(uri.toString().replaceFirst("//[^/@]*@", "//"));
    }

    /** The reference as messages name it: without user and password. */
    private static String name(URI uri) {
        return withoutUser(uri).toString();
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
