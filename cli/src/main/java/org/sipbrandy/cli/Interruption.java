package org.sipbrandy.cli;

/** Ends things in order when the user presses Ctrl-C. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** What is to be done. */
    interface Task {
        void run() throws InterruptedException;
    }

    static Interruption install(Task task) {
        var hook = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it is at work already
        }
    }
}
