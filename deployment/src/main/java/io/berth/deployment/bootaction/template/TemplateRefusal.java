package io.berth.deployment.bootaction.template;

/** Why a template is not accepted; caught where templates are checked. */
final class TemplateRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    TemplateRefusal(int line, String reason) {
        super(reason, null, false, false);
        this.line = line;
        this.reason = reason;
    }

    int line() {
        return line;
    }

    String reason() {
        return reason;
    }
}
