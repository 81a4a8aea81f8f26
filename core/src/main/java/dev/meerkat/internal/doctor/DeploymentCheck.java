package dev.meerkat.internal.doctor;

import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** One attempt to connect, told as three steps: the greeting, the login, the role. */
final class DeploymentCheck {
    private final Attempt attempt;
    private final ConnectionOptions options;
    private final TimeSource time;
    private final long began;

    private DeploymentCheck(Attempt attempt, ConnectionOptions options, TimeSource time) {
        this.attempt = attempt;
        this.options = options;
        this.time = time;
        this.began = time.nanos();
    }

    /**
     * Makes the attempt.
     *
     * @return the reports of the three steps, the last of them broken if the attempt failed
     */
    static List<StepReport> look(Attempt attempt, ConnectionOptions options, TimeSource time) {
        DeploymentCheck check = new DeploymentCheck(attempt, options, time);
        Optional<Diagnosis> failure = attempt.open();
        return failure.isPresent()
                ? check.failed(UnknownCause.told(check.known(failure.get()), options))
                : check.connected();
    }

    /** More than that a wait ended is known where servers had answered: what was waited for. */
    private Diagnosis known(Diagnosis cause) {
        ClusterDescription cluster = attempt.sightings().cluster();
        if (cause.problem() != Problem.SELECTION_TIMEOUT || cluster == null || !answered()) {
            return cause;
        }
        if (!attempt.purpose().acceptedBy(cluster)) {
            return Diagnosis.of(
                    Problem.NO_MATCHING_SERVER,
                    "Servers answer, and none fits " + attempt.purpose().proof(),
                    null,
                    null);
        }
        String host = ServerText.host(cluster.getServerDescriptions().get(0).getAddress());
        boolean login =
                options.credential().isPresent() || options.credentialSource().isPresent();
        return login && attempt.sightings().loggedIn(-1) == -1
                ? Diagnosis.of(Problem.AUTH_UNANSWERED, host + " answered hello, and the login not in time", host, null)
                : Diagnosis.of(Problem.SILENT, host + " answered hello, and nothing after it", host, null);
    }

    private boolean answered() {
        ClusterDescription cluster = attempt.sightings().cluster();
        return cluster != null && cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
    }

    private List<StepReport> failed(Diagnosis cause) {
        // What greeted and then kept silent is past the greeting: a login, or what comes in its place.
        boolean greeted = cause.problem() == Problem.SILENT && answered();
        return switch (greeted ? Step.LOGIN : stepOf(cause.problem())) {
            case LOGIN -> List.of(hello(), broken(Step.LOGIN, cause));
            case ROLE ->
                List.of(
                        hello(),
                        Entry.skipped(Step.LOGIN, "not reached: nobody to log in to"),
                        broken(Step.ROLE, cause));
            default -> List.of(broken(Step.HELLO, cause));
        };
    }

    /** The step that a failure of the attempt belongs to. */
    private static Step stepOf(Problem problem) {
        return switch (problem) {
            case AUTH_FAILED, AUTH_MECHANISM, AUTH_UNANSWERED, CREDENTIAL_UNAVAILABLE, LOGIN_REQUIRED, NOT_AUTHORIZED ->
                Step.LOGIN;
            case WRONG_SET_NAME,
                    NOT_A_SET_MEMBER,
                    NO_PRIMARY,
                    MEMBERS_UNREACHABLE,
                    NOT_INITIATED,
                    STARTING,
                    ARBITER_ONLY,
                    HIDDEN_ONLY,
                    NO_MATCHING_SERVER,
                    NOT_PRIMARY,
                    LOAD_BALANCER_MODE -> Step.ROLE;
            default -> Step.HELLO;
        };
    }

    private StepReport broken(Step step, Diagnosis cause) {
        Entry entry = new Entry(step, time);
        if (step == Step.ROLE) {
            attempt.sightings().answers().values().forEach(server -> Members.add(entry, server, true));
        }
        return entry.broken(title(step), cause, since(step == Step.HELLO ? began : greeted()));
    }

    private static String title(Step step) {
        return switch (step) {
            case LOGIN -> "not logged in";
            case ROLE -> "does not serve";
            default -> "no answer that fits";
        };
    }

    private Duration since(long start) {
        return Duration.ofNanos(Math.max(0, time.nanos() - start));
    }

    private long greeted() {
        return attempt.sightings().greeted(began);
    }

    private List<StepReport> connected() {
        long done = time.nanos();
        StepReport hello = hello();
        StepReport login = login(done);
        return login.findings().isEmpty()
                ? List.of(hello, login, Members.look(attempt, options, time))
                : List.of(hello, login);
    }

    private StepReport hello() {
        Entry entry = new Entry(Step.HELLO, time);
        Map<ServerAddress, ServerDescription> answers = attempt.sightings().answers();
        answers.forEach((host, server) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("minWireVersion", server.getMinWireVersion());
            figures.put("maxWireVersion", server.getMaxWireVersion());
            String told = "wire versions " + server.getMinWireVersion() + " to " + server.getMaxWireVersion();
            entry.host(host, told, figures);
        });
        String version = version();
        String told = version.isEmpty() ? "answered" : "MongoDB " + version;
        if (!version.isEmpty()) {
            entry.figure("version", version);
        }
        return entry.passed(told, Duration.ofNanos(Math.max(0, greeted() - began)));
    }

    /** Told by any server that is connected to, whoever asks. */
    private String version() {
        if (attempt.connection().state() != ConnectionState.CONNECTED) {
            return "";
        }
        Document told = attempt.command("admin", new Document("buildInfo", 1)).value();
        return told == null ? "" : ServerText.plain(String.valueOf(told.get("version")));
    }

    private StepReport login(long done) {
        Entry entry = new Entry(Step.LOGIN, time);
        long until = attempt.sightings().loggedIn(done);
        Duration took = Duration.ofNanos(Math.max(0, until - greeted()));
        Optional<MongoCredential> credential = options.credential();
        credential.ifPresent(login -> {
            entry.figure("source", login.getSource());
            entry.figure("mechanism", login.getMechanism() == null ? "negotiated" : login.getMechanism());
        });
        Optional<Diagnosis> noRight = noRight();
        if (noRight.isPresent()) {
            return entry.broken(
                    "accepted, and no right to anything in database " + options.database(), noRight.get(), took);
        }
        boolean anonymous = credential.isEmpty() && options.credentialSource().isEmpty();
        String told = anonymous
                ? "none asked for, none needed"
                : "accepted"
                        + credential
                                .map(login -> ", source " + login.getSource())
                                .orElse("");
        return entry.passed(told, took);
    }

    /** Whether the user may see nothing at all of the database; what else is refused is no business of a login. */
    private Optional<Diagnosis> noRight() {
        Throwable failure =
                attempt.command(options.database(), DriverClient.needsLogin()).failure();
        return Optional.ofNullable(failure)
                .map(Diagnosis::of)
                .filter(told -> told.problem() == Problem.NOT_AUTHORIZED || told.problem() == Problem.LOGIN_REQUIRED);
    }
}
