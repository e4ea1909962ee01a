package io.berth.messages.api;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Query;
import io.berth.http.Query.Parameter;
import io.berth.messages.MessageColumn;
import io.berth.messages.MessageSearch;
import io.berth.messages.MessageSearch.Filter;
import io.berth.messages.MessageSearch.Sort;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The query grammar of the list (contract cinder-messages §4).
 *
 * @param filters absent where one of them can match nothing, such as one on a column that does not exist
 * @param marker as sent
 */
record ListParameters(
        Optional<List<Filter>> filters, List<Sort> order, Optional<String> marker, int offset, int limit) {
    /** What callers who are not admin may filter by, from 3.31. */
    static final List<String> FILTERS =
            List.of("resource_uuid", "resource_type", "event_id", "request_id", "message_level");

    private static final Set<String> PAGING = Set.of("limit", "marker", "offset", "sort", "sort_key", "sort_dir");
    private static final String ALL_TENANTS = "all_tenants";
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final List<Sort> DEFAULT_ORDER =
            List.of(new Sort(MessageColumn.CREATED_AT, true), new Sort(MessageColumn.ID, true));

    /** Below 3.5: one page, whatever was asked. */
    static final ListParameters NONE = new ListParameters(
            Optional.of(List.of()), DEFAULT_ORDER, Optional.empty(), 0, MessageSearch.LIMIT_MAX);

    static ListParameters parse(Call call, boolean isAdmin) {
        if (call.version().compareTo(VolumeVersions.PAGING) < 0) {
            return NONE;
        }
        Query query = call.request().parameters();
        if (query.names().size() < query.parameters().size()) {
            throw new HttpProblem(400, MessagesCodec.MALFORMED);
        }
        int limit = limit(query);
        int offset = offset(query);
        List<String> sort = sort(query);
        List<Parameter> filters = query.parameters().stream()
                .filter(parameter -> !PAGING.contains(parameter.name()))
                .toList();
        if (call.version().compareTo(VolumeVersions.FILTERS_CHECKED) >= 0) {
            refuseUnlisted(filters, isAdmin);
        }
        boolean like = call.version().compareTo(VolumeVersions.LIKE) >= 0;
        Optional<List<Filter>> known = known(filters, like);
        return new ListParameters(
                known, known.isEmpty() ? DEFAULT_ORDER : order(sort), query.first("marker"), offset, limit);
    }

    MessageSearch search(List<Filter> matching, Optional<String> project, Optional<UUID> after) {
        return new MessageSearch(project, matching, order, after, offset, limit);
    }

    private static int limit(Query query) {
        Optional<BigInteger> limit = integer(query, "limit", "limit param must be an integer");
        if (limit.isPresent() && limit.get().signum() < 0) {
            throw new HttpProblem(400, "limit param must be positive");
        }
        BigInteger most = BigInteger.valueOf(MessageSearch.LIMIT_MAX);
        return limit.orElse(most).min(most).intValue();
    }

    private static int offset(Query query) {
        BigInteger offset = integer(query, "offset", "offset must be an integer").orElse(BigInteger.ZERO);
        if (offset.signum() < 0) {
            throw new HttpProblem(400, "offset must be >= 0");
        }
        if (offset.compareTo(INT_MAX) > 0) {
            throw new HttpProblem(400, "offset must be <= " + INT_MAX);
        }
        return offset.intValue();
    }

    private static Optional<BigInteger> integer(Query query, String name, String complaint) {
        return query.first(name).map(String::strip).map(text -> {
            if (!INTEGER.matcher(text).matches()) {
                throw new HttpProblem(400, complaint);
            }
            return new BigInteger(text);
        });
    }

    /** {@code key:dir} each; directions checked, keys not yet. */
    private static List<String> sort(Query query) {
        boolean old = query.names().contains("sort_key") || query.names().contains("sort_dir");
        if (query.names().contains("sort") && old) {
            throw new HttpProblem(400, "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with "
                    + "the 'sort' parameter.");
        }
        String sort = query.first("sort")
                .orElseGet(() -> query.first("sort_key").orElse("created_at") + ":"
                        + query.first("sort_dir").orElse("desc"));
        List<String> keys = List.of(sort.strip().split(",", -1));
        for (String key : keys) {
            if (!Set.of("asc", "desc").contains(direction(key))) {
                throw new HttpProblem(
                        400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'.");
            }
        }
        return keys;
    }

    private static String direction(String key) {
        int colon = key.indexOf(':');
        String direction = colon < 0 ? "" : key.substring(colon + 1).strip();
        return direction.isEmpty() ? "desc" : direction;
    }

    private static List<Sort> order(List<String> keys) {
        List<Sort> order = new ArrayList<>();
        for (String key : keys) {
            MessageColumn column = MessageColumn.of(key.split(":", 2)[0].strip())
                    .orElseThrow(() -> new HttpProblem(400, "Invalid input received: Invalid sort key"));
            add(order, new Sort(column, direction(key).equals("desc")));
        }
        boolean descending = order.getFirst().descending();
        add(order, new Sort(MessageColumn.CREATED_AT, descending));
        add(order, new Sort(MessageColumn.ID, descending));
        return order;
    }

    private static void add(List<Sort> order, Sort sort) {
        if (order.stream().noneMatch(given -> given.column() == sort.column())) {
            order.add(sort);
        }
    }

    private static void refuseUnlisted(List<Parameter> filters, boolean isAdmin) {
        if (filters.stream().anyMatch(filter -> filter.name().chars().anyMatch(letter -> letter > 127))) {
            throw new HttpProblem(400, "Filter keys can only contain ASCII characters.");
        }
        List<String> unlisted = filters.stream()
                .map(Parameter::name)
                .filter(name -> !FILTERS.contains(name) && !name.equals(ALL_TENANTS))
                .toList();
        if (!isAdmin && !unlisted.isEmpty()) {
            throw new HttpProblem(
                    400, "Invalid filters " + String.join(",", unlisted) + " are found in query options.");
        }
    }

    private static Optional<List<Filter>> known(List<Parameter> parameters, boolean like) {
        List<Filter> filters = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(ALL_TENANTS)) {
                continue;
            }
            boolean contains = like && parameter.name().endsWith("~");
            String name = contains
                    ? parameter.name().substring(0, parameter.name().length() - 1)
                    : parameter.name();
            Optional<MessageColumn> column = MessageColumn.of(name);
            boolean storable = parameter.value().indexOf('\0') < 0;
            if (column.isEmpty() || !storable) {
                return Optional.empty();
            }
            filters.add(new Filter(column.get(), parameter.value(), contains));
        }
        return Optional.of(filters);
    }
}
