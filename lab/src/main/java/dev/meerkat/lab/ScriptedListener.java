package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.net.Foreign;
import dev.meerkat.lab.internal.net.Loop;
import dev.meerkat.lab.internal.net.Manner;
import dev.meerkat.lab.internal.net.WireEar;
import dev.meerkat.lab.internal.wire.WireCodec;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A listener on loopback that is no healthy MongoDB server: one that hangs up, resets, keeps silent, is something else
 * altogether, or speaks MongoDB's protocol and answers by a {@link CommandScript}. One thread each, however many
 * connections. Thread-safe.
 */
public final class ScriptedListener implements AutoCloseable {
    private final Loop loop = new Loop("meerkat-lab-listener");
    private final Set<Channel> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final int port = LoopbackPorts.next();
    private volatile CommandScript script;

    private ScriptedListener(CommandScript script) {
        this.script = script;
    }

    /** Accepts and closes at once. */
    public static ScriptedListener closesAtOnce() {
        return foreign(() -> Manner.ending(Manner.Ending.CLOSE));
    }

    /** Accepts and resets (RST) at once. */
    public static ScriptedListener resetsAtOnce() {
        return foreign(() -> Manner.ending(Manner.Ending.RESET));
    }

    /** Accepts and closes as soon as it is told anything, as many servers do that do not understand. */
    public static ScriptedListener closesWhenSpokenTo() {
        return answers(new byte[0]);
    }

    /** Accepts and never says a word. */
    public static ScriptedListener silent() {
        return greets(new byte[0]);
    }

    /** Says this at once and listens for ever. */
    public static ScriptedListener greets(byte[] bytes) {
        byte[] own = bytes.clone();
        return foreign(() -> Manner.greeting(own));
    }

    /** Waits to be spoken to, says this, and closes. */
    public static ScriptedListener answers(byte[] bytes) {
        byte[] own = bytes.clone();
        return foreign(() -> Manner.answering(own));
    }

    /** Answers as a web server answers what is no request. */
    public static ScriptedListener http() {
        return answers(Foreign.http());
    }

    /** Answers as Redis answers what is no command. */
    public static ScriptedListener redis() {
        return answers(Foreign.redis());
    }

    /** Greets as an SSH server. */
    public static ScriptedListener ssh() {
        return greets(Foreign.ssh());
    }

    /** Greets as a mail server. */
    public static ScriptedListener smtp() {
        return greets(Foreign.smtp());
    }

    /** Greets as a MySQL server. */
    public static ScriptedListener mysql() {
        return greets(Foreign.mysql());
    }

    /** Answers nonsense, always the same for a seed, that starts with a message length below zero. */
    public static ScriptedListener garbage(long seed) {
        return answers(Foreign.garbage(seed));
    }

    /**
     * Answers with a fatal TLS alert and closes, as a TLS server answers plain talk or a version it does not speak
     * (70).
     */
    public static ScriptedListener tlsAlert(int description) {
        return answers(Foreign.tlsAlert(description));
    }

    /** Speaks MongoDB's protocol by a script. */
    public static ScriptedListener mongo(CommandScript script) {
        return started(new ScriptedListener(script), (listener, channel) -> listener.speak(channel));
    }

    /** Speaks MongoDB's protocol by a script, over TLS only. */
    public static ScriptedListener mongo(CommandScript script, ServerTls tls) {
        SslContext context = tls.context();
        return started(new ScriptedListener(script), (listener, channel) -> {
            channel.pipeline().addLast(context.newHandler(channel.alloc()));
            listener.speak(channel);
        });
    }

    private static ScriptedListener foreign(Supplier<Manner> manner) {
        ScriptedListener listener = new ScriptedListener((address, command) -> Answer.hangUp());
        return started(listener, (self, channel) -> channel.pipeline().addLast(manner.get()));
    }

    private static ScriptedListener started(ScriptedListener listener, BiConsumer<ScriptedListener, Channel> handlers) {
        try {
            listener.loop.listen(listener.port, true, channel -> {
                listener.welcome(channel);
                handlers.accept(listener, channel);
            });
            return listener;
        } catch (LabException taken) {
            listener.close();
            throw taken;
        }
    }

    private void welcome(Channel channel) {
        accepted.incrementAndGet();
        live.add(channel);
        channel.closeFuture().addListener(ended -> live.remove(channel));
    }

    private void speak(Channel channel) {
        channel.pipeline().addLast(new WireEar(WireCodec::decode), new ScriptPlayer(address(), () -> script));
    }

    /**
     * Goes on by another script, from the next command on; live connections stay. Without effect on one that speaks no
     * MongoDB.
     */
    public void play(CommandScript next) {
        script = next;
    }

    /** Resets (RST) all live connections. */
    public void resetAll() {
        loop.run(() -> live.forEach(Loop::reset));
    }

    /** The numeric loopback address it listens on. */
    public String host() {
        return LoopbackPorts.HOST;
    }

    /** The port it listens on, below 32768. */
    public int port() {
        return port;
    }

    /** Host and port as MongoDB writes them. */
    public String address() {
        return host() + ":" + port;
    }

    /** The connection string without options. */
    public String uri() {
        return "mongodb://" + address() + "/";
    }

    /** How many connections it holds. */
    public int connections() {
        return live.size();
    }

    /** How many it has accepted. */
    public long accepted() {
        return accepted.get();
    }

    /** Ends it with all its connections; doing so twice does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    @Override
    public String toString() {
        return "ScriptedListener(" + address() + ")";
    }
}
