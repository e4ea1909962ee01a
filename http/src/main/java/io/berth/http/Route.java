package io.berth.http;

/**
 * One line of an API's route table.
 *
 * @param path below the API's prefix, variables in braces: {@code /leases/{lease_id}}
 * @param rule the policy rule that guards it; {@link #OPEN} where nobody needs to be known
 * @param summary one line for {@code berth routes} and the OpenAPI page
 */
public record Route(String method, String path, String rule, Execution execution, Handler handler, String summary) {
    /** The rule of routes that ask for no token. */
    public static final String OPEN = "";

    @FunctionalInterface
    public interface Handler {
        Response handle(Call call);
    }

    /** A route that waits for the database: most of them. */
    public static Route db(String method, String path, String rule, Handler handler, String summary) {
        return new Route(method, path, rule, Execution.DB, handler, summary);
    }

    /** A route that does no I/O. */
    public static Route index(String method, String path, String rule, Handler handler, String summary) {
        return new Route(method, path, rule, Execution.INDEX, handler, summary);
    }

    /** A route that waits for other machines. */
    public static Route slow(String method, String path, String rule, Handler handler, String summary) {
        return new Route(method, path, rule, Execution.LONG, handler, summary);
    }

    public boolean isOpen() {
        return rule.equals(OPEN);
    }
}
