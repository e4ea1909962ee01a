package io.berth.deployment.bootaction;

import io.berth.deployment.bootaction.template.JinjaTemplate;
import io.berth.deployment.bootaction.template.JinjaTemplate.Check;
import io.berth.deployment.bootaction.template.JinjaTemplate.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Runs an asset's data or location through its segments (contract drydock §14.3). Segments that do not fit their input fail as in Drydock. */
final class Pipeline {

    /** What travels: bytes, or text once they are decoded. */
    sealed interface Value {
        record Bytes(byte[] bytes) implements Value {}

        record Text(String text) implements Value {}

        /** The value as it is written into a file. */
        default byte[] encoded() {
            return switch (this) {
                case Bytes(byte[] bytes) -> bytes;
                case Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
            };
        }
    }

    private final Map<String, Object> variables;

    Pipeline(Map<String, Object> variables) {
        this.variables = variables;
    }

    /** A segment that failed; caught where the asset is rendered. */
    static final class SegmentFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SegmentFailure(String message) {
            super(message, null, false, false);
        }
    }

    Value run(Value start, List<String> segments) {
        Value value = start;
        for (String segment : segments) {
            value = switch (segment) {
                case "template" -> template(segment, text(segment, value));
                case "utf8_decode" -> new Value.Text(decode(segment, bytes(segment, value)));
                case "utf8_encode" -> new Value.Bytes(text(segment, value).getBytes(StandardCharsets.UTF_8));
                case "base64_encode" -> new Value.Bytes(Base64.getEncoder().encode(bytes(segment, value)));
                case "base64_decode" -> new Value.Bytes(base64Decode(segment, value.encoded()));
                default -> throw new SegmentFailure("Bootaction pipeline segment " + segment + " unknown.");
            };
        }
        return value;
    }

    private Value template(String segment, String text) {
        return switch (JinjaTemplate.check(text)) {
            case Check.Refused(int line, String reason) -> throw failure(segment, "line " + line + ": " + reason);
            case Check.Accepted(var template) -> switch (template.render(variables)) {
                case Result.Failed(String reason) -> throw failure(segment, reason);
                case Result.Text(String rendered) -> new Value.Text(rendered);
            };
        };
    }

    private static String text(String segment, Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Bytes _ -> throw failure(segment, "TypeError - it takes text and has bytes: put utf8_decode in front");
        };
    }

    private static byte[] bytes(String segment, Value value) {
        return switch (value) {
            case Value.Bytes(byte[] bytes) -> bytes;
            case Value.Text _ -> throw failure(segment, "TypeError - it takes bytes and has text: put utf8_encode in front");
        };
    }

    private static String decode(String segment, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw failure(segment, "UnicodeDecodeError - the bytes are not UTF-8");
        }
    }

    /** As Python decodes by default: characters outside the alphabet are dropped, missing padding is an error. */
    private static byte[] base64Decode(String segment, byte[] encoded) {
        byte[] alphabet = new byte[encoded.length];
        int length = 0;
        for (byte b : encoded) {
            if (b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=') {
                alphabet[length++] = b;
            }
        }
        if (length % 4 != 0) {
            throw failure(segment, "Error - Incorrect padding");
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOf(alphabet, length));
        } catch (IllegalArgumentException e) {
            throw failure(segment, "Error - not base64");
        }
    }

    private static SegmentFailure failure(String segment, String reason) {
        return new SegmentFailure("Error when running bootaction pipeline segment " + segment + ": " + reason);
    }
}
