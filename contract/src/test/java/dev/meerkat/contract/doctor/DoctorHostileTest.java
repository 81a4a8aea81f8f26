package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

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
}
