package io.berth.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Berth answered, and to what. */
public record Answer(String question, HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public int status() {
        return response.statusCode();
    }

    /** Insists on the status; the failure shows the whole exchange. */
    public Answer expect(int status) {
        assertThat(status()).as(this::toString).isEqualTo(status);
        return this;
    }

    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            throw new AssertionError("not JSON: " + this, notJson);
        }
    }

    /** {@code /lease/id} of the body. */
    public String text(String pointer) {
        JsonNode value = json().at(pointer);
        assertThat(value.isMissingNode()).as(() -> pointer + " is in " + this).isFalse();
        return value.asString();
    }

    public String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return response.body();
    }

    /** The header, or nothing at all as "". */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return question + "\n→ " + status() + " " + response.headers().map() + "\n" + body();
    }
}
