package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.CredentialSource;
import dev.meerkat.options.Credentials;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1, S14, S16: a connection follows its credential source by itself. */
abstract class CredentialSourceContract extends ContractCase {
    private static final String FIRST = "first-word-7";
    private static final String SECOND = "second-word-8";
    private static final List<String> USERS = List.of("even", "odd");
    private static final Duration RETRY = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Override
    protected ContractServer startServer() {
        return kind().startWithLogin("root", "root-word-9");
    }

    @BeforeEach
    void addUsers() {
        USERS.forEach(user -> server().command(new Document("createUser", user)
                .append("pwd", FIRST)
                .append("roles", List.of(new Document("role", "readWriteAnyDatabase").append("db", "admin")))));
    }

    @AfterEach
    void dropUsers() {
        USERS.forEach(user -> server().command(new Document("dropUser", user)));
    }

    private void changePassword(String user, String password) {
        server().command(new Document("updateUser", user).append("pwd", password));
    }

    /** The URI names a user and no password. */
    private ConnectionOptions.Builder following(CredentialSource source) {
        return options()
                .uri("mongodb://even@" + server().host() + ":" + server().port() + "/shop?authSource=admin")
                .credential(source)
                .retry(RetryPolicy.fixed(RETRY));
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void use(Connection connection) {
        connection.database().getCollection("rows").insertOne(new Document());
    }

    private static boolean follows() {
        return ClientThreads.alive().stream()
                .anyMatch(thread -> thread.getName().equals("meerkat-default-follow"));
    }

    private static void assertNoSecret(EventRecorder recorder) {
        String all = recorder.events()
                + recorder.connection().options().explainText()
                + recorder.connection().options()
                + recorder.connection().timeline();
        assertThat(all).doesNotContain(FIRST, SECOND);
    }

    @Test
    void R1_a_password_file_that_changes_rotates_the_connection() throws IOException {
        Path file = written("password", FIRST + "\n");
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.passwordFile(file)).build());
        use(connection);
        recorder.forget();

        changePassword("even", SECOND);
        Files.writeString(file, SECOND);

        assertThat(recorder.awaits(Reconfigured.class).report().changed()).isEmpty();
        use(connection);
        recorder.assertSequence();
        assertNoSecret(recorder);
    }

    @Test
    void R1_a_kubernetes_secret_whose_link_is_swapped_rotates_user_and_password_together() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        version(mount, "..v1", "even", FIRST);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
        for (String key : List.of("username", "password")) {
            Files.createSymbolicLink(mount.resolve(key), Path.of("..data", key));
        }
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.directory(mount)).build());
        changePassword("odd", SECOND);
        recorder.forget();

        version(mount, "..v2", "odd", SECOND);
        Path swapped = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(swapped, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        recorder.awaits(Reconfigured.class);
        server().command(new Document("dropUser", "even"));
        try {
            connection.reconfigure(o -> o.maxPoolSize(5));
            use(connection);
        } finally {
            server().command(new Document("createUser", "even")
                    .append("pwd", FIRST)
                    .append("roles", List.of()));
        }

        recorder.assertSequence();
        assertThat(recorder.events(ReconfigureFailed.class)).isEmpty();
        assertNoSecret(recorder);
    }

    private static void version(Path mount, String name, String user, String password) throws IOException {
        Path version = Files.createDirectory(mount.resolve(name));
        Files.writeString(version.resolve("username"), user);
        Files.writeString(version.resolve("password"), password);
    }

    /** The directory that is watched does not change: only the next look, within five seconds, can see it. */
    @Test
    void R1_a_change_that_the_system_does_not_tell_of_is_found_by_the_next_look() throws IOException {
        Path elsewhere = Files.writeString(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("p"), FIRST);
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("p"), elsewhere);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.passwordFile(link)).build());

        changePassword("even", SECOND);
        Files.writeString(elsewhere, SECOND);

        recorder.awaits(Reconfigured.class);
        use(connection);
    }

    @Test
    void R1_a_new_password_that_the_server_does_not_know_yet_changes_nothing_and_is_tried_again_until_it_does()
            throws IOException {
        Path file = written("password", FIRST);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.passwordFile(file)).build());
        recorder.forget();

        Files.writeString(file, SECOND);
        assertThat(recorder.awaits(ReconfigureFailed.class).diagnosis().code()).isEqualTo("MK-AUTH-FAILED");
        use(connection);
        recorder.awaits(ReconfigureFailed.class);
        changePassword("even", SECOND);

        recorder.awaits(Reconfigured.class);
        use(connection);
        recorder.assertSequence();
        assertNoSecret(recorder);
    }

    @Test
    void R1_a_file_that_is_gone_says_so_and_one_that_comes_back_unchanged_ends_the_matter() throws IOException {
        Path file = written("password", FIRST);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.passwordFile(file)).build());
        recorder.forget();

        Files.delete(file);
        ReconfigureFailed failed = recorder.awaits(ReconfigureFailed.class);
        assertThat(failed.diagnosis().code()).isEqualTo("MK-CREDENTIAL-UNAVAILABLE");
        assertThat(failed.diagnosis().message()).contains("does not exist").contains("password");
        use(connection);
        Files.writeString(file, FIRST);

        await().pollDelay(RETRY.multipliedBy(5)).until(() -> connection.state() == ConnectionState.CONNECTED);
        int failures = recorder.events(ReconfigureFailed.class).size();
        await().pollDelay(RETRY.multipliedBy(3)).until(() -> true);
        assertThat(recorder.events(ReconfigureFailed.class)).hasSize(failures);
        assertThat(recorder.events(Reconfigured.class)).isEmpty();
    }

    @Test
    void R1_a_callback_is_asked_again_and_again_and_rotates_when_it_has_another_login() {
        AtomicReference<Credentials> login = new AtomicReference<>(Credentials.of("even", FIRST));
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.callback(login::get, Duration.ofMillis(100)))
                        .build());
        recorder.forget();

        login.set(Credentials.of("odd", FIRST));

        recorder.awaits(Reconfigured.class);
        use(connection);
        recorder.assertSequence();
        assertThat(recorder.events(Reconfigured.class)).hasSize(1);
    }

    @Test
    void R1_a_callback_that_throws_changes_nothing() {
        AtomicReference<Credentials> login = new AtomicReference<>(Credentials.password(FIRST));
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.callback(
                                () -> {
                                    if (login.get() == null) {
                                        throw new IOException("the vault is sealed");
                                    }
                                    return login.get();
                                },
                                Duration.ofMillis(100)))
                        .build());
        recorder.forget();

        login.set(null);

        ReconfigureFailed failed = recorder.awaits(ReconfigureFailed.class);
        assertThat(failed.diagnosis().code()).isEqualTo("MK-CREDENTIAL-UNAVAILABLE");
        assertThat(failed.diagnosis().message()).contains("java.io.IOException");
        assertThat(failed.diagnosis().cause()).isPresent();
        use(connection);
        recorder.assertSequence();
    }

    @Test
    void S16_a_connection_refused_since_its_password_changed_recovers_when_the_file_does() throws IOException {
        Path file = written("password", FIRST);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(following(CredentialSource.passwordFile(file))
                        .maxIdleTime(Duration.ofMillis(1))
                        .build());
        use(connection);
        recorder.forget();
        changePassword("even", SECOND);
        assertThat(catchThrowableOfType(RuntimeException.class, () -> use(connection)))
                .isNotNull();
        recorder.awaits(Disconnected.class);

        Files.writeString(file, SECOND);

        recorder.awaits(Opened.class);
        use(connection);
        recorder.awaits(Reconfigured.class);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S2_a_file_that_is_not_there_yet_is_waited_for_by_the_retry_policy() throws IOException {
        Path file = folder.resolve("late");
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        Work<Connection> opening = Work.begin(
                "opener",
                () -> connection.open(
                        following(CredentialSource.passwordFile(file)).build()));
        assertThat(recorder.awaits(ConnectAttemptFailed.class).diagnosis().code())
                .isEqualTo("MK-CREDENTIAL-UNAVAILABLE");

        Files.writeString(file, FIRST);

        assertThat(opening.value()).isSameAs(connection);
        recorder.assertSequence("Connecting", "Connected", "Opened");
    }

    @Test
    void S3_a_variable_that_is_not_set_is_named() {
        ConnectFailedException thrown = catchThrowableOfType(
                ConnectFailedException.class,
                () -> registry()
                        .connection()
                        .open(following(CredentialSource.environment("MEERKAT_TEST_NOT_SET"))
                                .retry(RetryPolicy.none())
                                .build()));

        assertThat(thrown.problemCode()).isEqualTo("MK-CREDENTIAL-UNAVAILABLE");
        assertThat(thrown).hasMessageContaining("MEERKAT_TEST_NOT_SET");
    }

    @Test
    void S11_an_open_with_the_same_source_joins_whatever_the_source_says_now() throws IOException {
        Path file = written("password", FIRST);
        ConnectionOptions options =
                following(CredentialSource.passwordFile(file)).build();
        Connection connection = registry().connection().open(options);

        assertThat(connection.open(
                        following(CredentialSource.passwordFile(file)).build()))
                .isSameAs(connection);
    }

    @Test
    void R1_the_thread_that_follows_ends_with_the_connection_and_with_the_source() throws IOException {
        Path file = written("password", FIRST);
        Leaks leaks = Leaks.before(server());
        Connection connection = registry()
                .connection()
                .open(following(CredentialSource.passwordFile(file)).build());
        assertThat(follows()).isTrue();
        connection.reconfigure(o -> o.credential(FIRST));
        assertThat(follows()).isFalse();
        connection.reconfigure(o -> o.credential(CredentialSource.passwordFile(file)));
        assertThat(follows()).isTrue();

        connection.close();

        assertThat(follows()).isFalse();
        leaks.awaitNone(Duration.ofSeconds(1));
    }
}
