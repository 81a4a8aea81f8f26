package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.contract.frame.Ports;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** D2: whatever answers at the address, the report can be read and blames the right one. */
final class DoctorHostileTest {
    private static final String BOUND = "?socketTimeoutMS=5000";

    private static Answer version(String version) {
        return Answer.reply(new BsonDocument("ok", new BsonInt32(1)).append("version", new BsonString(version)));
    }

    @Test
    void D2_a_version_with_escapes_reaches_no_terminal() {
        HelloScript script = SetUp.answering(HelloScript.standalone()).on("buildInfo", version("\u001b[31m9\n9"));
        try (SetUp setUp = SetUp.at(ScriptedListener.mongo(script), BOUND)) {
            Checkup checkup = setUp.examine();
            assertThat(checkup.step(Step.HELLO).told()).isEqualTo("MongoDB ?[31m9?9");
            assertThat(checkup.step(Step.HELLO).figures()).containsEntry("version", "?[31m9?9");
        }
    }

    @Test
    void D2_a_proxy_that_is_not_there_is_named() {
        try (SetUp setUp = SetUp.of("mongodb://db.example/?proxyHost=127.0.0.1&proxyPort=" + Ports.free())) {
            Checkup checkup = setUp.examine();
            assertThat(checkup.cause().orElseThrow().message()).contains("through the proxy 127.0.0.1:");
        }
    }

    @Test
    void D2_a_number_of_Atlas_is_no_refused_login_where_nobody_logs_in() {
        Answer atlas = Answer.reply(BsonDocument.parse("{ok: 0, code: 8000, codeName: 'AtlasError', errmsg: 'no'}"));
        HelloScript script = SetUp.answering(HelloScript.standalone()).on("listCollections", atlas);
        try (SetUp setUp = SetUp.at(ScriptedListener.mongo(script), BOUND)) {
            Checkup checkup = setUp.examine();
            assertThat(checkup.findings())
                    .as("%s", checkup)
                    .noneMatch(each -> each.code().equals("MK-AUTH-FAILED"));
        }
    }
}
