package io.berth.bench;

import io.berth.bench.target.BerthTarget;
import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.RealTarget;
import io.berth.bench.target.Target;

/** Whom a workload can be measured on. */
enum Servers {
    BERTH {
        @Override
        Target start(Plan plan, DatabaseAddress database) {
            return BerthTarget.start(plan.root(), database, plan.heap());
        }
    },
    REAL {
        @Override
        Target start(Plan plan, DatabaseAddress database) {
            return RealTarget.start(database);
        }
    };

    abstract Target start(Plan plan, DatabaseAddress database);

    /** For people, and for databases' names. */
    String word() {
        return switch (this) {
            case BERTH -> "berth";
            case REAL -> "real";
        };
    }
}
