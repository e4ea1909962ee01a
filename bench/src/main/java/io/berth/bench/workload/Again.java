package io.berth.bench.workload;

import io.berth.bench.load.Script;

/**
 * The same request for ever.
 *
 * @param bodyBytesMin a shorter answer is a wrong one
 */
record Again(byte[] request, int status, long bodyBytesMin) implements Script {
    @Override
    public byte[] next() {
        return request;
    }

    @Override
    public boolean accepts(int answered, long bodyBytes) {
        return answered == status && bodyBytes >= bodyBytesMin;
    }
}
