package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import dev.meerkat.error.CredentialUnavailableException;
import dev.meerkat.error.InvalidOptionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4, R1: where a login comes from, and which of several wins. */
class CredentialSourceTest {
    private static final String SECRET = "pw!9";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static MongoCredential login(ConnectionOptions options) {
        String text = options.withPresentLogin().revealForDriver();
        return Objects.requireNonNull(new ConnectionString(text).getCredential());
    }

    private static ConnectionOptions.Builder of(CredentialSource source) {
        return ConnectionOptions.builder()
                .uri("mongodb://ada:0utd4ted@h/shop?authSource=users&authMechanism=SCRAM-SHA-256")
                .credential(source);
    }

    @Test
    void a_password_file_goes_with_the_user_source_and_mechanism_of_the_uri() throws IOException {
        MongoCredential login = login(
                of(CredentialSource.passwordFile(file("p", SECRET + "\r\n"))).build());

        assertThat(login.getUserName()).isEqualTo("ada");
        assertThat(login.getPassword()).isEqualTo(SECRET.toCharArray());
        assertThat(login.getSource()).isEqualTo("users");
        assertThat(login.getMechanism()).isEqualTo("SCRAM-SHA-256");
    }

    @Test
    void a_source_with_a_user_replaces_the_uri_s() throws IOException {
        file("username", "bob");
        file("password", SECRET);

        assertThat(login(of(CredentialSource.directory(folder)).build()).getUserName())
                .isEqualTo("bob");
    }

    @Test
    void the_source_is_asked_each_time_and_the_options_stay_as_they_are() throws IOException {
        Path file = file("p", SECRET);
        ConnectionOptions options = of(CredentialSource.passwordFile(file)).build();
        assertThat(login(options).getPassword()).isEqualTo(SECRET.toCharArray());
        Files.writeString(file, "next");

        assertThat(login(options).getPassword()).isEqualTo("next".toCharArray());
        assertThat(options.credential()).isEmpty();
        assertThat(options.revealForDriver()).doesNotContain("ada", "0utd4ted", SECRET);
    }

    @Test
    void a_variable_is_read_from_the_environment() {
        CredentialSource source = SecretText.environment(Map.of("U", "eve", "P", SECRET)::get, "U", "P");

        assertThat(source.read()).isEqualTo(Credentials.of("eve", SECRET));
        assertThat(source.files()).isEmpty();
    }

    @Test
    void what_is_missing_is_named_and_what_is_there_is_not() throws IOException {
        Path empty = file("empty", " \n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 's'});
        assertUnavailable(CredentialSource.passwordFile(folder.resolve("none")), "does not exist");
        assertUnavailable(CredentialSource.passwordFile(empty), "is empty");
        assertUnavailable(CredentialSource.passwordFile(binary), "cannot be read as text");
        assertUnavailable(CredentialSource.passwordFile(file("long", "s".repeat(70_000))), "too long");
        assertUnavailable(SecretText.environment(any -> null, "P"), "P is not set");
        assertUnavailable(
                CredentialSource.callback(
                        () -> {
                            throw new IOException(SECRET);
                        },
                        Duration.ofSeconds(1)),
                "java.io.IOException");
    }

    private static void assertUnavailable(CredentialSource source, String what) {
        CredentialUnavailableException thrown =
                catchThrowableOfType(CredentialUnavailableException.class, source::read);
        assertThat(thrown.problemCode()).isEqualTo("MK-CREDENTIAL-UNAVAILABLE");
        assertThat(thrown)
                .hasMessageContaining(what)
                .hasMessageNotContaining(SECRET)
                .hasMessageContaining("Fix: ");
    }

    @Test
    void no_text_shows_the_login() throws IOException {
        ConnectionOptions options =
                of(CredentialSource.passwordFile(file("p", SECRET))).build();
        String all = options
                + options.explainText()
                + options.withPresentLogin()
                + options.withPresentLogin().explainText()
                + Credentials.of("ada", SECRET);

        assertThat(all).doesNotContain(SECRET, "0utd4ted");
        assertThat(options.explainText()).contains("credentialSource = file:" + folder.resolve("p"));
    }

    @Test
    void a_login_set_in_code_later_replaces_the_source_and_the_other_way_round() throws IOException {
        CredentialSource source = CredentialSource.passwordFile(file("p", SECRET));

        assertThat(of(source).credential("other").build().credentialSource()).isEmpty();
        assertThat(of(source)
                        .credential("u", "other")
                        .credential(source)
                        .build()
                        .credentialSource())
                .hasValue(source);
        assertThat(login(of(source).credential("u", "other").credential(source).build())
                        .getPassword())
                .isEqualTo(SECRET.toCharArray());
    }

    @Test
    void a_login_of_a_stronger_origin_outdoes_the_source_and_one_of_a_weaker_origin_does_not() throws IOException {
        Properties file = new Properties();
        file.setProperty("meerkat.connections.default.credential-source", "file:" + file("p", SECRET));
        file.setProperty("meerkat.connections.default.uri", "mongodb://ada@h/");
        OptionSources sources = OptionSources.of(Map.of(), new Properties(), file);
        ConnectionOptions followed =
                sources.resolve("default", ConnectionOptions.builder().build());
        ConnectionOptions outdone = sources.resolve(
                "default", ConnectionOptions.builder().credential("own").build());

        assertThat(login(followed).getPassword()).isEqualTo(SECRET.toCharArray());
        assertThat(outdone.credentialSource()).isEmpty();
        assertThat(outdone.warnings()).singleElement().asString().contains("credentialSource", "not in effect");
        assertThat(login(outdone).getPassword()).isEqualTo("own".toCharArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"file:/run/x", "directory:/run/y", "env:P", "env:U,P"})
    void text_forms_are_read_and_written_alike(String text) {
        assertThat(sourced(text).credentialSource()).hasToString("Optional[" + text + "]");
        assertThat(sourced(text)).isEqualTo(sourced(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/x", "file:", "vault:x", "callback"})
    void other_text_is_an_error_that_shows_the_forms(String text) {
        assertThatThrownBy(() -> sourced(text))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("credential-source")
                .hasMessageContaining("env:");
    }

    private static ConnectionOptions sourced(String text) {
        Properties system = new Properties();
        system.setProperty("meerkat.connections.default.credential-source", text);
        system.setProperty("meerkat.connections.default.uri", "mongodb://ada@h/");
        return OptionSources.of(Map.of(), system, new Properties())
                .resolve("default", ConnectionOptions.builder().build());
    }

    @Test
    void callbacks_are_equal_by_reference_and_asked_at_a_bounded_pace() {
        Duration second = Duration.ofSeconds(1);
        assertThat(CredentialSource.callback(() -> Credentials.password("x"), second))
                .isNotEqualTo(CredentialSource.callback(() -> Credentials.password("x"), second));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialSource.callback(() -> Credentials.password("x"), Duration.ofMillis(99)));
    }
}
