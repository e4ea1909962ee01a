package io.berth.compute.api;

import static io.berth.compute.api.ComputeFixture.assertFault;
import static io.berth.compute.api.ComputeFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists of servers: their order, page by page, and what they are narrowed by. */
class ServerListHttpTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String PROJECT = "lister";

    static ComputeFixture compute;

    @BeforeAll
    static void start() {
        compute = new ComputeFixture(db);
        compute.host("h1");
        server("b", "1", "\"description\": \"second\", \"tags\": [\"x\"]");
        server("c", "2", "\"description\": \"first\", \"tags\": [\"x\", \"y\"]");
        server("a", "1", "\"description\": \"second\", \"config_drive\": true");
        // One that finds no room.
        server("d", "baremetal", "\"key_name\": \"k\"");
        String gone = server("e", "baremetal", "\"key_name\": \"k\"");
        assertThat(compute.send("DELETE", "/v2.1/servers/" + gone, PROJECT + ":member", "").statusCode()).isEqualTo(204);
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    private static String server(String name, String flavor, String more) {
        HttpResponse<String> answer = compute.post("/v2.1/servers", PROJECT + ":member", "2.90", "{\"server\": {\"name\": \"" + name
                + "\", \"flavorRef\": \"" + flavor + "\", \"networks\": \"none\", " + more + "}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).at("/server/id").asString();
    }

    private static String names(String query, String role, String version, int limit) {
        List<String> names = new ArrayList<>();
        String next = "/v2.1/servers?" + query + "&limit=" + limit;
        while (!next.isEmpty()) {
            HttpResponse<String> answer = compute.get(next, PROJECT + ":" + role, version);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = json(answer);
            page.get("servers").forEach(server -> names.add(server.get("name").asString()));
            String href = page.path("servers_links").path(0).path("href").asString("");
            next = href.isEmpty() ? "" : href.substring(href.indexOf("/v2.1"));
        }
        return String.join("", names);
    }

    @ParameterizedTest(name = "{0} as {1} at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            sort_key=created_at                                               | member | 2.93 | dacb
            sort_key=created_at&sort_dir=asc                                  | member | 2.75 | bcad
            sort_dir=asc                                                      | member | 2.1  | bcad
            sort_key=display_name&sort_dir=asc                                | member | 2.1  | abcd
            sort_key=display_name                                             | member | 2.93 | dcba
            sort_key=display_description&sort_dir=asc&sort_key=created_at     | member | 2.93 | dcba
            sort_key=display_description&sort_dir=asc&sort_key=display_name&sort_dir=desc | member | 2.93 | dcba
            sort_key=display_description&sort_dir=desc&sort_key=display_name&sort_dir=asc | member | 2.93 | abcd
            sort_key=launched_at&sort_dir=asc&sort_key=created_at&sort_dir=desc | member | 2.93 | d???
            sort_key=host&sort_dir=asc&sort_key=display_name&sort_dir=desc    | admin  | 2.93 | dcba
            sort_key=vm_state&sort_key=power_state&sort_key=instance_type_id&sort_key=display_name | member | 2.93 | dcba
            sort_key=progress&sort_dir=asc                                    | member | 2.93 | bcad
            sort_key=vcpus&sort_dir=desc&sort_key=display_name&sort_dir=asc   | member | 2.74 | abcd
            sort_key=locked&sort_dir=asc                                      | member | 2.72 | dacb
            sort_key=locked&sort_dir=asc                                      | member | 2.73 | bcad
            sort_key=locked&sort_dir=asc                                      | member | 2.75 | bcad
            sort_key=display_name&sort_key=display_name                       | member | 2.75 | dcba
            """)
    void theOrderIsTheOneAskedForWhateverTheSizeOfAPage(String query, String role, String version, String expected) {
        String pattern = expected.replace("?", ".");
        for (int limit : List.of(100, 1, 2, 3)) {
            assertThat(names(query, role, version, limit)).as("pages of %d", limit).matches(pattern);
        }
    }

    @ParameterizedTest(name = "{0} as {1} at {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            vm_state=error                 | admin  | 2.75 | d
            vm_state=error                 | member | 2.83 | d
            vm_state=error                 | member | 2.82 | dacb
            power_state=1                  | admin  | 2.75 | acb
            node=h1                        | admin  | 2.75 | acb
            node=h1                        | member | 2.93 | dacb
            host=h2                        | admin  | 2.93 | ''
            display_name=c                 | admin  | 2.75 | c
            description=second             | admin  | 2.75 | ab
            key_name=k                     | member | 2.93 | d
            config_drive=True              | member | 2.93 | a
            availability_zone=nova         | member | 2.93 | acb
            uuid=nothing                   | admin  | 2.93 | ''
            flavor=2                       | member | 2.75 | c
            ip=10.0.0.1                    | member | 2.75 | ''
            tags=x                         | member | 2.26 | cb
            tags=x,y                       | member | 2.93 | c
            tags-any=y,z                   | member | 2.93 | c
            not-tags=x,y                   | member | 2.93 | dab
            not-tags-any=x,y               | member | 2.93 | da
            tags=z                         | member | 2.25 | dacb
            locked=true                    | member | 2.73 | ''
            locked=false                   | member | 2.73 | dacb
            changes-before=2000-01-01T00:00:00Z | member | 2.66 | ''
            changes-before=2000-01-01T00:00:00Z | member | 2.65 | dacb
            launched_at=nonsense           | member | 2.93 | ''
            reservation_id=r-0             | member | 2.93 | ''
            soft_deleted=true&pci_devices=1&progress=0&_x=1 | member | 2.93 | dacb
            user_id=nobody                 | member | 2.82 | dacb
            user_id=nobody                 | member | 2.83 | ''
            ip6=2001:db8::1                | member | 2.4  | dacb
            ip6=2001:db8::1                | member | 2.5  | ''
            hostname=a                     | member | 2.89 | dacb
            hostname=a                     | member | 2.90 | a
            hostname=a                     | admin  | 2.75 | a
            progress=1                     | member | 2.82 | dacb
            progress=1                     | member | 2.83 | ''
            tenant_id=other&project_id=other | member | 2.93 | dacb
            locked=true                    | member | 2.72 | dacb
            deleted=true                   | member | 2.93 | dacb
            deleted=true                   | admin  | 2.93 | e
            deleted                        | admin  | 2.93 | dacb
            status=error                   | member | 2.93 | d
            status=ERROR&status=Active     | member | 2.1  | dacb
            status=ERROR&status=nonsense   | member | 2.93 | d
            status=REBOOT                  | member | 2.93 | ''
            status=nonsense                | member | 2.37 | ''
            status=DELETED                 | admin  | 2.93 | e
            status=DELETED&status=ERROR    | member | 2.93 | d
            """)
    void whatIsKnownNarrowsTheListWhereItHolds(String query, String role, String version, String expected) {
        assertThat(names(query, role, version, 100)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sort_key=host                       | 2.93 | 403 | Only administrators can sort servers by host
            sort_key=display_name&sort_dir=up   | 2.1  | 400 | Invalid input received: Unknown sort direction, must be 'desc' or 'asc'
            sort_dir=asc&sort_dir=asc           | 2.93 | 400 | Invalid input received: Sort direction size exceeds sort key size
            status=nonsense                     | 2.38 | 400 | Invalid status value
            status=deleted                      | 2.93 | 403 | Only administrators may list deleted instances
            status=deleted                      | 2.1  | 403 | Only administrators may list deleted instances
            locked=maybe                        | 2.73 | 400 | Invalid input received: Unrecognized value 'maybe', acceptable values are: '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'
            all_tenants=maybe                   | 2.1  | 400 | Invalid input received: Unrecognized value 'maybe', acceptable values are: '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'
            all_tenants                         | 2.1  | 403 | Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.
            updated_at=2000-01-01               | 2.75 | 400 | 'updated_at' does not match any of the regexes: '^_'
            changes-before=soon                 | 2.66 | 400 | Invalid input for query parameters changes-before. Value: soon. 'soon' is not a 'date-time'
            """)
    void refuses(String query, String version, int status, String message) {
        assertFault(compute.get("/v2.1/servers?" + query, PROJECT + ":member", version), status, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "metadata", "_x"})
    void whatIsInsideIsNoFilterOfOperators(String name) {
        assertFault(compute.get("/v2.1/servers?" + name + "=1", PROJECT + ":admin", "2.93"), 400, "Invalid filter field: " + name + ".");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nope  | 2.1
            nope  | 2.93
            vcpus | 2.75
            ''    | 2.93
            """)
    void refusesKeysThatAreNone(String key, String version) {
        HttpResponse<String> answer = compute.get("/v2.1/servers?sort_key=" + key, PROJECT + ":member", version);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/badRequest/message").asString()).startsWith("Invalid input for query parameters sort_key. Value: "
                + key + ". '" + key + "' is not one of ['access_ip_v4', ");
    }
}
