package io.berth.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Jetty's connections, but that a request whose path Jetty cannot take, such as one with {@code %00}, keeps the part of the path
 * that it can: without it nobody could tell whose error {@link BrokenRequests} is to word.
 */
final class Connections extends HttpConnectionFactory {
    private static final String NUL = "%00";

    Connections(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new PathKeeping(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class PathKeeping extends HttpConnection {
        private Optional<String> refused = Optional.empty();

        PathKeeping(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        /** After a refusal Jetty asks once more, for a request that stands for the refused one. */
        @Override
        protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
            Optional<String> known = refused;
            refused = Optional.empty();
            try {
                return super.newHttpStream(method, known.orElse(uri), version);
            } catch (IllegalArgumentException unreadable) {
                if (known.isPresent()) {
                    return super.newHttpStream(method, uri, version);
                }
                int nul = uri.indexOf(NUL);
                refused = nul < 0 ? Optional.empty() : Optional.of(uri.substring(0, nul));
                throw unreadable;
            }
        }
    }
}
