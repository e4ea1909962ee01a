package io.berth.identity.wire;

import static io.berth.identity.IdentityServer.DEMO_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.berth.identity.IdentityServer;
import io.berth.identity.IdentityServer.Answer;
import io.berth.testkit.TestDatabase;
import tools.jackson.databind.JsonNode;

class DirectoryTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static IdentityServer server;
    private static String admin;
    private static String demo;

    @BeforeAll
    static void start() {
        server = new IdentityServer(db.store(), db.clock());
        admin = server.adminToken();
        demo = server.demoToken();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> fields(JsonNode list, String field) {
        return list.valueStream().map(node -> node.path(field).asString()).toList();
    }

    private static String own(String token, String noun) {
        return server.send("GET", "/identity/v3/auth/tokens", "", "X-Auth-Token", token, "X-Subject-Token", token)
                .json()
                .path("token")
                .path(noun)
                .path("id")
                .asString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "projects | admin,demo,service",
        "users    | admin,berth,demo,neutron,nova,reader",
        "roles    | admin,manager,member,reader,service",
        "domains  | Default",
        "services | keystone,nova,cinderv3,cinder,glance,placement,blazar,drydock",
        "groups   | ",
    })
    void administratorsSeeEverythingByName(String plural, String names) {
        Answer answer = server.get(admin, "/identity/v3/" + plural);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(fields(answer.json().path(plural), "name"))
                .isEqualTo(names == null ? List.of() : List.of(names.split(",")));
        JsonNode links = answer.json().path("links");
        assertThat(links.path("self").asString()).isEqualTo(server.origin() + "/identity/v3/" + plural);
        assertThat(links.path("next").isNull() && links.path("previous").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"projects", "users", "roles", "domains", "services", "endpoints", "groups", "role_assignments"})
    void othersDoNot(String plural) {
        Answer answer = server.get(demo, "/identity/v3/" + plural);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().toString()).isEqualTo("{\"error\":{\"code\":403,\"message\":\"You are not authorized to"
                + " perform the requested action: identity:list_" + plural + ".\",\"title\":\"Forbidden\"}}");
    }

    @Test
    void everythingListedCanBeShownByItsIdAndNothingByItsName() {
        for (String plural : List.of("projects", "users", "roles", "domains", "services", "endpoints", "regions")) {
            String singular = plural.substring(0, plural.length() - 1);
            for (JsonNode listed : server.get(admin, "/identity/v3/" + plural).json().path(plural)) {
                String path = "/identity/v3/" + plural + "/" + listed.path("id").asString();
                Answer shown = server.get(admin, path);
                assertThat(shown.json().path(singular)).isEqualTo(listed);
                assertThat(listed.path("links").path("self").asString()).isEqualTo(server.origin() + path);
            }
        }
        Answer byName = server.get(admin, "/identity/v3/projects/demo");
        assertThat(byName.status()).isEqualTo(404);
        assertThat(byName.message()).isEqualTo("Could not find project: demo.");
        assertThat(server.get(admin, "/identity/v3/users/x%00").status()).as("a zero byte in a path").isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "projects?name=demo             | demo",
        "projects?name=DEMO             | ",
        "projects?name=demo&enabled=True | demo",
        "projects?name=demo&domain_id=x | ",
        "users?name=nova                | nova",
        "services?type=compute          | nova",
        "projects?unheard=of&name=admin | admin",
    })
    void aListIsFilteredByEqualFields(String path, String names) {
        Answer answer = server.get(admin, "/identity/v3/" + path);
        String plural = path.substring(0, path.indexOf('?'));
        assertThat(fields(answer.json().path(plural), "name"))
                .isEqualTo(names == null ? List.of() : List.of(names.split(",")));
        assertThat(answer.json().path("links").path("self").asString())
                .isEqualTo(server.origin() + "/identity/v3/" + path);
    }

    @Test
    void usersSeeThemselvesTheirProjectAndTheirDomain() {
        String userId = own(demo, "user");
        assertThat(server.get(demo, "/identity/v3/users/" + userId).json().path("user").path("name").asString())
                .isEqualTo("demo");
        assertThat(fields(server.get(demo, "/identity/v3/users/" + userId + "/projects").json().path("projects"), "name"))
                .containsExactly("demo");
        assertThat(server.get(demo, "/identity/v3/projects/" + own(demo, "project")).status()).isEqualTo(200);
        assertThat(server.get(demo, "/identity/v3/domains/default").status()).isEqualTo(200);
        assertThat(server.get(demo, "/identity/v3/users/" + own(admin, "user")).status()).isEqualTo(403);
        assertThat(server.get(demo, "/identity/v3/projects/" + own(admin, "project")).status()).isEqualTo(403);
    }

    @Test
    void aTokenOfAnyScopeTellsWhereItsUserMayWork() {
        String unscoped = IdentityServer.token(server.logIn("demo", DEMO_PASSWORD, ""));
        assertThat(fields(server.get(unscoped, "/identity/v3/auth/projects").json().path("projects"), "name"))
                .containsExactly("demo");
        assertThat(server.get(unscoped, "/identity/v3/auth/domains").json().path("domains").size()).isZero();
        assertThat(server.get(unscoped, "/identity/v3/auth/system").json().path("system").size()).isZero();
        assertThat(server.get(admin, "/identity/v3/auth/system").json().path("system").toString())
                .isEqualTo("[{\"all\":true}]");
        Answer catalog = server.get(unscoped, "/identity/v3/auth/catalog");
        assertThat(catalog.status()).isEqualTo(403);
        assertThat(catalog.message()).isEqualTo("You are not authorized to perform the requested action.");
        assertThat(server.get(demo, "/identity/v3/auth/catalog").json().path("catalog").size()).isEqualTo(8);
    }

    @Test
    void roleAssignmentsAreNamedOnRequest() {
        JsonNode plain = server.get(admin, "/identity/v3/role_assignments").json().path("role_assignments");
        assertThat(plain.size()).isEqualTo(8);
        assertThat(plain.path(0).path("user").propertyNames()).containsExactly("id");
        String query = "?include_names=True&user.id=" + own(demo, "user");
        JsonNode named = server.get(admin, "/identity/v3/role_assignments" + query).json().path("role_assignments");
        assertThat(named.size()).isEqualTo(1);
        assertThat(named.path(0).path("role").path("name").asString()).isEqualTo("member");
        assertThat(named.path(0).path("scope").path("project").path("domain").path("name").asString()).isEqualTo("Default");
        assertThat(named.path(0).path("links").path("assignment").asString())
                .startsWith(server.origin() + "/identity/v3/projects/").contains("/users/").contains("/roles/");
    }

    @Test
    void effectiveAssignmentsShowWhatARoleImplies() {
        String query = "?effective=True&include_names=True&user.id=" + own(demo, "user");
        JsonNode effective = server.get(admin, "/identity/v3/role_assignments" + query).json().path("role_assignments");
        assertThat(effective.valueStream().map(each -> each.path("role").path("name").asString()))
                .containsExactlyInAnyOrder("member", "reader");
    }

    @Test
    void endpointsAreListedWithTheirServiceAndTemplate() {
        JsonNode endpoints = server.get(admin, "/identity/v3/endpoints?interface=public").json().path("endpoints");
        assertThat(endpoints.size()).isEqualTo(8);
        assertThat(fields(endpoints, "url")).contains(server.origin() + "/volume/v3/%(project_id)s");
    }
}
