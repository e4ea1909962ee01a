package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.DesignDocument;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.design.document.DesignMessage.Finding;
import io.berth.deployment.design.document.DesignMessage.Level;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.ingest.Shape.UnknownKeys;
import io.berth.deployment.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one document of a known form: structure first, then its values. */
public final class DocumentReader {

    private static final String V1 = "v1";

    /** Structure and reader of each kind. */
    private record Kind(Shape shape, Builder builder) {}

    private interface Builder {
        DesignDocument build(DocumentReference reference, String name, Data data);
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "Region", new Kind(Shapes.REGION, SiteReader::region),
            "Rack", new Kind(Shapes.RACK, SiteReader::rack),
            "NetworkLink", new Kind(Shapes.NETWORK_LINK, NetworkReader::link),
            "Network", new Kind(Shapes.NETWORK, NetworkReader::network),
            "HardwareProfile", new Kind(Shapes.HARDWARE_PROFILE, SiteReader::hardwareProfile),
            "HostProfile", new Kind(Shapes.HOST_PROFILE, HostReader::profile),
            "BaremetalNode", new Kind(Shapes.BAREMETAL_NODE, HostReader::node),
            "BootAction", new Kind(Shapes.BOOT_ACTION, BootActionReader::bootAction));

    private DocumentReader() {}

    /** What became of a document: a record, or findings that are errors. */
    public sealed interface Outcome {
        record Read(DesignDocument document) implements Outcome {}

        record Refused(List<DesignMessage> findings) implements Outcome {}
    }

    /**
     * Reads a document in the Deckhand form.
     *
     * @param reference what findings name
     * @param name {@code metadata.name}, absent when the document has none
     * @param data the content, an empty list when the document has none
     */
    public static Outcome deckhand(DocumentReference reference, String kind, String version, Optional<String> name, YamlValue data) {
        Kind known = version.equals(V1) ? KINDS.get(kind) : null;
        if (known == null) {
            return refused(reference, Unusable.foreseen("Invalid document - Kind " + kind + " and Version " + version));
        }
        var violations = known.shape().violations(data, UnknownKeys.REFUSED);
        if (!violations.isEmpty()) {
            return new Outcome.Refused(violations.stream()
                    .<DesignMessage>map(violation -> new Finding(
                            "DD001",
                            Level.ERROR,
                            kind + ":" + version + " schema validation error: " + violation,
                            "Invalid input file - see Drydock Troubleshooting Guide for DD001",
                            List.of(reference)))
                    .toList());
        }
        return build(known, reference, name, data);
    }

    /** Reads a document in the legacy form, which has no schema of its own: unknown keys are ignored, values that cannot be used are DD000. */
    public static Outcome legacy(DocumentReference reference, String kind, Optional<String> name, YamlValue spec) {
        Kind known = KINDS.get(kind);
        if (known == null) {
            return refused(reference, Unusable.foreseen("Invalid document - Kind " + kind));
        }
        var violations = known.shape().violations(spec, UnknownKeys.IGNORED);
        return violations.isEmpty()
                ? build(known, reference, name, spec)
                : new Outcome.Refused(violations.stream().map(violation -> finding(reference, Unusable.value(violation))).toList());
    }

    private static Outcome build(Kind kind, DocumentReference reference, Optional<String> name, YamlValue data) {
        try {
            String known = name.orElseThrow(() -> Unusable.missing("name"));
            return new Outcome.Read(kind.builder().build(reference, known, Data.of(data)));
        } catch (Unusable e) {
            return refused(reference, e);
        }
    }

    private static Outcome refused(DocumentReference reference, Unusable problem) {
        return new Outcome.Refused(List.of(finding(reference, problem)));
    }

    private static DesignMessage finding(DocumentReference reference, Unusable problem) {
        String what = problem.isForeseen() ? "Error" : "Unexpected error";
        String how = problem.isForeseen() ? "Exception" : "Unexpected exception";
        return new Finding(
                "DD000",
                Level.ERROR,
                what + " processing document: " + problem.text(),
                how + " during document processing - see Drydock Troubleshooting Guide for DD000",
                List.of(reference));
    }
}
