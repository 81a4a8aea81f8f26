package dev.meerkat.lab;

import dev.meerkat.lab.internal.Folders;
import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.process.LaunchPlan;
import dev.meerkat.lab.internal.process.Mongod;
import dev.meerkat.lab.internal.process.Program;
import dev.meerkat.lab.internal.process.Secantus;
import dev.meerkat.lab.internal.process.SetUp;
import dev.meerkat.lab.internal.process.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes an {@link ExternalServer}. Every method but {@link #start()} returns this builder. For one thread. */
public final class ExternalServerBuilder {
    private final List<String> arguments = new ArrayList<>();
    private final List<SetUp.User> users = new ArrayList<>();
    private final List<Consumer<String>> setUps = new ArrayList<>();
    private @Nullable Path secantus;
    private @Nullable Path mongod;
    private @Nullable Path data;
    private @Nullable Path certificate;
    private @Nullable Path key;
    private @Nullable Path clientAuthority;
    private boolean clientRequired;
    private boolean syncOnCommit;
    private boolean standalone;
    private boolean auth;
    private int port;
    private Duration startTimeout = Duration.ofSeconds(30);

    ExternalServerBuilder() {}

    /** Which {@code secantusd-rs} to run. Default: {@link ServerBinary#mongod()}, else {@link ServerBinary#find()}. */
    public ExternalServerBuilder binary(Path path) {
        secantus = path;
        return this;
    }

    /** Which mongod to run instead. */
    public ExternalServerBuilder mongod(Path path) {
        mongod = path;
        return this;
    }

    /**
     * Puts every commit on disk before it is acknowledged: wanted whenever acknowledged writes are counted over a
     * {@code kill}. Default: off.
     */
    public ExternalServerBuilder syncOnCommit() {
        syncOnCommit = true;
        return this;
    }

    /**
     * Makes it no member of a set: no change streams, and drivers do not follow its own idea of its address. Default: a
     * set of one.
     */
    public ExternalServerBuilder standalone() {
        standalone = true;
        return this;
    }

    /** Clients must log in. Without {@link #user} and {@link #setUp} nobody can. Default: off. */
    public ExternalServerBuilder auth() {
        auth = true;
        return this;
    }

    /**
     * Makes a user on {@code admin} and turns {@link #auth()} on.
     *
     * @param roles such as {@code root}, or {@code readWrite@shop} for one database
     */
    public ExternalServerBuilder user(String name, String password, String... roles) {
        users.add(new SetUp.User(name, password, List.of(roles)));
        return auth();
    }

    /**
     * Given the connection string of the server in a first run without login and TLS; that run ends in good order
     * before the real one.
     */
    public ExternalServerBuilder setUp(Consumer<String> action) {
        setUps.add(action);
        return this;
    }

    /** Speaks TLS only, with these PEM files. Default: plain. */
    public ExternalServerBuilder tls(Path certificateFile, Path keyFile) {
        certificate = certificateFile;
        key = keyFile;
        return this;
    }

    /** Looks at client certificates, which this authority must have signed; needs {@link #tls}. Default: not. */
    public ExternalServerBuilder clientCa(Path authority, boolean required) {
        clientAuthority = authority;
        clientRequired = required;
        return this;
    }

    /** Where its data lie; kept at close. Default: a temporary folder, removed at close. */
    public ExternalServerBuilder dataDirectory(Path folder) {
        data = folder;
        return this;
    }

    /** The port to listen on, 1 to 65535. Default: a free one below 32768. */
    public ExternalServerBuilder port(int number) {
        port = number;
        return this;
    }

    /** Further words for the program's command line. */
    public ExternalServerBuilder argument(String... words) {
        arguments.addAll(List.of(words));
        return this;
    }

    /** How long a start may take before it counts as failed. Default: 30 s. */
    public ExternalServerBuilder startTimeout(Duration limit) {
        startTimeout = limit;
        return this;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @throws LabException {@code LAB_SERVER_ABSENT} when there is no program, {@code LAB_SERVER_START} when it does
     *     not answer, {@code LAB_SET_UP} when users cannot be made
     */
    public ExternalServer start() {
        boolean own =
                mongod != null || (secantus == null && ServerBinary.mongod().isPresent());
        Program program = own ? new Mongod() : new Secantus();
        TlsFiles tls = tlsFiles();
        Path binary = own ? mongodPath() : secantusPath();
        Path scratch = Folders.temporary();
        Path given = data;
        Path folder = given == null ? Folders.temporary() : Folders.made(given);
        int number = port == 0 ? LoopbackPorts.next() : port;
        LaunchPlan plan = new LaunchPlan(
                binary, number, folder, scratch, syncOnCommit, standalone, auth, tls, List.copyOf(arguments));
        ExternalServer server = new ExternalServer(program, plan, startTimeout, given == null ? folder : null);
        try {
            firstRun(program, plan, server);
            server.restart();
            return server;
        } catch (RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    private void firstRun(Program program, LaunchPlan plan, ExternalServer server) {
        boolean initiation = program.wantsInitiation(plan);
        if (!initiation && users.isEmpty() && setUps.isEmpty()) {
            return;
        }
        LaunchPlan open = plan.open();
        server.run(open, false);
        if (initiation) {
            SetUp.initiate(plan.port());
            server.awaitPrimary(open);
        }
        users.forEach(user -> SetUp.create(plan.port(), user));
        setUps.forEach(action -> action.accept("mongodb://" + server.address() + "/"));
        // SIGTERM: after a SIGKILL the user made last may be lost.
        server.stop();
    }

    private Path mongodPath() {
        return mongod != null ? mongod : ServerBinary.mongod().orElseThrow();
    }

    private Path secantusPath() {
        return secantus != null
                ? secantus
                : ServerBinary.find().orElseThrow(() -> new LabException(ServerBinary.absence(), null));
    }

    private @Nullable TlsFiles tlsFiles() {
        if (certificate != null && key != null) {
            return new TlsFiles(certificate, key, clientAuthority, clientRequired);
        }
        if (clientAuthority != null) {
            throw new LabException(
                    "LAB_TLS: clientCa without tls. Fix: give the server a certificate with tls(...).", null);
        }
        return null;
    }
}
