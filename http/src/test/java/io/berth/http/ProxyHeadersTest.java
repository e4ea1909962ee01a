package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyHeadersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                                                                    | http://berth:8770",
        "X-Forwarded-Proto: https                                            | https://berth:8770",
        "X-Forwarded-Proto: https; X-Forwarded-Host: cloud.example           | https://cloud.example",
        "X-Forwarded-Host: cloud.example:444, inner                          | http://cloud.example:444",
        "X-Forwarded-Host: [2001:db8::1]:8443                                | http://[2001:db8::1]:8443",
        "X-Forwarded-Prefix: /cloud/                                         | http://berth:8770/cloud",
        "X-Forwarded-Proto: https; X-Forwarded-Prefix: /a/b                  | https://berth:8770/a/b",
        "Forwarded: for=192.0.2.60,proto=https                               | http://berth:8770",
        "Forwarded: for=192.0.2.60&PROTO=https&host=cloud.example, host=inner| https://cloud.example",
        "Forwarded: host=\"cloud.example:444\"                               | http://cloud.example:444",
        "Forwarded: proto=https; X-Forwarded-Host: ignored                   | https://berth:8770",
        "X-Forwarded-Proto: javascript; X-Forwarded-Host: a/b                | http://berth:8770",
        "X-Forwarded-Host: a b; X-Forwarded-Prefix: //evil.example           | http://berth:8770",
        "X-Forwarded-Prefix: /                                               | http://berth:8770",
        "X-Forwarded-Prefix: no-path                                         | http://berth:8770",
    })
    void theFirstProxySaysHowTheClientAddressedIt(@Nullable String fields, String origin) {
        Headers headers = Headers.NONE;
        for (String field : fields == null ? new String[0] : fields.split(";")) {
            String[] parts = field.split(":", 2);
            headers = headers.plus(parts[0].strip(), parts[1].strip().replace('&', ';'));
        }
        assertThat(ProxyHeaders.origin(headers, "http", "berth:8770")).isEqualTo(origin);
    }

    @Test
    void longValuesArePassedOver() {
        for (String value : List.of("/a".repeat(100_000), "/".repeat(100_000) + "a", "a".repeat(256))) {
            Headers headers = Headers.NONE.plus("X-Forwarded-Prefix", value).plus("X-Forwarded-Host", value);
            assertThat(ProxyHeaders.origin(headers, "http", "berth:8770")).isEqualTo("http://berth:8770");
        }
    }

    @Test
    void headersOfAProxyCountOnlyWhereTheyAreBelieved() throws Exception {
        assertThat(origin(true)).isEqualTo("https://cloud.example/api /api");
        assertThat(origin(false)).matches("http://127.0.0.1:\\d+ ");
    }

    private static String origin(boolean isProxyBelieved) throws Exception {
        Api api = new PlainApi("any", "", new RouteTable(List.of(Route.index("GET", "/", Route.OPEN, call ->
                Response.text(200, call.request().origin() + " " + call.request().proxyPrefix()), ""))));
        HttpServer.Front front = new HttpServer.Front("127.0.0.1", 0, isProxyBelieved);
        try (HttpServer server = HttpServer.start(front, List.of(api), Ids.random(), HttpServer.newMetrics());
                HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                                    .header("X-Forwarded-Proto", "https")
                                    .header("X-Forwarded-Host", "cloud.example")
                                    .header("X-Forwarded-Prefix", "/api")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
