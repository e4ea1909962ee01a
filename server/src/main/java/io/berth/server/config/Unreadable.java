package io.berth.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file that somebody named cannot be read, in words: Java often says no more than its name. */
public final class Unreadable {
    private Unreadable() {}

    public static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "this user may not read it";
            case CharacterCodingException binary -> "it is no text in UTF-8";
            case IOException other -> String.valueOf(other.getMessage());
        };
    }
}
