package io.berth.bench;

import io.berth.bench.target.BerthTarget;
import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.RealTarget;
import io.berth.bench.target.Target;
import java.time.Duration;

/** Whom a workload can be measured on. */
enum Servers {
    BERTH {
        @Override
        Target start(Plan plan, DatabaseAddress database) {
            return BerthTarget.start(plan.root(), database, plan.heap());
        }

        @Override
        Duration warmUp(Plan plan) {
            return plan.warmUp();
        }
    },
    REAL {
        @Override
        Target start(Plan plan, DatabaseAddress database) {
            return RealTarget.start(database);
        }

        /** Python compiles nothing while it runs. */
        @Override
        Duration warmUp(Plan plan) {
            return plan.warmUp().dividedBy(4);
        }
    };

    abstract Target start(Plan plan, DatabaseAddress database);

    /** How long it is under load before it is measured. */
    abstract Duration warmUp(Plan plan);

    /** For people, and for databases' names. */
    String word() {
        return switch (this) {
            case BERTH -> "berth";
            case REAL -> "real";
        };
    }
}
