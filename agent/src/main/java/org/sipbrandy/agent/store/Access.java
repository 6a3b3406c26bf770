package org.sipbrandy.agent.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;

/** A way to a database that several threads may go. */
interface Access extends AutoCloseable {

    /**
     * Does something with the database, in a transaction of its own that is as if no other ran beside it.
     *
     * @throws RuntimeException the one of {@link #failed}
     */
    <T extends @Nullable Object> T within(HandleCallback<T, RuntimeException> work);

    /** Does something of single statements. */
    <T extends @Nullable Object> T with(HandleCallback<T, RuntimeException> work);

    /** A way that waits for no other, for the schema. */
    javax.sql.DataSource source();

    /** Whether the tables may be there without a version, as they are in files of before there were versions. */
    boolean mayBeOlder();

    /** In one line for people. */
    RuntimeException failed(Exception why);

    @Override
    void close();

    /** What a handle did. */
    default void run(java.util.function.Consumer<Handle> work) {
        with(handle -> {
            work.accept(handle);
            return true;
        });
    }
}
