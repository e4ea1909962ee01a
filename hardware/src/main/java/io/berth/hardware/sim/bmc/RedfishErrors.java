package io.berth.hardware.sim.bmc;

import io.berth.hardware.sim.web.WebAnswer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Error answers with the messages of the standard registry {@code Base} (DMTF DSP8011). */
final class RedfishErrors {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RedfishErrors() {}

    static WebAnswer missing(String path) {
        return error(404, "ResourceMissingAtURI", "The resource at the URI " + path + " was not found.", path);
    }

    static WebAnswer notAllowed(String allow) {
        return error(405, "OperationNotAllowed", "The HTTP method is not allowed on this resource.").with("Allow", allow);
    }

    static WebAnswer unauthenticated() {
        return error(401, "NoValidSession", "There is no valid session established with the implementation.")
                .with("WWW-Authenticate", "Basic realm=\"RedfishService\"");
    }

    static WebAnswer loginRefused() {
        return error(401, "ResourceAtUriUnauthorized",
                "While accessing the resource, the service received an authorization error unauthorized.");
    }

    static WebAnswer tooManySessions() {
        return error(503, "SessionLimitExceeded",
                "The session establishment failed due to the number of simultaneous sessions exceeding the limit of "
                        + RedfishSessions.SESSIONS_MAX + ".");
    }

    static WebAnswer malformedJson() {
        return error(400, "MalformedJSON",
                "The request body submitted was malformed JSON and could not be parsed by the receiving service.");
    }

    static WebAnswer unsupportedVersion() {
        return error(412, "HeaderInvalid", "Header OData-Version is invalid.", "OData-Version");
    }

    static WebAnswer preconditionFailed() {
        return error(412, "PreconditionFailed", "The ETag supplied did not match the ETag required to change this resource.");
    }

    static WebAnswer unknownProperty(String name) {
        return error(400, "PropertyUnknown",
                "The property " + name + " is not in the list of valid properties for the resource.", name);
    }

    static WebAnswer readOnlyProperty(String name) {
        return error(400, "PropertyNotWritable",
                "The property " + name + " is a read-only property and cannot be assigned a value.", name);
    }

    static WebAnswer wrongType(String name) {
        return error(400, "PropertyValueTypeError",
                "The value for the property " + name + " is of a different type than the property can accept.", name);
    }

    static WebAnswer valueNotInList(String value, String name) {
        return error(400, "PropertyValueNotInList",
                "The value '" + value + "' for the property " + name + " is not in the list of acceptable values.", value, name);
    }

    static WebAnswer missingParameter(String action, String name) {
        return error(400, "ActionParameterMissing",
                "The action " + action + " requires the parameter " + name + " to be present in the request body.", action, name);
    }

    static WebAnswer unsupportedParameter(String action, String name, String value) {
        return error(400, "ActionParameterValueNotInList",
                "The value '" + value + "' for the parameter " + name + " of the action " + action
                        + " is not in the list of acceptable values.",
                value, name, action);
    }

    static WebAnswer notInThisState(String reset, String power) {
        return error(409, "ResourceInUse", "The reset " + reset + " is not possible while the power state is " + power + ".");
    }

    private static WebAnswer error(int status, String key, String message, String... arguments) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", "Base.1.18.GeneralError");
        error.put("message", "A general error has occurred. See ExtendedInfo for more information.");
        ObjectNode info = error.putArray("@Message.ExtendedInfo").addObject();
        info.put("@odata.type", "#Message.v1_2_1.Message");
        info.put("MessageId", "Base.1.18." + key);
        info.put("Message", message);
        ArrayNode args = info.putArray("MessageArgs");
        for (String argument : arguments) {
            args.add(argument);
        }
        info.put("MessageSeverity", status >= 500 ? "Critical" : "Warning");
        return WebAnswer.json(status, body);
    }
}
