package shop;

import com.mongodb.client.MongoClients;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Uri;
import org.junit.jupiter.api.Test;

/** Fails: nobody closes the client. */
@MeerkatTest(patience = "500ms")
class ForgottenClientTest {
    @Test
    void a_client_is_forgotten(@Uri String uri) {
        MongoClients.create(uri).getDatabase("shop").listCollectionNames().first();
    }
}
