package io.berth.http;

/**
 * A request that its API will not serve, noticed while decoding it: each API turns it into its own error body. Refusals
 * that an operation decides are values (see {@link io.berth.base.Refusal}); this is for the edge only.
 */
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final String code;

    /** @param message what is wrong and, where there is one, the remedy */
    public HttpProblem(int status, String message) {
        this(status, "", message);
    }

    /** @param code the API's own stable error code, such as {@code placement.duplicate_name} */
    public HttpProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
