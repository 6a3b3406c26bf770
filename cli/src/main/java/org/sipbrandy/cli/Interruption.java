package org.sipbrandy.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends things in order when the user presses Ctrl-C or the process is told to terminate. Signals reach a whole process, so
 * there is one of these in it.
 */
final class Interruption {
    private static final AtomicReference<@Nullable Interruption> CURRENT = new AtomicReference<>();
    private static volatile boolean done;

    private final Task task;

    private Interruption(Task task) {
        this.task = task;
    }

    /** What is to be done. It has to end within seconds. */
    interface Task {
        void run() throws InterruptedException;
    }

    /** Makes every interruption from now on end the process with its exit code. Called once, when the program starts. */
    static void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(Interruption::interrupted, "interruption"));
    }

    /** The program has ended by itself. */
    static void disarm() {
        done = true;
    }

    private static void interrupted() {
        if (done) {
            return;
        }
        try {
            var current = CURRENT.get();
            if (current != null) {
                current.task.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
    }

    /** Says what is to be done first, from now on. */
    static Interruption install(Task task) {
        var made = new Interruption(task);
        CURRENT.set(made);
        return made;
    }

    /** There is nothing to be done any more. */
    void remove() {
        CURRENT.compareAndSet(this, null);
    }
}
