package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import dev.meerkat.error.InvalidOptionsException;
import org.junit.jupiter.api.Test;

/** Contract §4: secrets never appear; Mongoose's options in a URI. */
class ConnectionUriTest {
    private static final String FULL =
            "mongodb://ada:p%40ss@a.example:27018,[::1]:27019/shop?maxPoolSize=7&autoIndex=false"
                    + "&retryWrites=false&authMechanismProperties=AWS_SESSION_TOKEN:t0ken&replicaSet=rs0";

    @Test
    void itsPartsAreRead() {
        ConnectionUri uri = ConnectionUri.of(FULL);
        assertThat(uri.srv()).isFalse();
        assertThat(uri.hosts()).containsExactly("a.example:27018", "[::1]:27019");
        assertThat(uri.database()).contains("shop");
        assertThat(uri.options())
                .containsEntry("maxPoolSize", "7")
                .containsEntry("replicaSet", "rs0")
                .containsEntry("authMechanismProperties", "<hidden>");
        assertThat(uri.reveal()).isEqualTo(FULL);
    }

    @Test
    void itsTextHidesLoginAndSecretOptionsAlone() {
        assertThat(ConnectionUri.of(FULL))
                .hasToString("mongodb://<hidden>@a.example:27018,[::1]:27019/shop?maxPoolSize=7&autoIndex=false"
                        + "&retryWrites=false&authMechanismProperties=<hidden>&replicaSet=rs0");
        assertThat(ConnectionUri.of("mongodb://localhost")).hasToString("mongodb://localhost");
    }

    @Test
    void theDriverGetsItsOwnOptionsAlone() {
        ConnectionUri uri = ConnectionUri.of(
                "mongodb://ada:pw@h/shop?maxIdleTimeMS=5000&bufferCommands=false&dbName=other"
                        + "&strictQuery=throw&retryWrites=false&readPreference=PRIMARYPreferred&tlsCAFile=x&preset=worker");
        assertThat(uri.forDriver("ada", "pw"))
                .isEqualTo("mongodb://ada:pw@h/shop?retrywrites=false&readpreference=primarypreferred");
    }

    @Test
    void anotherLoginReplacesTheUrisWithoutLoss() {
        String odd = "a:b/c?d@e#f%g+h ü<>&=;";
        ConnectionString read = new ConnectionString(
                ConnectionUri.of("mongodb://ada:pw@h/shop?authSource=admin").forDriver(odd, odd + "!"));
        assertThat(read.getUsername()).isEqualTo(odd);
        assertThat(read.getPassword()).containsExactly((odd + "!").toCharArray());
        assertThat(read.getCredential().getSource()).isEqualTo("admin");
    }

    @Test
    void plusAndHashInAPasswordStandForThemselves() {
        ConnectionUri uri = ConnectionUri.of("mongodb://ada:a+b#c@h");
        assertThat(uri.parts().password()).isEqualTo("a+b#c");
        assertThat(new ConnectionString("mongodb://ada:a+b#c@h").getPassword()).containsExactly("a+b#c".toCharArray());
    }

    @Test
    void itIsEqualToWhatIsTypedAlike() {
        assertThat(ConnectionUri.of(FULL)).isEqualTo(ConnectionUri.of(FULL)).hasSameHashCodeAs(ConnectionUri.of(FULL));
        assertThat(ConnectionUri.of(FULL)).isNotEqualTo(ConnectionUri.of(FULL.replace("p%40ss", "other")));
    }

    @Test
    void ofThrowsEveryProblemOfTheText() {
        assertThatThrownBy(() -> ConnectionUri.of("mongodb://h/?tls=yep&maxPoolSize=x&replicSet=a"))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContainingAll(
                        "3 problems", "tls = yep", "maxPoolSize = x", "replicSet", "did you mean replicaSet?");
    }

    @Test
    void aSocketAndAnSrvNameAreHostsToo() {
        assertThat(ConnectionUri.of("mongodb://%2Ftmp%2Fmongodb-27017.sock/shop")
                        .hosts())
                .hasSize(1);
        assertThat(ConnectionUri.of("mongodb+srv://cluster0.example.mongodb.net/?srvMaxHosts=2&appName=shop")
                        .srv())
                .isTrue();
    }
}
