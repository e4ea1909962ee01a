package io.berth.bench.report;

import java.util.Locale;

/** What Berth must reach in one row. */
public sealed interface Goal {
    /** For the table. */
    String words();

    Verdict judge(Comparison comparison);

    /** So many times the real service's rate. */
    record TimesReal(double times) implements Goal {
        @Override
        public String words() {
            return "≥ %.0f× real".formatted(times);
        }

        @Override
        public Verdict judge(Comparison comparison) {
            return comparison.ratio().map(ratio -> of(ratio >= times)).orElse(Verdict.OPEN);
        }
    }

    /** So many answers a second. */
    record Rate(double rateMin) implements Goal {
        @Override
        public String words() {
            return "≥ %,.0f/s".formatted(rateMin);
        }

        @Override
        public Verdict judge(Comparison comparison) {
            return of(comparison.berth().rate() >= rateMin);
        }
    }

    /** 99 of 100 answers within this time. */
    record P99(double millisMax) implements Goal {
        @Override
        public String words() {
            return "p99 ≤ %.0f ms".formatted(millisMax);
        }

        @Override
        public Verdict judge(Comparison comparison) {
            return of(comparison.berth().p99Millis() <= millisMax);
        }
    }

    /** This share of what the same database commits of single-row inserts, with as many connections. */
    record ShareOfInserts(double share) implements Goal {
        @Override
        public String words() {
            return String.format(Locale.ROOT, "≥ %.1f× inserts", share);
        }

        @Override
        public Verdict judge(Comparison comparison) {
            return comparison.inserts().map(inserts -> of(comparison.berth().rate() >= share * inserts)).orElse(Verdict.OPEN);
        }
    }

    /** This share of Berth's own rate in another row, with as many connections. */
    record ShareOf(double share, String workload, int connections) implements Goal {
        @Override
        public String words() {
            return String.format(Locale.ROOT, "≥ %.1f× “%s”", share, workload);
        }

        @Override
        public Verdict judge(Comparison comparison) {
            Double other = comparison.otherRates().get(Comparison.key(workload, connections));
            return other == null ? Verdict.OPEN : of(comparison.berth().rate() >= share * other);
        }
    }

    private static Verdict of(boolean isMet) {
        return isMet ? Verdict.MET : Verdict.MISSED;
    }
}
