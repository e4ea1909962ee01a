package io.berth.placement.wire;

import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Errors as placement writes them: JSON, HTML or plain text, the message framed by a fixed sentence (contract placement §5). */
final class ErrorBodies {
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    private static final Map<Integer, String> SENTENCES = Map.of(
            400, "The server could not comply with the request since it is either malformed or otherwise incorrect.",
            403, "Access was denied to this resource.",
            404, "The resource could not be found.",
            409, "There was a conflict when trying to complete your request.",
            413, "The body of your request was too large for this server.",
            500, "The server has either erred or is incapable of performing the requested operation.",
            503, "The server is currently unavailable. Please try again at a later time.");

    private static final Pattern LINE_BREAK = Pattern.compile("(?i)<br.*?>");
    private static final Pattern COMMENT = Pattern.compile("<!--|-->");
    private static final Pattern TAG = Pattern.compile("<.*?>");

    /** From this version on errors carry a code. */
    private static final int CODES_SINCE = 23;

    private ErrorBodies() {}

    /** @param version the one agreed on; absent where that failed */
    static Response render(
            Request request, int status, String code, String message, Optional<Microversion> version) {
        AcceptHeader accept = AcceptHeader.of(request);
        return switch (accept.ofErrors()) {
            case JSON -> json(request, accept, status, code, message, version);
            case HTML -> {
                String line = status + " " + title(status);
                yield text(status, "text/html; charset=UTF-8", """
                        <html>
                         <head>
                          <title>%s</title>
                         </head>
                         <body>
                          <h1>%s</h1>
                          %s<br /><br />
                        %s%s
                         </body>
                        </html>""".formatted(
                                line, line, escape(sentence(request, accept, status)), escape(message), end(status)));
            }
            case PLAIN -> text(status, "text/plain; charset=UTF-8", "%s %s\n\n%s\n\n %s%s"
                    .formatted(status, title(status), sentence(request, accept, status), message, end(status).replace('\n', ' ')));
        };
    }

    private static Response json(
            Request request,
            AcceptHeader accept,
            int status,
            String code,
            String message,
            Optional<Microversion> version) {
        ObjectNode error = Json.object();
        error.put("status", status);
        error.put("title", title(status));
        error.put("detail", detail(request, accept, status, message));
        error.put("request_id", request.requestId());
        if (version.filter(it -> it.isAtLeast(1, CODES_SINCE)).isPresent()) {
            error.put("code", code);
        }
        if (status == 406 && version.isEmpty()) {
            error.put("max_version", VersionHeader.MAX.toString());
            error.put("min_version", VersionHeader.MIN.toString());
        }
        return Response.json(status, Map.of("errors", List.of(error)));
    }

    private static String detail(Request request, AcceptHeader accept, int status, String message) {
        String framed = sentence(request, accept, status) + "<br /><br />\n" + message + end(status);
        String text = framed.replace('\n', ' ').replace("\r", "");
        text = LINE_BREAK.matcher(text).replaceAll("\n");
        text = COMMENT.matcher(text).replaceAll("");
        return TAG.matcher(text).replaceAll("");
    }

    /** What stands after the message: nothing where the sentence before it depends on the request. */
    private static String end(int status) {
        return SENTENCES.containsKey(status) ? "\n\n" : "";
    }

    private static String sentence(Request request, AcceptHeader accept, int status) {
        return switch (status) {
            case 405 -> "The method " + request.method() + " is not allowed for this resource. ";
            case 406 ->
                "The resource could not be generated that was acceptable to your browser (content of type "
                        + accept.value() + ". ";
            case 415 ->
                "The request media type " + request.headers().first("Content-Type").orElse("None")
                        + " is not supported by this server. ";
            default -> SENTENCES.getOrDefault(status, "");
        };
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static Response text(int status, String type, String body) {
        return Response.of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }
}
