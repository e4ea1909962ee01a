package io.berth.testkit;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** How many statements a handle has been given: what is read once must not be read for each. Those that Jdbi does not run do not count. */
public final class StatementCount {
    private int statements;

    private StatementCount() {}

    /** Counts from now on. */
    public static StatementCount on(Handle handle) {
        StatementCount count = new StatementCount();
        handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                count.statements++;
            }
        });
        return count;
    }

    public int soFar() {
        return statements;
    }
}
