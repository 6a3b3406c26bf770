package org.sipbrandy.dtls;

import org.jspecify.annotations.Nullable;

/** One end of a simulated link. */
interface End {
    void start(long now);

    void receive(byte[] datagram, long now);

    void timeout(long now);

    @Nullable
    DtlsOutput poll();

    long deadline();

    static End of(DtlsAssociation association) {
        return new End() {
            @Override
            public void start(long now) {
                association.start(now);
            }

            @Override
            public void receive(byte[] datagram, long now) {
                association.receive(datagram, now);
            }

            @Override
            public void timeout(long now) {
                association.timeout(now);
            }

            @Override
            public @Nullable DtlsOutput poll() {
                return association.poll();
            }

            @Override
            public long deadline() {
                return association.deadline();
            }
        };
    }
}
