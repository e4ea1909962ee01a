package io.berth.messages.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VOLUME          | SCHEDULE_ALLOCATE_VOLUME | NO_BACKEND_AVAILABLE | VOLUME_VOLUME_001_003
            VOLUME_SNAPSHOT | DELETE_SNAPSHOT          | SNAPSHOT_IS_BUSY     | VOLUME_VOLUME_SNAPSHOT_010_015
            VOLUME_BACKUP   | CREATE_BACKUP            | BACKUP_SCHEDULE_ERROR | VOLUME_VOLUME_BACKUP_013_024
            LEASE           | START_LEASE              | CLAIMED_BY_OTHERS    | VOLUME_LEASE_100_100
            TASK            | RUN_BOOT_ACTION          | BOOT_ACTION_FAILED   | VOLUME_TASK_102_103
            """)
    void eventIdsAreMadeOfTypeActionAndDetail(ResourceType type, Action action, Detail detail, String expected) {
        assertThat(Catalogue.eventId(type, action, detail)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            001 | 003 | schedule allocate volume:Could not find any available weighted backend.
            010 | 015 | delete snapshot:Snapshot is busy.
            013 | 030 | create backup:Incremental backup not possible, forcing full backup.
            999 | 003 | unknown action:Could not find any available weighted backend.
            001 | 999 | schedule allocate volume:An unknown error occurred.
            """)
    void textsAreActionColonDetail(String action, String detail, String expected) {
        assertThat(Catalogue.text(action, detail, Map.of())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VOLUME_000001 | An unknown error occurred.
            000001        | An unknown error occurred.
            000002        | No storage could be allocated for this volume request. You may be able to try another size or volume type.
            VOLUME_000003 | A readonly volume must be attached as readonly.
            VOLUME_000099 | An unknown error occurred.
            """)
    void oldEventIdsKeepTheirTextsWithAndWithoutPrefix(String eventId, String expected) {
        assertThat(Catalogue.legacyText(eventId)).isEqualTo(expected);
    }

    @Test
    void partsAreToldOnlyWhereTheirParametersAreKnown() {
        String boot = Action.RUN_BOOT_ACTION.id();
        String failed = Detail.BOOT_ACTION_FAILED.id();
        assertThat(Catalogue.text(boot, failed, Map.of(Parameter.HOST, "n3", Parameter.BOOT_ACTION, "seed")))
                .isEqualTo("run boot action:The boot action seed reported a failure on host n3.");
        assertThat(Catalogue.text(boot, failed, Map.of(Parameter.HOST, "n3")))
                .isEqualTo("run boot action:The boot action reported a failure on host n3.");
        assertThat(Catalogue.text(boot, failed, Map.of()))
                .isEqualTo("run boot action:The boot action reported a failure.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HOST        | n3.lab.example                      | true
            HOST        | ConnectException: 10.0.0.1 | false
            HOST        | {host}                              | false
            BOOT_ACTION | hw_filtered-1                       | true
            BOOT_ACTION | /etc/shadow                         | false
            EVENT       | network-vif-plugged                 | true
            EVENT       | 'x y'                               | false
            FAILED      | 3                                   | true
            FAILED      | three                               | false
            """)
    void parametersLeaveNoRoomForSentences(Parameter parameter, String value, boolean allowed) {
        assertThat(parameter.allows(value)).isEqualTo(allowed);
    }

    @Test
    void noIdIsUsedTwiceAndEveryPlaceInATextIsAParameter() {
        assertThat(Arrays.stream(Action.values()).map(Action::id)).doesNotHaveDuplicates().allMatch(id -> id.matches("\\d{3}"));
        assertThat(Arrays.stream(Detail.values()).map(Detail::id)).doesNotHaveDuplicates().allMatch(id -> id.matches("\\d{3}"));
        Map<Parameter, String> all = new EnumMap<>(Parameter.class);
        Arrays.stream(Parameter.values()).forEach(parameter -> all.put(parameter, "7"));
        for (Detail detail : Detail.values()) {
            assertThat(Catalogue.text("100", detail.id(), all)).as(detail.name()).doesNotContain("{", "[", "]");
            assertThat(Catalogue.text("100", detail.id(), Map.of())).as(detail.name()).doesNotContain("{", "[", "]", "  ");
        }
    }
}
