package io.berth.identity.wire;

import java.util.List;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.credential.Credentials;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v3/users/{id}/application_credentials} (contract keystone §11). */
final class CredentialCalls {
    private final Credentials credentials;
    private final String prefix;

    CredentialCalls(Credentials credentials, String prefix) {
        this.credentials = credentials;
        this.prefix = prefix;
    }

    Response create(Call call) {
        CredentialCodec.Creation creation =
                CredentialCodec.read(Json.read(call.request().body().bytes()));
        Decision<Credentials.Created> decision = credentials.create(
                creation.wanted(), creation.secret(), call.request().headers().first("X-Auth-Token").orElse("").strip());
        return decision.fold(
                created -> {
                    ObjectNode node = linked(call, created.credential());
                    node.put("secret", created.secret());
                    return Response.json(201, Json.object().set("application_credential", node));
                },
                refusal -> {
                    throw problem(refusal);
                });
    }

    Response list(Call call) {
        Query query = call.request().parameters();
        List<ApplicationCredential> found = credentials.ofUser(call.parameter("user_id"));
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("application_credentials");
        found.stream()
                .filter(each -> query.last("name").map(each.name()::equals).orElse(true))
                .forEach(each -> list.add(linked(call, each)));
        body.set("links", Links.collection(call.request(), prefix));
        return Response.json(200, body);
    }

    Response show(Call call) {
        return Response.json(200, Json.object().set("application_credential", linked(call, named(call))));
    }

    Response delete(Call call) {
        Decision<ApplicationCredential> decision = credentials.delete(
                named(call), call.request().headers().first("X-Auth-Token").orElse("").strip());
        return decision.fold(deleted -> Response.empty(204), refusal -> {
            throw problem(refusal);
        });
    }

    private ApplicationCredential named(Call call) {
        String id = call.parameter("application_credential_id");
        return credentials.ofUser(call.parameter("user_id")).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(404, "Could not find Application Credential: " + id + "."));
    }

    private static HttpProblem problem(Refusal refusal) {
        int status = switch (refusal) {
            case IdentityRefusal.NotAuthenticated no -> 401;
            case IdentityRefusal.CredentialForbidden no -> 403;
            case IdentityRefusal.CredentialExists no -> 409;
            default -> 400;
        };
        return new HttpProblem(status, refusal.code(), refusal.message());
    }

    private ObjectNode linked(Call call, ApplicationCredential credential) {
        ObjectNode node = CredentialCodec.write(credential);
        String path = "/v3/users/" + credential.userId() + "/application_credentials/" + credential.id();
        node.putObject("links").put("self", Links.to(call.request(), prefix, path));
        return node;
    }
}
