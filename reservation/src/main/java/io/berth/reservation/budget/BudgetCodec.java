package io.berth.reservation.budget;

import io.berth.base.Characters;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.reservation.wire.BerthBody;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Budgets on the wire. */
final class BudgetCodec {
    private static final String PERIOD = "period";
    private static final Set<String> KEYS =
            Set.of(JudgeBudget.MAX_HOSTS, JudgeBudget.MAX_HOST_HOURS, PERIOD, JudgeBudget.MAX_LEASE_HOURS);

    /** A hundred thousand hosts for 416 days. */
    private static final int LIMIT_MAX = 1_000_000_000;

    private static final int PROJECT_LENGTH_MAX = 255;

    private BudgetCodec() {}

    static String projectId(String text) {
        if (text.isBlank() || Characters.count(text) > PROJECT_LENGTH_MAX) {
            throw new HttpProblem(400, "a project's id has 1 to " + PROJECT_LENGTH_MAX + " characters");
        }
        return text;
    }

    /** The body of a PUT: at least one limit, and the period of the host-hours. */
    static Budget.Limits read(Call call) {
        BerthBody body = BerthBody.of(call, KEYS);
        Budget.Limits limits = new Budget.Limits(
                limit(body, JudgeBudget.MAX_HOSTS),
                limit(body, JudgeBudget.MAX_HOST_HOURS),
                period(body.at(PERIOD)),
                limit(body, JudgeBudget.MAX_LEASE_HOURS));
        if (limits.isEmpty()) {
            throw new HttpProblem(400, "a budget limits something: " + JudgeBudget.MAX_HOSTS + ", "
                    + JudgeBudget.MAX_HOST_HOURS + " or " + JudgeBudget.MAX_LEASE_HOURS);
        }
        return limits;
    }

    private static @Nullable Integer limit(BerthBody body, String name) {
        JsonNode value = body.at(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0 && value.intValue() <= LIMIT_MAX) {
            return value.intValue();
        }
        throw new HttpProblem(400, name + " must be a whole number from 0 to " + LIMIT_MAX + ", or null for no limit");
    }

    private static BudgetPeriod period(JsonNode value) {
        if (value.isMissingNode()) {
            return BudgetPeriod.MONTH;
        }
        return BudgetPeriod.named(value.asString(""))
                .orElseThrow(() -> new HttpProblem(400, "period must be day, week or month"));
    }

    /** The limits, what of them is used and what is left; null where nothing limits. */
    static ObjectNode written(Budgets.Standing standing) {
        Budget budget = standing.budget();
        Budget.Limits limits = budget.limits();
        ObjectNode node = Json.object()
                .put("project_id", budget.projectId())
                .put(JudgeBudget.MAX_HOSTS, limits.maxHosts())
                .put(JudgeBudget.MAX_HOST_HOURS, limits.maxHostHours())
                .put(PERIOD, limits.period().text())
                .put(JudgeBudget.MAX_LEASE_HOURS, limits.maxLeaseHours())
                .put("period_start", standing.period().start().toString())
                .put("period_end", standing.period().end().toString())
                .put("created_at", budget.createdAt().toString())
                .put("updated_at", text(budget.updatedAt()));
        BigDecimal hours = JudgeBudget.hours(standing.hostMicros(), RoundingMode.UP);
        node.putObject("used").put("hosts", standing.hostsNow()).put("host_hours", hours);
        node.putObject("left")
                .put("hosts", left(limits.maxHosts(), BigDecimal.valueOf(standing.hostsNow())))
                .put("host_hours", left(limits.maxHostHours(), hours));
        return node;
    }

    private static @Nullable BigDecimal left(@Nullable Integer limit, BigDecimal used) {
        return limit == null ? null : BigDecimal.valueOf(limit).subtract(used).max(BigDecimal.ZERO);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
