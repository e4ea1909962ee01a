package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {
    @Test
    void anEmojiIsOneCharacter() {
        assertThat(Characters.count("")).isZero();
        assertThat(Characters.count("\u00fcber")).isEqualTo(4);
        assertThat(Characters.count("\ud83d\ude80\ud83d\ude80")).isEqualTo(2);
    }

    @Test
    void neitherNulNorHalfACharacterCanBeStored() {
        assertThat(Characters.areStorable("\ud83d\ude80 rack\n")).isTrue();
        assertThat(Characters.areStorable("a\0")).isFalse();
        assertThat(Characters.areStorable("\ud83d")).isFalse();
        assertThat(Characters.areStorable("\ude80\ud83d")).isFalse();
    }
}
