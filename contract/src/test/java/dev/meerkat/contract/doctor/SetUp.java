package dev.meerkat.contract.doctor;

import com.mongodb.MongoClientSettings;
import dev.meerkat.Doctor;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TlsOptions;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Something to examine, made for real, and what ends it. How long a round trip takes is no finding here: on a busy machine each takes long.
 *
 * @param options how the patient would connect
 * @param ends whatever was started for it
 */
record SetUp(ConnectionOptions options, AutoCloseable... ends) implements AutoCloseable {
    static SetUp of(String uri, AutoCloseable... ends) {
        return new SetUp(
                ConnectionOptions.builder()
                        .uri(uri)
                        .lintIgnore(LintRule.SLOW_ROUND_TRIP)
                        .build(),
                ends);
    }

    /** The same over TLS as {@code context} does it. */
    SetUp trusting(SSLContext context) {
        return new SetUp(options.toBuilder().tls(TlsOptions.of(context)).build(), ends);
    }

    SetUp with(Consumer<ConnectionOptions.Builder> more) {
        ConnectionOptions.Builder builder = options.toBuilder();
        more.accept(builder);
        return new SetUp(builder.build(), ends);
    }

    SetUp customized(Consumer<MongoClientSettings.Builder> settings) {
        return with(builder -> builder.customize(settings));
    }

    /** A listener at its connection string with {@code query} behind it. */
    static SetUp at(ScriptedListener listener, String query) {
        return of(listener.uri() + query, listener);
    }

    /** A server that answers by a script, and what a connection asks besides. */
    static SetUp scripted(HelloScript script, String query) {
        return at(ScriptedListener.mongo(answering(script)), query);
    }

    /** The script with answers to the commands of a connect without login. */
    static HelloScript answering(HelloScript script) {
        BsonDocument names =
                BsonDocument.parse("{ok: 1, cursor: {id: {$numberLong: '0'}, ns: 'test.$cmd', firstBatch: []}}");
        return script.on("listCollections", Answer.reply(names))
                .on(
                        "buildInfo",
                        Answer.reply(
                                new BsonDocument("ok", new BsonInt32(1)).append("version", new BsonString("7.0.1"))));
    }

    Checkup examine() {
        return Doctor.of(options).examine();
    }

    @Override
    public void close() {
        for (AutoCloseable each : ends) {
            try {
                each.close();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
