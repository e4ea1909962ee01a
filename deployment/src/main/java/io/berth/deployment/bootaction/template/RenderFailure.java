package io.berth.deployment.bootaction.template;

/** Python would have raised an error here, or a limit is reached; ends one rendering. */
final class RenderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RenderFailure(String message) {
        super(message, null, false, false);
    }

    static RenderFailure undefined(Undefined value) {
        return new RenderFailure("UndefinedError - " + value.why());
    }

    static RenderFailure type(String message) {
        return new RenderFailure("TypeError - " + message);
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
