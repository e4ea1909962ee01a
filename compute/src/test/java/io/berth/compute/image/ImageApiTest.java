package io.berth.compute.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ImageApiTest {
    private static final HttpServer SERVER = HttpServer.start(
            "127.0.0.1",
            0,
            List.of(new ImageApi(new TestAuthenticator(), new TestPolicy(ImageApi.DEFAULTS)), Health.api(() -> true, () -> "")),
            Ids.random(),
            HttpServer.newMetrics());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static HttpResponse<String> send(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVER.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void theVersionIsFoundWithoutAToken() throws Exception {
        HttpResponse<String> answer = send("GET", "/image", "");
        assertThat(answer.statusCode()).isEqualTo(300);
        assertThat(answer.body()).contains("\"id\":\"v2.0\"").contains("/image/v2/");
    }

    @Test
    void thereAreNoImages() throws Exception {
        assertThat(send("GET", "/image/v2/images", "somebody").body()).contains("\"images\":[]");
        assertThat(send("GET", "/image/v2/images/cirros", "somebody").statusCode()).isEqualTo(404);
    }

    @Test
    void imagesAskForATokenAndCannotBeMade() throws Exception {
        assertThat(send("GET", "/image/v2/images", "").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/image/v2/images", "somebody").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/image/v2/nothing", "somebody").statusCode()).isEqualTo(404);
    }
}
