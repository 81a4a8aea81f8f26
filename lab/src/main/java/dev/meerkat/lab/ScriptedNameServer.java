package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.net.DnsAnswers;
import dev.meerkat.lab.internal.net.DnsAnswers.Temper;
import dev.meerkat.lab.internal.net.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import java.net.InetSocketAddress;

/**
 * A name server on loopback (DNS over UDP) with the SRV and TXT records it is given, which refuses or keeps silent when told to. Names it was
 * told nothing of do not exist.
 *
 * <p>A JVM asks it while the system property {@code java.naming.provider.url} is {@link #url()}: JNDI follows that, and so does MongoDB's
 * driver for {@code mongodb+srv://}. Look-ups of addresses are the operating system's and do not come here. Thread-safe.
 */
public final class ScriptedNameServer implements AutoCloseable {
    private final Loop loop = new Loop("meerkat-lab-dns");
    private final DnsAnswers answers = new DnsAnswers();
    private final Channel channel;

    private ScriptedNameServer() {
        channel = new Bootstrap()
                .group(loop.group())
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel opened) {
                        opened.pipeline()
                                .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), answers);
                    }
                })
                .bind(LoopbackPorts.HOST, 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Starts one without records. */
    public static ScriptedNameServer start() {
        return new ScriptedNameServer();
    }

    /**
     * Gives a host the SRV records of {@code mongodb+srv://}, one for each server, in place of those it had; without servers the name exists and
     * has no record.
     *
     * @param servers each {@code host:port}
     */
    public ScriptedNameServer srv(String host, String... servers) {
        answers.srv("_mongodb._tcp." + host, servers);
        return this;
    }

    /** Gives a host these TXT records, one for each text, in place of those it had. */
    public ScriptedNameServer txt(String host, String... texts) {
        answers.txt(host, texts);
        return this;
    }

    /** Answers every question with a refusal from now on. */
    public void refuse() {
        answers.temper(Temper.REFUSES);
    }

    /** Answers no question from now on. */
    public void fallSilent() {
        answers.temper(Temper.SILENT);
    }

    /** Answers again by its records. */
    public void answer() {
        answers.temper(Temper.ANSWERS);
    }

    /** How many questions have come. */
    public long asked() {
        return answers.asked();
    }

    /** Where it listens, as JNDI writes it: {@code dns://127.0.0.1:port}. */
    public String url() {
        return "dns://" + LoopbackPorts.HOST + ":" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Ends it; doing so twice does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    @Override
    public String toString() {
        return "ScriptedNameServer(" + url() + ")";
    }
}
