package io.berth.http;

import io.berth.base.Ids;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The one port on which all APIs are served. Only this package knows that Jetty does it. */
public final class HttpServer implements AutoCloseable {
    private static final int HEADER_BYTES_MAX = 64 * 1024;
    private static final int SELECTOR_THREADS_MAX = 24;
    private static final int SELECTORS_MAX = 8;
    private static final int ACCEPTORS = 1;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration FINISH_REQUESTS = Duration.ofSeconds(10);

    private final Server server;
    private final ServerConnector connector;
    private final PrometheusMeterRegistry metrics;
    private final AccessLog accessLog;

    private HttpServer(
            Server server, ServerConnector connector, PrometheusMeterRegistry metrics, AccessLog accessLog) {
        this.server = server;
        this.connector = connector;
        this.metrics = metrics;
        this.accessLog = accessLog;
    }

    public static PrometheusMeterRegistry newMetrics() {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config().meterFilter(new MeterTexts());
        return metrics;
    }

    /**
     * Where to serve, and for whom.
     *
     * @param port 0 for any free one, see {@link #port}
     * @param isProxyBelieved whether {@link ProxyHeaders} count: only where nobody gets here but through a proxy that sets them
     */
    public record Front(String host, int port, boolean isProxyBelieved) {}

    /** Starts to serve clients that come directly. */
    public static HttpServer start(String host, int port, List<Api> apis, Ids ids, PrometheusMeterRegistry metrics) {
        return start(new Front(host, port, false), apis, ids, metrics);
    }

    /**
     * Starts to serve.
     *
     * @throws IllegalStateException with the address, and why, where it cannot be listened on
     */
    public static HttpServer start(Front front, List<Api> served, Ids ids, PrometheusMeterRegistry metrics) {
        QueuedThreadPool threads = new QueuedThreadPool(SELECTOR_THREADS_MAX);
        threads.setName("berth-http");
        Server server = new Server(threads);
        server.setStopTimeout(FINISH_REQUESTS.toMillis());
        // INDEX routes run on the selectors: Jetty's own choice, one for each 16 threads, would leave them one core.
        int selectors = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, SELECTORS_MAX);
        ServerConnector connector =
                new ServerConnector(server, ACCEPTORS, selectors, new HttpConnectionFactory(configuration()));
        connector.setHost(front.host());
        connector.setPort(front.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        AccessLog accessLog = AccessLog.start();
        Apis apis = new Apis(served);
        server.setHandler(new GracefulHandler(new Dispatcher(apis, ids, metrics, accessLog, front.isProxyBelieved())));
        server.setErrorHandler(new BrokenRequests(apis, ids));
        try {
            server.start();
        } catch (Exception failure) {
            accessLog.close();
            stop(server, failure);
            throw new IllegalStateException("cannot listen on " + front.host() + ":" + front.port() + ": " + why(failure), failure);
        }
        return new HttpServer(server, connector, metrics, accessLog);
    }

    /** Jetty says only that it could not; the system, or Java, says why, in these words. */
    private static String why(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "this machine does not know the name";
            }
            switch (String.valueOf(cause.getMessage())) {
                case "Address already in use" -> {
                    return "another process, perhaps another Berth, listens there. Stop it, or choose another port";
                }
                case "Cannot assign requested address" -> {
                    return "this machine does not have the address. 0.0.0.0 is all that it has";
                }
                case "Permission denied" -> {
                    return "the system does not let this user. Choose a port from 1024 up";
                }
                case String other -> {
                    // perhaps the next one is clearer
                }
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** A server that could not listen has threads all the same. */
    private static void stop(Server server, Exception reason) {
        try {
            server.stop();
        } catch (Exception second) {
            reason.addSuppressed(second);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        // Each API judges its own paths, escapes and doubled slashes included.
        configuration.setUriCompliance(UriCompliance.from("0,AMBIGUOUS_PATH_SEGMENT,AMBIGUOUS_PATH_SEPARATOR,"
                + "AMBIGUOUS_EMPTY_SEGMENT,AMBIGUOUS_PATH_ENCODING,UTF16_ENCODINGS,BAD_UTF8_ENCODING,"
                + "SUSPICIOUS_PATH_CHARACTERS,ILLEGAL_PATH_CHARACTERS,BAD_PERCENT_ENCODING,TRUNCATED_UTF8_ENCODING"));
        return configuration;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    /** Takes no new requests, lets those in hand finish within a bound, and closes. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the HTTP server did not stop", failure);
        } finally {
            accessLog.close();
        }
    }
}
