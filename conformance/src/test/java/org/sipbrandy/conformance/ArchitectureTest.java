package org.sipbrandy.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/architecture.md. */
class ArchitectureTest {
    private static final List<String> LEAVES = List.of("sdp", "sip", "stir", "ice", "srtp", "dtls", "audio");
    private static final List<String> ALL =
            List.of("sdp", "sip", "stir", "ice", "srtp", "dtls", "audio", "call", "agent", "testkit", "cli");
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "call", LEAVES,
            "agent", plus(LEAVES, "call"),
            "testkit", plus(LEAVES, "call"),
            "cli", plus(LEAVES, "call", "agent", "testkit"));

    private static JavaClasses classes;

    private static List<String> plus(List<String> list, String... more) {
        var all = new ArrayList<>(list);
        all.addAll(List.of(more));
        return all;
    }

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.sipbrandy");
    }

    @Test
    @DisplayName("a module uses only those that the table lets it use")
    void arrows() {
        for (String module : ALL) {
            for (String other : ALL) {
                if (!module.equals(other)
                        && !MAY_USE.getOrDefault(module, List.of()).contains(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("org.sipbrandy." + module + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("org.sipbrandy." + other + "..")
                            .allowEmptyShould(true)
                            .check(classes);
                }
            }
        }
    }

    @Test
    @DisplayName("protocol modules have no sockets and no files")
    void noInputOrOutput() {
        for (String module : plus(LEAVES, "call")) {
            noClasses()
                    .that()
                    .resideInAPackage("org.sipbrandy." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..", "java.nio.channels..", "java.nio.file..", "io.netty..", "java.sql..")
                    .check(classes);
        }
    }

    @Test
    @DisplayName("protocol modules have no clock: time is a parameter")
    void noClock() {
        for (String module : plus(LEAVES, "call")) {
            // Bouncy Castle's handshake reads the clock itself; dtls has to keep step with it while it holds its
            // thread.
            if (!module.equals("dtls")) {
                noClasses()
                        .that()
                        .resideInAPackage("org.sipbrandy." + module + "..")
                        .should()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .check(classes);
            }
            noClasses()
                    .that()
                    .resideInAPackage("org.sipbrandy." + module + "..")
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.time.Clock.class)
                    .check(classes);
        }
    }

    @Test
    @DisplayName("protocol modules start no threads; dtls blocks only on the one that it is given")
    void noThreads() {
        for (String module : plus(LEAVES, "call")) {
            if (!module.equals("dtls")) {
                noClasses()
                        .that()
                        .resideInAPackage("org.sipbrandy." + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Thread.class)
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(java.util.concurrent.Executor.class)
                        .check(classes);
            }
        }
    }
}
