package io.berth.base;

/** Texts in characters as people, Python and PostgreSQL count them: an emoji is one, though Java has two for it. */
public final class Characters {
    private Characters() {}

    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** PostgreSQL keeps neither NUL nor half a character. */
    public static boolean areStorable(String text) {
        return text.codePoints().noneMatch(point ->
                point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
