package io.berth.identity.wire;

import static io.berth.http.Route.OPEN;
import static io.berth.http.Route.db;
import static io.berth.http.Route.index;

import java.util.ArrayList;
import java.util.List;

import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.identity.IdentityPolicy;

/** What URLs the identity service has. */
final class IdentityRoutes {
    private IdentityRoutes() {}

    static RouteTable table(
            TokenCalls tokens, DirectoryCalls directory, CredentialCalls credentials, String prefix) {
        List<Route> routes = new ArrayList<>();
        routes.add(index("GET", "", OPEN, call -> Discovery.versions(call, prefix), "The versions of the service"));
        routes.add(index("GET", "/v3", OPEN, call -> Discovery.version3(call, prefix), "Version 3 of the service"));
        routes.add(db("POST", "/v3/auth/tokens", OPEN, tokens::issue, "Log in: get a token"));
        routes.add(db("GET", "/v3/auth/tokens", IdentityPolicy.VALIDATE_TOKEN, tokens::validate, "What a token stands for"));
        routes.add(db("DELETE", "/v3/auth/tokens", IdentityPolicy.REVOKE_TOKEN, tokens::revoke, "End a token"));
        routes.add(db("GET", "/v3/auth/catalog", "identity:get_auth_catalog", tokens::ownCatalog, "The services for the caller"));
        routes.add(db("GET", "/v3/auth/projects", "identity:get_auth_projects", directory::ownProjects, "The caller's projects"));
        routes.add(db("GET", "/v3/auth/domains", "identity:get_auth_domains", directory::ownDomains, "The caller's domains"));
        routes.add(db("GET", "/v3/auth/system", "identity:get_auth_system", directory::ownSystem, "Whether the caller has system roles"));
        for (Noun noun : List.of(
                directory.projects, directory.users, directory.roles, directory.domains,
                directory.groups, directory.services, directory.endpoints, directory.regions)) {
            routes.add(db("GET", "/v3/" + noun.plural(), "identity:list_" + noun.plural(),
                    directory.list(noun), "List " + noun.plural()));
            String variable = noun.singular() + "_id";
            routes.add(db("GET", "/v3/" + noun.plural() + "/{" + variable + "}", "identity:get_" + noun.singular(),
                    directory.show(noun, variable), "Show one " + noun.singular()));
        }
        routes.add(db("GET", "/v3/users/{user_id}/projects", "identity:list_user_projects",
                directory::projectsOfUser, "A user's projects"));
        String ofUser = "/v3/users/{user_id}/application_credentials";
        String one = ofUser + "/{application_credential_id}";
        routes.add(db("POST", ofUser, "identity:create_application_credential",
                credentials::create, "Make an application credential"));
        routes.add(db("GET", ofUser, "identity:list_application_credentials",
                credentials::list, "A user's application credentials"));
        routes.add(db("GET", one, "identity:get_application_credential",
                credentials::show, "Show an application credential"));
        routes.add(db("DELETE", one, "identity:delete_application_credential",
                credentials::delete, "Take an application credential away, and end its tokens"));
        routes.add(db("GET", "/v3/role_assignments", "identity:list_role_assignments",
                directory::assignments, "Who has which role where"));
        return new RouteTable(withHead(routes));
    }

    /** Every GET has its HEAD (contract keystone §9, K37). */
    private static List<Route> withHead(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        for (Route route : routes) {
            if (route.method().equals("GET")) {
                Route.Handler head = call -> route.handler().handle(call).ofHead();
                all.add(new Route("HEAD", route.path(), route.rule(), route.execution(), head, route.summary()));
            }
        }
        return all;
    }
}
