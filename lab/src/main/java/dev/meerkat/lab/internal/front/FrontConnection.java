package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.net.Ear;
import dev.meerkat.lab.internal.net.Loop;
import dev.meerkat.lab.internal.net.WireEar;
import dev.meerkat.lab.internal.wire.Packet;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to a listener, and its own line to the backend. Whether a command is refused and that it is
 * passed on are one step on the loop's thread, so that no change of state comes between. For that thread only.
 */
final class FrontConnection {
    private final Front front;
    private final Channel client;
    private final BackendLine line = new BackendLine();
    private final Greetings greetings;
    private @Nullable String application;
    private int answers;
    private int delayed;
    private boolean clientGone;

    FrontConnection(Front front, Channel client) {
        this.front = front;
        this.client = client;
        this.greetings = new Greetings(front, client.eventLoop(), line, this::answer);
        Ear<Packet> ear = new Ear<>(Packet.class, this::fromClient, reset -> clientGone(), this::readWhatIsWanted);
        client.pipeline().addLast(new WireEar(Packet::of), ear);
    }

    void connect() {
        line.connect(
                client.eventLoop(),
                front.stand().backend(),
                this::readWhatIsWanted,
                client::close,
                this::readWhatIsWanted);
    }

    private void readWhatIsWanted() {
        client.config().setAutoRead(line.writable());
        line.read(client.isWritable());
    }

    private void clientGone() {
        clientGone = true;
        greetings.cancel();
        endIfDone();
    }

    private void endIfDone() {
        if (clientGone && delayed == 0) {
            line.endWhenDone();
        }
    }

    private void fromClient(Packet command) {
        if (!front.persona().alive()) {
            return;
        }
        BsonDocument body = command.body();
        if (Commands.isGreeting(body) && body.containsKey("client")) {
            BsonDocument told = body.getDocument("client").getDocument("application", new BsonDocument());
            application = told.getString("name", new BsonString("")).getValue();
        }
        Fault fault = front.stand().faults().take(front, body, application);
        if (fault == null || fault.delay().isZero()) {
            act(command, fault);
        } else {
            delayed++;
            client.eventLoop()
                    .schedule(() -> actLate(command, fault), fault.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void actLate(Packet command, Fault fault) {
        delayed--;
        if (front.persona().alive()) {
            act(command, fault);
        }
        endIfDone();
    }

    private void act(Packet command, @Nullable Fault fault) {
        if (fault != null && fault.closes()) {
            client.close();
        } else if (fault != null && fault.error() != null) {
            fail(command, fault.error());
        } else if (Commands.isGreeting(command.body())) {
            greetings.hear(command);
        } else {
            BsonDocument refusal = front.persona().refusal(command);
            if (refusal == null) {
                relay(command, fault);
            } else if (command.wantsAnswer()) {
                answer(command, refusal);
            } else {
                client.close(); // as servers do: there is no other way to say it
            }
        }
    }

    /** An error that tells of a change of state comes with one: drivers wait for the next greeting after it. */
    private void fail(Packet command, BsonDocument error) {
        if (Errors.tellsOfChange(error)) {
            TopologyVersion version = front.persona().version();
            version.rise();
            answer(command, error.clone().append(TopologyVersion.FIELD, version.document()));
            front.tell();
        } else {
            answer(command, error);
        }
    }

    private void relay(Packet command, @Nullable Fault fault) {
        Substitute substitute = new Substitute(front, line);
        front.transactions().note(command.body(), this);
        if (!substitute.answers(command, answer -> answer(command, answer, fault))) {
            Packet adapted = front.stand().backend().adapted(command);
            if (!adapted.wantsAnswer()) {
                line.tell(adapted);
            } else {
                line.ask(adapted, answer -> passBack(command, answer, fault));
            }
        }
    }

    private void passBack(Packet command, @Nullable Packet answer, @Nullable Fault fault) {
        if (answer == null || !command.wantsAnswer()) {
            return;
        }
        if (fault == null || fault.writeConcernError() == null) {
            send(answer, fault);
        } else {
            answer(command, answer.body(), fault);
        }
    }

    private void answer(Packet command, BsonDocument answer) {
        answer(command, answer, null);
    }

    private void answer(Packet command, @Nullable BsonDocument answer, @Nullable Fault fault) {
        if (answer == null || !command.wantsAnswer()) {
            return;
        }
        BsonDocument whole = new BsonDocument();
        whole.putAll(answer);
        if (fault != null && fault.writeConcernError() != null) {
            whole.put("writeConcernError", fault.writeConcernError());
        }
        send(command.answer(++answers, whole), fault);
    }

    private void send(Packet answer, @Nullable Fault fault) {
        if (!front.persona().alive()) {
            return;
        }
        byte[] bytes = answer.bytes();
        if (fault != null && fault.cuts()) {
            client.writeAndFlush(Unpooled.wrappedBuffer(bytes, 0, bytes.length / 2))
                    .addListener(sent -> Loop.reset(client));
        } else {
            client.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }

    /** Tells a client that waits for news. */
    void greetAgain() {
        greetings.answerWaiting();
    }

    boolean open() {
        return line.open();
    }

    void tellBackend(BsonDocument command) {
        line.tell(command);
    }
}
