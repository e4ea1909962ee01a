package io.berth.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md that the compiler cannot hold. */
class ArchitectureTest {
    private static final List<String> ROOMS =
            List.of("identity", "placement", "reservation", "compute", "messages", "deployment");
    private static final int FILE_LINES_MAX = 500;
    private static final Path ROOT = Path.of("..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.berth");

    @Test
    void roomsFormNoCycle() {
        slices().matching("io.berth.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheHttpModuleKnowsTheHttpServer() {
        noClasses().that().resideOutsideOfPackage("io.berth.http..")
                .should().dependOnClassesThat().resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void onlyStoresHoldSql() {
        noClasses().that().resideOutsideOfPackages("io.berth.store..", "io.berth.testkit..")
                .and().haveSimpleNameNotEndingWith("Store")
                .should().callMethodWhere(target(owner(assignableTo(Handle.class)))
                        .and(target(nameMatching("create(Query|Update|Batch|Call|Script)|prepareBatch|execute|select"))))
                .check(CLASSES);
    }

    @Test
    void timeAndRandomnessComeInAsParameters() {
        noClasses().that().resideInAnyPackage(ROOMS.stream().map(room -> "io.berth." + room + "..").toArray(String[]::new))
                .should().callMethod(Instant.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(UUID.class, "randomUUID")
                .orShould().callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void noRoomReachesIntoAnothersTables() throws IOException {
        Pattern table = Pattern.compile("(?i)\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES)\\s+(?:ONLY\\s+)?("
                + String.join("|", ROOMS) + "|store)\\.[a-z_]+");
        List<String> reaches = new ArrayList<>();
        for (String room : ROOMS) {
            for (Path file : files(ROOT.resolve(room).resolve("src/main"))) {
                Matcher matcher = table.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (!matcher.group(1).equalsIgnoreCase(room)) {
                        reaches.add(file + ": " + matcher.group());
                    }
                }
            }
        }
        assertThat(reaches).as("SQL on the tables of another room").isEmpty();
    }

    @Test
    void noSourceFileHasTwoJobs() throws IOException {
        List<String> long_ = new ArrayList<>();
        for (Path file : files(ROOT)) {
            if (file.toString().endsWith(".java")) {
                long lines = Files.readString(file).lines().count();
                if (lines > FILE_LINES_MAX) {
                    long_.add(file + " has " + lines + " lines");
                }
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<String> unmarked = new ArrayList<>();
        for (Path file : files(ROOT)) {
            boolean isMain = file.toString().contains("src/main/java") && file.toString().endsWith(".java");
            if (isMain && !Files.exists(file.resolveSibling("package-info.java"))) {
                unmarked.add(file.getParent().toString());
            }
        }
        assertThat(unmarked.stream().distinct()).as("packages without @NullMarked package-info.java").isEmpty();
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/") && !file.toString().contains("/.git/"))
                    .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".sql"))
                    .toList();
        }
    }
}
