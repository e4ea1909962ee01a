package io.berth.deployment.design;

import io.berth.deployment.design.document.DesignDocument;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.design.document.DesignMessage.Note;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.ingest.DocumentReader;
import io.berth.deployment.design.ingest.DocumentReader.Outcome;
import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlDocuments;
import io.berth.deployment.yaml.YamlValue;
import io.berth.deployment.yaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a site's documents, in the Deckhand form ({@code schema: drydock/Kind/v1}) and in the legacy one ({@code apiVersion: drydock/v1}); each
 * document's own shape tells which it is (contract drydock §10.1). Documents of other systems are passed over.
 */
public final class SiteDocuments {

    private static final String NAMESPACE = "drydock";

    private static final YamlValue NO_DATA = new YamlValue.Seq(List.of());
    private static final YamlValue NO_SPEC = new Mapping(Map.of());

    private SiteDocuments() {}

    /** Never throws: whatever is wrong is in the result's messages. */
    public static ParsedSite parse(byte[] yaml) {
        return switch (YamlDocuments.load(yaml)) {
            case YamlDocuments.Unreadable(String reason) -> new ParsedSite(List.of(), List.of(Note.loadError(reason)));
            case YamlDocuments.Loaded(var documents) -> read(documents);
        };
    }

    private static ParsedSite read(List<YamlValue> values) {
        var documents = new ArrayList<DesignDocument>();
        var messages = new ArrayList<DesignMessage>();
        int position = 0;
        for (YamlValue value : values) {
            position++;
            if (!(value instanceof Mapping document)) {
                String reason = "document %d is not a mapping but %s".formatted(position, PythonText.typeName(value));
                return new ParsedSite(List.of(), List.of(Note.loadError(reason)));
            }
            if (document.has("schema")) {
                readDeckhand(document, documents, messages);
            } else if (document.has("apiVersion")) {
                readLegacy(document, documents, messages);
            }
        }
        return new ParsedSite(documents, messages);
    }

    private static void readDeckhand(Mapping document, List<DesignDocument> documents, List<DesignMessage> messages) {
        String schema = scalar(document, "schema").orElse("");
        String[] parts = schema.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(NAMESPACE)) {
            return;
        }
        var name = name(document);
        var reference = new DocumentReference(schema, name.orElse("Unknown"));
        switch (DocumentReader.deckhand(reference, parts[1], parts[2], name, document.get("data").orElse(NO_DATA))) {
            case Outcome.Read(var read) -> documents.add(read);
            case Outcome.Refused(var findings) -> messages.addAll(findings);
        }
    }

    private static void readLegacy(Mapping document, List<DesignDocument> documents, List<DesignMessage> messages) {
        String apiVersion = scalar(document, "apiVersion").orElse("");
        if (!apiVersion.split("/", 2)[0].equals(NAMESPACE)) {
            return;
        }
        String kind = scalar(document, "kind").orElse("None");
        var name = name(document);
        var reference = DocumentReference.ofKind(kind, name.orElse("Unknown"));
        switch (DocumentReader.legacy(reference, kind, name, document.get("spec").orElse(NO_SPEC))) {
            case Outcome.Read(var read) -> {
                documents.add(read);
                messages.add(new Note(
                        "Successfully processed Drydock document type " + kind + ".", false, "document", read.name()));
            }
            case Outcome.Refused(var findings) -> messages.addAll(findings);
        }
    }

    private static Optional<String> name(Mapping document) {
        return document.get("metadata")
                .flatMap(metadata -> metadata instanceof Mapping mapping ? scalar(mapping, "name") : Optional.empty());
    }

    private static Optional<String> scalar(Mapping mapping, String key) {
        return mapping.get(key)
                .filter(value -> !(value instanceof YamlValue.Null || value instanceof YamlValue.Seq || value instanceof Mapping))
                .map(PythonText::str);
    }
}
