package org.sipbrandy.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @DisplayName("name and password are found where people write them, and are not shown")
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:p%40ss:word@db.example/calls?ssl=true",
                "jdbc:postgresql://db.example/calls?user=me&password=p%40ss:word&ssl=true",
                "jdbc:postgresql://me@db.example/calls?ssl=true&password=p%40ss:word"
            })
    void secrets(String text) {
        var url = DatabaseUrl.parse(text);
        assertThat(url).hasToString("jdbc:postgresql://db.example/calls");
        assertThat(url.address()).isEqualTo("jdbc:postgresql://db.example/calls?ssl=true");
        assertThat(url.secrets()).containsEntry("user", "me").containsEntry("password", "p@ss:word");
        assertThat(url.sets("ssl")).isTrue();
        assertThat(url.sets("password")).isFalse();
    }

    @Test
    @DisplayName("several hosts, ports and IPv6 addresses")
    void hosts() {
        String text = "jdbc:postgresql://10.0.0.1:5432,[2001:db8::1]:5433/calls";
        assertThat(DatabaseUrl.parse(text)).hasToString(text);
        assertThat(DatabaseUrl.parse(text).secrets()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("what is no such URL is refused without being shown")
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "jdbc:mysql://me:s3cret@host/db",
                "jdbc:postgresql:db",
                "jdbc:postgresql://me:s3cret@host",
                "jdbc:postgresql://me:s3cret@/db",
                "jdbc:postgresql://me:s3@cret@ho st/db",
                "jdbc:postgresql://host:s3cret/db",
                "jdbc:postgresql://me:s3cret%@host/db",
                "jdbc:postgresql://host/db?user=me&password=%s3cret"
            })
    void refused(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3");
    }
}
