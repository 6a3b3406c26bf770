package org.sipbrandy.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

class PostgresStoreTest extends StoreContract {
    private final String url = TestPostgres.url();

    @Override
    Database open() {
        return Database.at(DatabaseUrl.parse(url));
    }

    @Override
    Access access() {
        return PostgresAccess.open(DatabaseUrl.parse(url));
    }

    private static String refusal(String url) {
        try {
            Database.at(DatabaseUrl.parse(url)).close();
            throw new AssertionError("that works: " + url);
        } catch (DatabaseException e) {
            var whole = new StringWriter();
            e.printStackTrace(new PrintWriter(whole));
            assertThat(whole.toString()).doesNotContain(TestPostgres.PASSWORD);
            assertThat(e.getMessage()).doesNotContain("\n");
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    @DisplayName("a database that is down, not there or of others is refused in one line without the password")
    void refused() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            closed = socket.getLocalPort();
        }
        assertThat(refusal("jdbc:postgresql://me:" + TestPostgres.PASSWORD + "@127.0.0.1:" + closed + "/calls"))
                .startsWith("cannot use the database jdbc:postgresql://127.0.0.1:" + closed + "/calls: ")
                .contains("refused");
        String nowhere = url.replaceFirst("/brandy\\d+$", "/nowhere");
        assertThat(refusal(nowhere)).contains("nowhere").contains("does not exist");

        String foreign = TestPostgres.url();
        try (var access = PostgresAccess.open(DatabaseUrl.parse(foreign))) {
            access.run(handle -> handle.execute("CREATE TABLE invoice (number BIGINT)"));
        }
        assertThat(refusal(foreign)).contains("non-empty");
    }

    @Test
    @DisplayName("a database that answers nothing is given up within its limit")
    void silent() throws Exception {
        try (var mute = new ServerSocket(0, 9, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            long begin = System.nanoTime();
            refusal("jdbc:postgresql://127.0.0.1:" + mute.getLocalPort() + "/calls?user=a&password="
                    + TestPostgres.PASSWORD + "&socketTimeout=1");
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
    }

    @Test
    @DisplayName("a database that was away for a while is used again")
    void comesBack() {
        var bob = CanonicalIdentity.of("sip:bob@example.com");
        try (var database = open()) {
            database.peers().seen(bob, KeyPin.of(new byte[] {1}), true, false, java.time.Instant.EPOCH);
            String name = url.substring(url.lastIndexOf('/') + 1);
            TestPostgres.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(DatabaseException.class)
                    .until(() -> database.peers().find(bob).size() == 1);
        }
    }
}
