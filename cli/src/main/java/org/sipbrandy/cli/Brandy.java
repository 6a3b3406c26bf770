package org.sipbrandy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.crypto.CryptoOperation;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.agent.store.Database;
import org.sipbrandy.agent.store.DatabaseException;
import org.sipbrandy.agent.store.DatabaseUrl;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.HomeException;
import org.sipbrandy.agent.store.TokenException;
import org.sipbrandy.agent.store.TokenPlace;
import org.sipbrandy.agent.store.Tokens;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program. */
@Command(
        name = "brandy",
        mixinStandardHelpOptions = true,
        versionProvider = Brandy.Version.class,
        description =
                "Calls that only the two ends can hear, and that say honestly how well they are protected (RFC 8862).",
        subcommands = {
            DemoCommand.class,
            IdentityCommand.class,
            CaCommand.class,
            CallCommand.class,
            AnswerCommand.class,
            TrustCommand.class,
            PassportCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        })
public final class Brandy implements Runnable {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "where state lives (default: $BRANDY_HOME, else $XDG_CONFIG_HOME/brandy, else ~/.config/brandy)")
    private @Nullable Path home;

    @Option(
            names = "--db",
            paramLabel = "JDBC-URL",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "known peers and accepted signatures in a shared PostgreSQL (default: brandy.db where state lives)")
    private @Nullable String database;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            scope = CommandLine.ScopeType.INHERIT,
            description = "off, error, warn, info, debug (default: off)",
            defaultValue = "off")
    private String logLevel = "off";

    private final Tokens tokens = new Tokens(Brandy::askForPin);

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Runs it. */
    public static void main(String[] arguments) {
        Interruption.arm();
        int code = run(arguments);
        Interruption.disarm();
        System.exit(code);
    }

    static int run(String... arguments) {
        var brandy = new Brandy();
        var line = new CommandLine(brandy);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((fault, unused) -> {
            System.err.println("brandy: "
                    + String.valueOf(fault.getMessage()).lines().findFirst().orElse("wrong usage") + " (see: brandy "
                    + (fault.getCommandLine().getParent() == null
                            ? ""
                            : fault.getCommandLine().getCommandName() + " ")
                    + "--help)");
            return ExitCode.USAGE.number();
        });
        line.setExecutionExceptionHandler((fault, command, parsed) -> brandy.failed(fault));
        line.setExecutionStrategy(parsed -> {
            try {
                brandy.setLogLevel();
            } catch (Failure e) {
                return brandy.failed(e);
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return line.execute(arguments);
    }

    private int failed(Exception fault) {
        if (fault instanceof Failure failure) {
            System.err.println("brandy: " + failure.getMessage());
            return failure.code().number();
        }
        if (fault instanceof DatabaseException || fault instanceof TokenException) {
            System.err.println("brandy: " + fault.getMessage());
            return ExitCode.UNAVAILABLE.number();
        }
        if (fault instanceof HomeException) {
            System.err.println("brandy: " + fault.getMessage());
            return ExitCode.USAGE.number();
        }
        System.err.println("brandy: internal error: " + fault + " (again with --log-level debug for where)");
        if (logLevel.equalsIgnoreCase("debug")) {
            fault.printStackTrace(System.err);
        }
        return ExitCode.BUG.number();
    }

    private void setLogLevel() {
        var level = ch.qos.logback.classic.Level.toLevel(logLevel, null);
        if (level == null) {
            throw new Failure(ExitCode.USAGE, "'" + logLevel + "' is not one of off, error, warn, info, debug");
        }
        if (org.slf4j.LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
        }
    }

    private static Optional<char[]> askForPin(TokenPlace place) {
        var console = System.console();
        return console != null && console.isTerminal()
                ? Optional.ofNullable(console.readPassword("PIN of the token in %s: ", place))
                : Optional.empty();
    }

    /** The folder that the options and the environment name. */
    Home home() {
        return Home.resolve(Optional.ofNullable(home), System.getenv()).withTokens(tokens);
    }

    /** What is remembered between calls, where the options say; to be closed. */
    Database database() {
        if (database == null) {
            return home().database();
        }
        DatabaseUrl url;
        try {
            url = DatabaseUrl.parse(database);
        } catch (IllegalArgumentException e) { // which does not show it
            throw new Failure(ExitCode.USAGE, "--db is " + e.getMessage());
        }
        return Database.at(url);
    }

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var lines = new ArrayList<String>();
            lines.add("brandy " + Build.version());
            lines.add("Java " + Runtime.version() + " in " + System.getProperty("java.home"));
            var crypto = new CryptoProviders().loaded();
            for (var operation : CryptoOperation.values()) {
                lines.add(operation + ": " + crypto.name(operation));
            }
            return lines.toArray(String[]::new);
        }
    }
}
