package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.LabException;
import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;

/** What a server open to everybody is told before it is closed: to be a set, and who its users are. */
public final class SetUp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ALREADY_INITIALIZED = 23;
    private static final int USER_EXISTS = 51_003;

    private SetUp() {}

    /** Makes the server a set of one. Does nothing when it is one already. */
    public static void initiate(int port) {
        BsonDocument member = new BsonDocument("_id", new BsonInt32(0))
                .append("host", new BsonString(LoopbackPorts.HOST + ":" + port));
        BsonDocument set = new BsonDocument("_id", new BsonString(Program.SET_NAME))
                .append("members", new BsonArray(List.of(member)));
        run(port, new BsonDocument("replSetInitiate", set), ALREADY_INITIALIZED);
    }

    /** Makes a user on {@code admin}; one of that name in kept data stays as it is. */
    public static void create(int port, User user) {
        BsonArray roles = new BsonArray();
        for (String role : user.roles()) {
            int at = role.indexOf('@');
            roles.add(new BsonDocument("role", new BsonString(at < 0 ? role : role.substring(0, at)))
                    .append("db", new BsonString(at < 0 ? "admin" : role.substring(at + 1))));
        }
        BsonDocument command = new BsonDocument("createUser", new BsonString(user.name()))
                .append("pwd", new BsonString(user.password()))
                .append("roles", roles);
        run(port, command, USER_EXISTS);
    }

    private static void run(int port, BsonDocument command, int harmless) {
        String name = command.getFirstKey();
        try (WireClient client = WireClient.connect(LoopbackPorts.HOST, port, PATIENCE)) {
            BsonDocument answer = client.run("admin", command);
            BsonNumber ok = answer.getNumber("ok");
            if (ok.intValue() != 1 && answer.getInt32("code", new BsonInt32(-1)).getValue() != harmless) {
                throw new LabException(
                        "LAB_SET_UP: the server refused " + name + " (host=" + LoopbackPorts.HOST + ":" + port
                                + ", answer="
                                + answer.getString("errmsg", new BsonString("")).getValue()
                                + "). Fix: start with an empty data folder, or correct the users' roles.",
                        null);
            }
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_SET_UP: the server did not answer " + name + " (host=" + LoopbackPorts.HOST + ":" + port
                            + "). Fix: see its output.",
                    failed);
        }
    }

    /**
     * A user to be.
     *
     * @param name its name
     * @param password its password
     * @param roles its roles, {@code role} for one on admin and {@code role@database} for others
     */
    public record User(String name, String password, List<String> roles) {
        @Override
        public String toString() {
            return "User[name=" + name + ", password=<hidden>, roles=" + roles + "]";
        }
    }
}
