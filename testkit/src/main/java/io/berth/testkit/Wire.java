package io.berth.testkit;

import io.berth.store.Database;
import io.berth.store.DatabaseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to PostgreSQL of a process that dies at a chosen moment: after some messages of its own all connections end, the last
 * message delivered or not, and no answer comes back. That is all that the server sees of a {@code kill -9}.
 */
public final class Wire implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/:]+):(\\d+)/");
    private static final int CHUNK = 65_536;

    private final String host;
    private final int port;
    private final ServerSocket entrance;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private int messagesLeft = Integer.MAX_VALUE;
    private boolean isLastDelivered;
    private final CompletableFuture<Void> cut = new CompletableFuture<>();

    private Wire(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static Wire to(DatabaseOptions options) {
        Matcher url = URL.matcher(options.jdbcUrl());
        if (!url.find()) {
            throw new IllegalArgumentException("no host and port in " + options.jdbcUrl());
        }
        try {
            return new Wire(url.group(1), Integer.parseInt(url.group(2)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same database, by this wire. */
    public DatabaseOptions through(DatabaseOptions options) {
        String entry = "jdbc:postgresql://" + entrance.getInetAddress().getHostAddress() + ":" + entrance.getLocalPort() + "/";
        String url = URL.matcher(options.jdbcUrl()).replaceFirst(Matcher.quoteReplacement(entry));
        url += (url.contains("?") ? "&" : "?") + "ApplicationName=" + name();
        return new DatabaseOptions(url, options.user(), options.password(), options.connections());
    }

    /** @param message from now on, 1 is the next one that the process sends */
    public synchronized void cutAt(int message, boolean isDelivered) {
        messagesLeft = message;
        isLastDelivered = isDelivered;
    }

    /** Done when it is cut: whoever was doing something is dead, and not to be waited for. */
    public CompletableFuture<Void> cut() {
        return cut;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                ends.add(client);
                ends.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, true));
                Thread.ofVirtual().start(() -> pump(server, client, false));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void pump(Socket from, Socket to, boolean isOfTheProcess) {
        byte[] chunk = new byte[CHUNK];
        try (from; to) {
            InputStream in = from.getInputStream();
            for (int length = in.read(chunk); length >= 0 && !cut.isDone(); length = in.read(chunk)) {
                if (!isOfTheProcess || mayPass()) {
                    to.getOutputStream().write(chunk, 0, length);
                }
                if (isOfTheProcess && isOver()) {
                    close();
                }
            }
        } catch (IOException ended) {
            // The other direction ends with it.
        }
    }

    private synchronized boolean mayPass() {
        messagesLeft--;
        return messagesLeft > 0 || messagesLeft == 0 && isLastDelivered;
    }

    private synchronized boolean isOver() {
        return messagesLeft <= 0;
    }

    private String name() {
        return "wire-" + entrance.getLocalPort();
    }

    /** Cuts what is not cut yet, and waits until the server has done what was delivered, and found out that nobody listens. */
    public void end(Database other) {
        close();
        Await.until("the server has given up the connections of " + name(), () -> other.read(handle ->
                handle.createQuery("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = :name)")
                        .bind("name", name())
                        .mapTo(Boolean.class)
                        .one()));
    }

    @Override
    public void close() {
        cut.complete(null);
        try {
            entrance.close();
            for (Socket end : ends) {
                end.close();
            }
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }
}
