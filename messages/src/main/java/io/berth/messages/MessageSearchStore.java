package io.berth.messages;

import io.berth.messages.MessageSearch.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Puts a search in SQL. Only expressions of {@link MessageColumn} become part of the text; all values are bound. */
final class MessageSearchStore {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private MessageSearchStore() {}

    static Query query(Handle handle, MessageSearch search) {
        MessageSearchStore sql = new MessageSearchStore();
        search.project().ifPresent(sql::ofProject);
        search.filters().forEach(sql::matching);
        search.marker().ifPresent(marker -> {
            sql.values.put("marker", marker);
            sql.conditions.add(after(search.order()));
        });
        String where = sql.conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", sql.conditions);
        String order = search.order().stream()
                .map(sort -> sort.column().orderSql() + (sort.descending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", "));
        return handle.createQuery("SELECT * FROM messages.message" + where + " ORDER BY " + order
                        + " OFFSET :offset LIMIT :limit")
                .bindMap(sql.values)
                .bind("offset", search.offset())
                .bind("limit", search.limit());
    }

    private void ofProject(String project) {
        conditions.add("project_id = :project");
        values.put("project", project);
    }

    private void matching(MessageSearch.Filter filter) {
        String name = "filter" + values.size();
        conditions.add(
                filter.contains()
                        ? "position(:" + name + " IN " + filter.column().textSql() + ") > 0"
                        : filter.column().textSql() + " = :" + name);
        values.put(name, filter.value());
    }

    /** (a beyond the marker's) or (a equal and b beyond) or …: directions may differ, so no row comparison. */
    private static String after(List<Sort> order) {
        List<String> ways = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (Sort sort : order) {
            String mine = sort.column().orderSql();
            String markers = "(SELECT " + mine + " FROM messages.message WHERE id = :marker)";
            List<String> way = new ArrayList<>(equal);
            way.add(mine + (sort.descending() ? " < " : " > ") + markers);
            ways.add("(" + String.join(" AND ", way) + ")");
            equal.add(mine + " = " + markers);
        }
        return "(" + String.join(" OR ", ways) + ")";
    }
}
