package io.berth.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class AtOnceTest {
    @Test
    void isDemandedWithinTheWorkAndOnItsThreadOnly() {
        Executor elsewhere = work -> Thread.ofVirtual().start(work);
        boolean within = AtOnce.call(AtOnce::isDemanded);
        boolean onAThreadThatItStarts =
                AtOnce.call(() -> CompletableFuture.supplyAsync(AtOnce::isDemanded, elsewhere).join());
        assertThat(within).isTrue();
        assertThat(onAThreadThatItStarts).isFalse();
        assertThat(AtOnce.isDemanded()).isFalse();
    }
}
