package io.berth.placement;

import io.berth.testkit.HttpTable;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.peer.RealPlacement;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plays the same tables against OpenStack's own placement: what we expect of Berth is what the real service does. */
@EnabledIfSystemProperty(
        named = "berth.test.real",
        matches = "true",
        disabledReason = "runs with -Dberth.test.real=true, where the real placement is installed")
class RealPlacementTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static @Nullable RealPlacement placement;

    @BeforeAll
    static void serve() {
        placement = RealPlacement.start(DB.options());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(placement, "it did not start").close();
    }

    @TestFactory
    Stream<DynamicContainer> theRealPlacementAnswersAsTheTablesSay() {
        RealPlacement real = Objects.requireNonNull(placement);
        return PlacementTablesTest.TABLES.stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name, HttpTable.load("/tables/" + name + ".yaml").testsOfTheRealOne(real::base)));
    }
}
