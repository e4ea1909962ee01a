package io.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientReadTest {
    private final AtomicLong nanos = new AtomicLong();

    /** A client who sends so many bytes, and then waits. */
    private InputStream sending(byte[] body, int bytes, Duration wait) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                nanos.addAndGet(wait.toNanos());
                return super.read(into, offset, Math.min(length, bytes));
            }
        };
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) i;
        }
        return body;
    }

    @Test
    void theWholeBodyIsReadAndNoMoreThanIsAsked() throws IOException {
        byte[] body = body(100_000);
        assertThat(PatientRead.bytes(new ByteArrayInputStream(body), body.length + 1, nanos::get)).isEqualTo(body);
        assertThat(PatientRead.bytes(new ByteArrayInputStream(body), 10_000, nanos::get)).isEqualTo(body(10_000));
        assertThat(PatientRead.bytes(new ByteArrayInputStream(body), 0, nanos::get)).isEmpty();
    }

    @Test
    void aSlowClientIsWaitedFor() throws IOException {
        byte[] body = body(100_000);
        assertThat(PatientRead.bytes(sending(body, 1_000, Duration.ofSeconds(3)), body.length + 1, nanos::get)).isEqualTo(body);
        assertThat(PatientRead.bytes(sending(body(30), 1, Duration.ofSeconds(1)), 31, nanos::get)).isEqualTo(body(30));
    }

    @Test
    void aClientWhoSendsAByteASecondIsNotWaitedForForEver() {
        assertThatThrownBy(() -> PatientRead.bytes(sending(body(100_000), 1, Duration.ofSeconds(1)), 100_000, nanos::get))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(408))
                .hasMessage("the body came too slowly: 61 bytes in 61 seconds");
    }
}
