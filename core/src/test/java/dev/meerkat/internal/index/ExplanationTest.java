package dev.meerkat.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.client.model.Indexes;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.model.IndexDefinition;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I5: what a server's answers about indexes are called, and which of them are worth another attempt. */
class ExplanationTest {
    private static final MongoNamespace PLACE = new MongoNamespace("shop.users");
    private static final ServerAddress HOST = new ServerAddress("db.example", 27018);
    private static final IndexDefinition INDEX = IndexDefinition.builder(Indexes.ascending("team", "owner.mail"))
            .unique()
            .build();

    private static MongoCommandException answer(int code, String text) {
        BsonDocument response = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString("SomeName"))
                .append("errmsg", new BsonString(text));
        return new MongoCommandException(response, HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "67, MK-INDEX-REFUSED",
        "197, MK-INDEX-REFUSED",
        "2, MK-INDEX-REFUSED",
        "40415, MK-INDEX-REFUSED",
        "85, MK-INDEX-OPTIONS-DIFFER",
        "86, MK-INDEX-NAME-TAKEN",
        "11000, MK-INDEX-DUPLICATES",
        "13, MK-NOT-AUTHORIZED",
        "20, MK-READ-ONLY",
        "16755, MK-SERVER-ERROR"
    })
    void I5_a_servers_answer_has_a_stable_code(int code, String problem) {
        assertThat(Explanation.refusal(PLACE, INDEX, answer(code, "reason")).code())
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {67, 2, 85, 86})
    void I5_the_servers_own_words_about_a_specification_are_told(int code) {
        assertThat(Explanation.refusal(PLACE, INDEX, answer(code, "no text here"))
                        .message())
                .contains("no text here", "team_1_owner.mail_1", "shop.users", code + " SomeName");
    }

    @ParameterizedTest
    @ValueSource(ints = {11000, 16755, 171, 13})
    void I5_words_that_may_quote_a_document_are_not_told(int code) {
        assertThat(Explanation.refusal(PLACE, INDEX, answer(code, "dup key: { mail: 'hush' }"))
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void I5_long_words_are_cut() {
        String message =
                Explanation.refusal(PLACE, INDEX, answer(67, "x".repeat(5000))).message();

        assertThat(message).hasSizeLessThan(600).contains("…");
    }

    @Test
    void I5_duplicates_come_with_the_query_that_finds_them() {
        assertThat(Explanation.refusal(PLACE, INDEX, answer(11000, "")).fix())
                .contains(
                        "db.users.aggregate([{$group: {_id: {\"team\": \"$team\", \"owner_mail\": \"$owner.mail\"}, n: {$sum: 1}}},"
                                + " {$match: {n: {$gt: 1}}}])");
    }

    @ParameterizedTest
    @ValueSource(ints = {91, 189, 10107, 11600, 11602, 285, 12587, 112})
    void I5_what_passes_is_tried_again_and_is_no_fault_of_the_index(int code) {
        assertThat(Explanation.passing(answer(code, ""))).isTrue();
        assertThat(Explanation.aboutTheIndex(answer(code, ""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {67, 85, 86, 11000, 16755, 2})
    void I5_what_would_be_the_same_again_is_not(int code) {
        assertThat(Explanation.passing(answer(code, ""))).isFalse();
        assertThat(Explanation.aboutTheIndex(answer(code, ""))).isTrue();
    }

    @Test
    void I5_an_outage_in_any_form_is_no_fault_of_the_index() {
        Diagnosis down = Diagnosis.of(Problem.BUFFER_TIMEOUT, "waited", null, null);

        assertThat(Explanation.aboutTheIndex(new MongoSocketReadException("gone", HOST)))
                .isFalse();
        assertThat(Explanation.aboutTheIndex(new MongoTimeoutException("no server")))
                .isFalse();
        assertThat(Explanation.aboutTheIndex(new ConnectionUnavailableException("x", down, null)))
                .isFalse();
        MongoCredential login = MongoCredential.createCredential("ada", "admin", "x".toCharArray());
        assertThat(Explanation.aboutTheIndex(new MongoSecurityException(login, "refused", answer(18, "no"))))
                .isFalse();
    }

    @Test
    void I5_a_definition_that_the_driver_itself_refuses_is_a_fault_of_the_index() {
        assertThat(Explanation.aboutTheIndex(new IllegalArgumentException("bad")))
                .isTrue();
    }
}
