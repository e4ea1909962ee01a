package io.berth.compute.event;

/** What became of one event: {@code code} and {@code status} of its element in the answer (contract nova-external-events §4). */
public enum Verdict {
    ACCEPTED(200, "completed"),
    TAG_MISSING(400, "failed"),
    NO_SUCH_SERVER(404, "failed"),
    SERVER_HAS_NO_HOST(422, "failed");

    private final int code;
    private final String status;

    Verdict(int code, String status) {
        this.code = code;
        this.status = status;
    }

    public int code() {
        return code;
    }

    public String status() {
        return status;
    }
}
