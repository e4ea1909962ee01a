package io.berth.hardware.sim.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How scripts' reports are read. */
class CurlCommandTest {

    /** Script, method, URL, key, body. */
    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("continued lines, quotes in quotes", """
                        #!/bin/sh
                        curl -s -X POST -H 'Content-Type: application/json' \\
                          -H 'X-Bootaction-Key: 00ff' \\
                          -d '{"status": "success", "details": [{"message": "first boot done", "error": false}]}' \\
                          http://berth:8770/api/v1.0/bootactions/01ARZ3NDEKTSV4RRFFQ69G5FAV
                        """,
                        "POST", "http://berth:8770/api/v1.0/bootactions/01ARZ3NDEKTSV4RRFFQ69G5FAV", "00ff",
                        "{\"status\": \"success\", \"details\": [{\"message\": \"first boot done\", \"error\": false}]}"),
                Arguments.of("options run together", "curl -sSXPOST -H'X-Bootaction-Key: aa' -d'{}' http://b/x",
                        "POST", "http://b/x", "aa", "{}"),
                Arguments.of("long options", "curl --silent --request POST --header \"x-bootaction-key: bb\" "
                        + "--data-raw \"{\\\"status\\\": \\\"success\\\"}\" --url http://b/y",
                        "POST", "http://b/y", "bb", "{\"status\": \"success\"}"),
                Arguments.of("data makes a POST", "curl -H 'X-Bootaction-Key: cc' -d '{}' http://b/z",
                        "POST", "http://b/z", "cc", "{}"),
                Arguments.of("options that take a value and change nothing",
                        "/usr/bin/curl -k -m 60 --retry 5 -o /dev/null -w '%{http_code}' -X POST -H 'X-Bootaction-Key: dd' -d '{}' http://b/q",
                        "POST", "http://b/q", "dd", "{}"),
                Arguments.of("redirections and operators",
                        "set -e; cd / && curl -X POST -H 'X-Bootaction-Key: ee' -d '{}' http://b/r >/dev/null 2>&1 || exit 1",
                        "POST", "http://b/r", "ee", "{}"),
                Arguments.of("a redirection with a blank",
                        "curl -X POST -H 'X-Bootaction-Key: ee' -d '{}' http://b/r > /tmp/log 2>&1 &",
                        "POST", "http://b/r", "ee", "{}"),
                Arguments.of("inside an if", "if ! curl -X POST -H 'X-Bootaction-Key: ff' -d '{}' 'http://b/s'; then\n  exit 1\nfi",
                        "POST", "http://b/s", "ff", "{}"),
                Arguments.of("an environment before it", "no_proxy='*' curl -X POST -H 'X-Bootaction-Key: ff' -d '{}' http://b/t # end",
                        "POST", "http://b/t", "ff", "{}"),
                Arguments.of("an ampersand in a quoted URL", "curl -X POST -H 'X-Bootaction-Key: 11' -d a=1 -d b=2 \"http://b/u?x=1&y=2\"",
                        "POST", "http://b/u?x=1&y=2", "11", "a=1&b=2"),
                Arguments.of("a read", "curl -fsSL http://b/v", "GET", "http://b/v", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_call_is_read_as_a_shell_and_curl_would(
            String what, String script, String method, String url, String key, String body) {
        List<CurlCommand> commands = CurlCommand.ofScript(script);

        assertThat(commands).as(what).hasSize(1);
        assertThat(commands.getFirst().method()).isEqualTo(method);
        assertThat(commands.getFirst().url()).hasToString(url);
        assertThat(commands.getFirst().header("X-Bootaction-Key")).isEqualTo(key);
        assertThat(commands.getFirst().body()).isEqualTo(body);
    }

    @Test
    void what_is_no_call_is_passed_over() {
        assertThat(CurlCommand.ofScript("""
                #!/bin/sh
                # curl -X POST -d '{}' http://b/commented
                echo 'curl -X POST http://b/quoted'
                apt-get install curl
                curl --version
                curl -d '{}' "$REPORT_URL"
                curl -d
                curl 'http://b/a b'
                echo "unfinished
                """)).isEmpty();
    }

    @Test
    void all_calls_of_a_script_are_found_in_order() {
        assertThat(CurlCommand.ofScript("curl http://b/1\ncurl http://b/2 && curl http://b/3"))
                .extracting(command -> command.url().getPath())
                .containsExactly("/1", "/2", "/3");
    }

    @Test
    void data_without_a_type_is_sent_as_a_form() {
        CurlCommand command = CurlCommand.ofScript("curl -d a=b http://b/1").getFirst();

        assertThat(command.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
    }
}
