package io.berth.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.store.DatabaseOptions;
import org.junit.jupiter.api.Test;

class PlacementConfTest {
    @Test
    void aDatabaseOfJdbcIsWrittenAsSqlalchemyWritesIt() {
        assertThat(PlacementConf.sqlalchemyUrl(DatabaseOptions.of("jdbc:postgresql://db:5433/berth?user=a&password=b c")))
                .isEqualTo("postgresql+psycopg2://a:b%20c@db:5433/berth");
        assertThat(PlacementConf.sqlalchemyUrl(DatabaseOptions.of("jdbc:postgresql://db/berth", "me", "p@ss$%")))
                .isEqualTo("postgresql+psycopg2://me:p%40ss%24%25@db:5432/berth");
    }
}
