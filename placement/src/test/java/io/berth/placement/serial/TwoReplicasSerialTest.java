package io.berth.placement.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.placement.PlacementRoom;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.serial.SerialModel.Claim;
import io.berth.placement.serial.SerialModel.Consumer;
import io.berth.placement.serial.SerialModel.Delete;
import io.berth.placement.serial.SerialModel.Operation;
import io.berth.placement.serial.SerialModel.Provider;
import io.berth.placement.serial.SerialModel.Reshape;
import io.berth.placement.serial.SerialModel.SetTotal;
import io.berth.placement.serial.SerialModel.State;
import io.berth.placement.serial.SerialModel.Verdict;
import io.berth.placement.serial.SerialModel.Wanted;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients of two replicas that write the same few providers and consumers at once: every answer, refusals too, is explained by one
 * order in which all was done one after the other, in which nothing goes over capacity and no generation is lost.
 */
class TwoReplicasSerialTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    /** Few, for a short run; {@code -Dberth.replicas.seeds} makes it a long one. */
    private static final int SEEDS = 3;

    private static final int CLIENTS = 6;
    private static final int CALLS = 25;
    private static final int PROVIDERS = 3;
    private static final int CONSUMERS = 5;
    private static final int TOTAL = 5;

    /** Of a hundred calls, how many are made in the belief of what is not known to be so. */
    private static final int PERCENT_GUESSED = 15;

    private static final List<LedgerIndex> INDEXES = new ArrayList<>();
    private static final List<HttpServer> SERVERS = new ArrayList<>();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> providers = ids(PROVIDERS);
    private final List<String> consumers = ids(CONSUMERS);

    private static List<String> ids(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
    }

    @BeforeAll
    static void serve() {
        PlacementRoom.insertStandardNames(DB.store(), DB.clock().now());
        for (Store store : List.of(DB.store(), DB.newReplica())) {
            PlacementRoom.register(store);
            LedgerIndex index = new LedgerIndex(store).start();
            INDEXES.add(index);
            PlacementApi api = new PlacementApi(
                    store, index, new TestAuthenticator(), new TestPolicy(PlacementPolicy.DEFAULTS), DB.clock(), Ids.random());
            SERVERS.add(HttpServer.start(
                    "127.0.0.1", 0, List.of(api, Health.api(() -> true, () -> "")), Ids.random(), HttpServer.newMetrics()));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(HttpServer::close);
        INDEXES.forEach(LedgerIndex::close);
        HTTP.close();
    }

    private static Writer at(int replica) {
        return new Writer(HTTP, URI.create("http://127.0.0.1:" + SERVERS.get(replica % SERVERS.size()).port() + "/placement"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAnswerIsExplainedBySomeSerialOrder(long seed) throws Exception {
        for (String provider : providers) {
            at(0).createProvider(provider);
            at(0).call(new SetTotal(provider, 0, TOTAL));
        }
        Await.until("both replicas know the providers", () -> state(at(0)).equals(state(at(1))));
        State begin = state(at(1));

        List<SerialOrder.Call> history = history(seed);

        Await.until("both replicas know all", () -> state(at(0)).equals(state(at(1))));
        Map<Verdict, Long> verdicts = history.stream()
                .collect(Collectors.groupingBy(SerialOrder.Call::verdict, Collectors.counting()));
        assertThat(verdicts)
                .as("of all kinds there are some")
                .containsKeys(Verdict.DONE, Verdict.CONSUMER_CONFLICT, Verdict.PROVIDER_CONFLICT, Verdict.FULL);
        assertThat(SerialOrder.missing(history, begin, state(at(0))))
                .as("why there is no order of the calls of seed %d", seed)
                .isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("berth.replicas.seeds", SEEDS));
    }

    private List<SerialOrder.Call> history(long seed) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<List<SerialOrder.Call>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed * CLIENTS + i);
                Writer writer = at(i);
                clients.add(() -> Stream.generate(() -> writer.call(next(random, writer))).limit(CALLS).toList());
            }
            List<SerialOrder.Call> all = new ArrayList<>();
            for (Future<List<SerialOrder.Call>> each : threads.invokeAll(clients)) {
                all.addAll(each.get());
            }
            return all;
        }
    }

    private Operation next(Random random, Writer writer) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> setTotal(random, writer, any(random, providers));
            case 2 -> new Delete(any(random, consumers));
            case 3 -> {
                SortedMap<String, SetTotal> inventories = new TreeMap<>();
                for (int i = 0; i < 2; i++) {
                    SetTotal one = setTotal(random, writer, any(random, providers));
                    inventories.put(one.provider(), one);
                }
                yield new Reshape(inventories, claim(random, writer, 1 + random.nextInt(2)));
            }
            case 4, 5 -> claim(random, writer, 2);
            default -> claim(random, writer, 1);
        };
    }

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static SetTotal setTotal(Random random, Writer writer, String provider) {
        long generation = random.nextInt(100) < PERCENT_GUESSED ? 1 : writer.provider(provider).generation();
        return new SetTotal(provider, generation, TOTAL - 2 + random.nextInt(5));
    }

    private Claim claim(Random random, Writer writer, int count) {
        SortedMap<String, Wanted> wanted = new TreeMap<>();
        while (wanted.size() < count) {
            String consumer = any(random, consumers);
            Optional<Long> known = writer.consumer(consumer).map(Consumer::generation);
            Optional<Long> believed = random.nextInt(100) < PERCENT_GUESSED ? Optional.of(2L) : known;
            SortedMap<String, Long> amounts = new TreeMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                amounts.put(any(random, providers), 1L + random.nextInt(3));
            }
            wanted.put(consumer, new Wanted(believed, amounts));
        }
        return new Claim(wanted);
    }

    private State state(Writer reader) {
        SortedMap<String, Provider> ofProviders = new TreeMap<>();
        providers.forEach(it -> ofProviders.put(it, reader.provider(it)));
        SortedMap<String, Consumer> ofConsumers = new TreeMap<>();
        consumers.forEach(it -> reader.consumer(it).ifPresent(found -> ofConsumers.put(it, found)));
        return new State(ofProviders, ofConsumers);
    }
}
