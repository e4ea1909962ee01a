package io.berth.hardware.sim.bmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.hardware.PowerState;
import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.PowerListener;
import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The controller's answers, request by request. */
class SimulatedBmcTest {

    private static final String SYSTEM = "/redfish/v1/Systems/System.Embedded.1";
    private static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";
    private static final Map<String, String> BASIC = Map.of("authorization", "Basic " + base64("op:pw"));

    private final List<String> power = new ArrayList<>();
    private final Chassis chassis = new Chassis(new PowerListener() {
        @Override
        public void poweredOn(boolean networkBoot) {
            power.add(networkBoot ? "on, network" : "on, disk");
        }

        @Override
        public void poweredOff() {
            power.add("off");
        }
    });
    private final SimulatedBmc bmc = new SimulatedBmc(
            MachineSpec.of("n1", "10.40.0.10", "52:54:00:4a:01:01", "op", "pw", 8, 8192, 100), chassis,
            () -> FaultPlan.NONE, Duration.ZERO);

    /** Method, path, body, status, the error's message id. */
    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("GET", "/redfish", "", 200, ""),
                Arguments.of("GET", "/redfish/v1", "", 200, ""),
                Arguments.of("GET", "/redfish/v1/", "", 200, ""),
                Arguments.of("HEAD", "/redfish/v1/", "", 200, ""),
                Arguments.of("POST", "/redfish/v1/", "", 405, "OperationNotAllowed"),
                Arguments.of("GET", "/redfish/v1/Systems", "", 200, ""),
                Arguments.of("GET", "/redfish/v1/Systems/", "", 200, ""),
                Arguments.of("GET", SYSTEM, "", 200, ""),
                Arguments.of("GET", SYSTEM + "/EthernetInterfaces", "", 200, ""),
                Arguments.of("GET", SYSTEM + "/EthernetInterfaces/NIC.1", "", 200, ""),
                Arguments.of("GET", SYSTEM + "/SimpleStorage/1", "", 200, ""),
                Arguments.of("GET", "/redfish/v1/Managers", "", 200, ""),
                Arguments.of("GET", "/redfish/v1/Managers/BMC", "", 200, ""),
                Arguments.of("GET", "/redfish/v1/SessionService", "", 200, ""),
                Arguments.of("GET", SESSIONS, "", 200, ""),
                Arguments.of("GET", SESSIONS + "/99", "", 404, "ResourceMissingAtURI"),
                Arguments.of("DELETE", SESSIONS + "/99", "", 404, "ResourceMissingAtURI"),
                Arguments.of("DELETE", SYSTEM, "", 405, "OperationNotAllowed"),
                Arguments.of("GET", "/redfish/v1/Other", "", 404, "ResourceMissingAtURI"),
                Arguments.of("GET", RESET, "", 405, "OperationNotAllowed"),
                Arguments.of("POST", RESET, "{\"ResetType\": \"On\"}", 204, ""),
                Arguments.of("POST", RESET, "{\"ResetType\": \"ForceOff\"}", 409, "ResourceInUse"),
                Arguments.of("POST", RESET, "{\"ResetType\": \"GracefulShutdown\"}", 409, "ResourceInUse"),
                Arguments.of("POST", RESET, "{\"ResetType\": \"ForceRestart\"}", 409, "ResourceInUse"),
                Arguments.of("POST", RESET, "{\"ResetType\": \"Explode\"}", 400, "ActionParameterValueNotInList"),
                Arguments.of("POST", RESET, "{\"ResetType\": 3}", 400, "ActionParameterValueNotInList"),
                Arguments.of("POST", RESET, "{}", 400, "ActionParameterMissing"),
                Arguments.of("POST", RESET, "", 400, "MalformedJSON"),
                Arguments.of("POST", RESET, "[]", 400, "MalformedJSON"),
                Arguments.of("POST", RESET, "{", 400, "MalformedJSON"),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": {\"BootSourceOverrideTarget\": \"Pxe\"}}", 200, ""),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": {\"BootSourceOverrideTarget\": \"Floppy\"}}", 400, "PropertyValueNotInList"),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": {\"BootSourceOverrideEnabled\": \"Twice\"}}", 400, "PropertyValueNotInList"),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": {\"BootSourceOverrideEnabled\": true}}", 400, "PropertyValueTypeError"),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": {\"BootOrder\": []}}", 400, "PropertyUnknown"),
                Arguments.of("PATCH", SYSTEM, "{\"Boot\": \"Pxe\"}", 400, "PropertyValueTypeError"),
                Arguments.of("PATCH", SYSTEM, "{\"PowerState\": \"On\"}", 400, "PropertyNotWritable"),
                Arguments.of("PATCH", SYSTEM, "{\"Colour\": \"red\"}", 400, "PropertyUnknown"),
                Arguments.of("PATCH", SYSTEM, "nothing", 400, "MalformedJSON"));
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3} {4}")
    @MethodSource("requests")
    void requests_are_answered_as_redfish_demands(String method, String path, String body, int status, String messageId) {
        WebAnswer answer = call(method, path, BASIC, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("OData-Version", "4.0");
        assertThat(messageId(answer)).isEqualTo(messageId.isEmpty() ? "" : "Base.1.18." + messageId);
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(Map.of()),
                Arguments.of(Map.of("authorization", "Basic " + base64("op:wrong"))),
                Arguments.of(Map.of("authorization", "Basic ***")),
                Arguments.of(Map.of("authorization", "Basic " + base64("op"))),
                Arguments.of(Map.of("authorization", "Bearer x")),
                Arguments.of(Map.of("x-auth-token", "0".repeat(32))),
                Arguments.of(Map.of("x-auth-token", "0".repeat(32), "authorization", "Basic " + base64("op:pw"))));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void who_is_not_logged_in_sees_the_root_only(Map<String, String> headers) {
        assertThat(call("GET", "/redfish/v1/", headers, "").status()).isEqualTo(200);
        for (String path : List.of("/redfish/v1/Systems", SYSTEM, SESSIONS, "/redfish/v1/Nothing")) {
            WebAnswer answer = call("GET", path, headers, "");
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.headers()).containsKey("WWW-Authenticate");
        }
        assertThat(call("POST", RESET, headers, "{\"ResetType\": \"On\"}").status()).isEqualTo(401);
        assertThat(chassis.view().power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void a_session_lasts_from_login_to_logout() {
        WebAnswer login = login("pw");
        Map<String, String> token = Map.of("x-auth-token", login.headers().get("X-Auth-Token"));
        String session = login.headers().get("Location");

        assertThat(login.status()).isEqualTo(201);
        assertThat(call("GET", SYSTEM, token, "").status()).isEqualTo(200);
        assertThat(call("GET", session, token, "").body()).contains("\"UserName\":\"op\"").doesNotContain("pw");
        assertThat(call("DELETE", session, token, "").status()).isEqualTo(204);
        assertThat(call("GET", SYSTEM, token, "").status()).isEqualTo(401);
    }

    @Test
    void a_wrong_password_opens_no_session() {
        assertThat(login("wrong").status()).isEqualTo(401);
        assertThat(call("POST", SESSIONS, Map.of(), "").status()).isEqualTo(400);
        assertThat(bmc.openSessions()).isZero();
    }

    @Test
    void sessions_are_limited_and_the_refusal_names_the_limit() {
        for (int i = 0; i < RedfishSessions.SESSIONS_MAX; i++) {
            assertThat(login("pw").status()).isEqualTo(201);
        }

        WebAnswer refused = login("pw");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("limit of 32");
    }

    @Test
    void an_override_once_is_used_up_by_one_start_and_a_continuous_one_is_not() {
        override("Once", "Pxe");
        reset("On");
        reset("ForceRestart");
        override("Continuous", "Pxe");
        reset("ForceRestart");
        reset("PowerCycle");

        assertThat(power).containsExactly(
                "on, network", "off", "on, disk", "off", "on, network", "off", "on, network");
    }

    @Test
    void a_disabled_override_is_none() {
        override("Once", "Pxe");
        override("Disabled", "Pxe");
        reset("On");

        assertThat(power).containsExactly("on, disk");
    }

    @Test
    void a_change_of_a_state_that_has_moved_on_is_refused_by_its_etag() {
        String tag = call("GET", SYSTEM, BASIC, "").headers().get("ETag");
        Map<String, String> conditional = new HashMap<>(BASIC);
        conditional.put("if-match", tag);
        String body = "{\"Boot\": {\"BootSourceOverrideTarget\": \"Hdd\", \"BootSourceOverrideEnabled\": \"Once\"}}";

        assertThat(call("PATCH", SYSTEM, conditional, body).status()).isEqualTo(200);
        assertThat(call("PATCH", SYSTEM, conditional, body).status()).isEqualTo(412);
    }

    @Test
    void another_version_of_the_protocol_is_refused() {
        assertThat(call("GET", "/redfish/v1/", Map.of("odata-version", "3.0"), "").status()).isEqualTo(412);
    }

    @Test
    void every_reset_that_is_announced_is_understood() {
        JsonNode system = JsonMapper.shared().readTree(call("GET", SYSTEM, BASIC, "").body());
        JsonNode announced = system.path("Actions").path("#ComputerSystem.Reset").path("ResetType@Redfish.AllowableValues");

        assertThat(announced).hasSizeGreaterThan(3);
        announced.forEach(type -> assertThat(
                        call("POST", RESET, BASIC, "{\"ResetType\": " + type + "}").status())
                .as(type.toString())
                .isIn(204, 409));
    }

    @Test
    void the_record_of_calls_holds_no_password() {
        call("POST", SESSIONS, Map.of(), "{\"UserName\": \"op\", \"Password\" : \"a\\\"b-secret\"}");

        assertThat(bmc.calls().getLast().body()).doesNotContain("secret").contains("***");
    }

    private WebAnswer login(String password) {
        return call("POST", SESSIONS, Map.of(), "{\"UserName\": \"op\", \"Password\": \"" + password + "\"}");
    }

    private void override(String enabled, String target) {
        WebAnswer answer = call("PATCH", SYSTEM, BASIC, "{\"Boot\": {\"BootSourceOverrideEnabled\": \"" + enabled
                + "\", \"BootSourceOverrideTarget\": \"" + target + "\"}}");
        assertThat(answer.status()).isEqualTo(200);
    }

    private void reset(String type) {
        assertThat(call("POST", RESET, BASIC, "{\"ResetType\": \"" + type + "\"}").status()).as(type).isEqualTo(204);
    }

    private WebAnswer call(String method, String path, Map<String, String> headers, String body) {
        return bmc.handle(new WebRequest(method, path, "", headers, body));
    }

    private static String messageId(WebAnswer answer) {
        return answer.body().isEmpty()
                ? ""
                : JsonMapper.shared().readTree(answer.body())
                        .path("error").path("@Message.ExtendedInfo").path(0).path("MessageId").asString("");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
