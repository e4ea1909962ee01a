package io.berth.reservation.recorded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which id of Berth's stands for which recorded one: learned from the answers, used in the requests that follow. */
final class Names {
    private static final Pattern ID = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=[Hh]ost )\\d+|(?<=/os-hosts/)\\d+");

    private final Map<String, String> berths;

    Names() {
        this(Map.of());
    }

    private Names(Map<String, String> berths) {
        this.berths = new HashMap<>(berths);
    }

    Names copy() {
        return new Names(berths);
    }

    void learn(Names other) {
        berths.putAll(other.berths);
    }

    /** Of what was deleted: a host that is enrolled again may have another number. */
    void forget(String recorded) {
        berths.remove(recorded);
    }

    /** The recorded text with Berth's ids in place of the recorded ones, as far as they are known. */
    String inBerth(String recorded) {
        return ID.matcher(recorded).replaceAll(id -> Matcher.quoteReplacement(berths.getOrDefault(id.group(), id.group())));
    }

    /** Whether the texts are the same but for ids that stand for one another; such ids are learned. */
    boolean isSame(String recorded, String actual) {
        if (inBerth(recorded).equals(actual)) {
            return true;
        }
        List<String> recordedIds = ids(recorded);
        List<String> actualIds = ids(actual);
        if (recordedIds.isEmpty() || !blank(recorded).equals(blank(actual)) || recordedIds.size() != actualIds.size()) {
            return false;
        }
        for (int i = 0; i < recordedIds.size(); i++) {
            if (!isSameId(recordedIds.get(i), actualIds.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isSameId(String recorded, String actual) {
        String known = berths.putIfAbsent(recorded, actual);
        return known == null || known.equals(actual);
    }

    private static List<String> ids(String text) {
        return new ArrayList<>(ID.matcher(text).results().map(MatchResult::group).toList());
    }

    private static String blank(String text) {
        return ID.matcher(text).replaceAll("*");
    }
}
