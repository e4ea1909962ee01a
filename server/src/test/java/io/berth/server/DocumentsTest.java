package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and tests that the documents name are there. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`(?:[a-z]+/(?:…/)?)*([A-Z][A-Za-z]+)(?:\\.[a-zA-Z]+)?`");
    private static final Set<String> NOT_OURS = Set.of("Allow", "Accept", "INDEX", "DB", "LONG", "SKIP", "EXCLUDE", "PUT");

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> named(String document) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher code = CODE.matcher(Files.readString(ROOT.resolve(document)));
        while (code.find()) {
            names.add(code.group(1));
        }
        names.removeAll(NOT_OURS);
        return names;
    }

    @Test
    void theMapNamesFilesThatExist() throws IOException {
        Set<String> missing = named("ARCHITECTURE.md");
        assertThat(missing).as("names in ARCHITECTURE.md").hasSizeGreaterThan(20);
        missing.removeAll(classes());
        missing.removeAll(Set.of("LeaseCreated", "LeaseRebooked", "HostsRebooked", "ScheduleWork"));
        assertThat(missing).as("named in ARCHITECTURE.md, and nowhere in the code").isEmpty();
    }

    @Test
    void everyPromiseNamesATestThatExists() throws IOException {
        Set<String> missing = named("docs/guarantees.md");
        assertThat(missing).as("names in guarantees.md").hasSizeGreaterThan(5);
        missing.removeAll(classes());
        assertThat(missing).as("named in docs/guarantees.md, and nowhere in the code").isEmpty();
    }
}
