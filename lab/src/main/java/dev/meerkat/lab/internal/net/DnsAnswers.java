package dev.meerkat.lab.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The records of a name server, and how it answers. Thread-safe. */
public final class DnsAnswers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    private static final int SECONDS_TO_LIVE = 1;
    private static final int PRIORITY = 0;
    private static final int WEIGHT = 0;

    private final Map<String, Map<DnsRecordType, List<byte[]>>> names = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private volatile Temper temper = Temper.ANSWERS;

    /** How it answers. */
    public enum Temper {
        /** By its records. */
        ANSWERS,
        /** That it does not want to. */
        REFUSES,
        /** Not at all. */
        SILENT
    }

    /** Without records. */
    public DnsAnswers() {}

    /** Answers so from now on. */
    public void temper(Temper next) {
        temper = next;
    }

    /** How many questions have come. */
    public long asked() {
        return asked.get();
    }

    /** The SRV records of a name, each {@code host:port}. */
    public void srv(String name, String... servers) {
        List<byte[]> data = new ArrayList<>();
        for (String server : servers) {
            int colon = server.lastIndexOf(':');
            ByteBuf record = Unpooled.buffer()
                    .writeShort(PRIORITY)
                    .writeShort(WEIGHT)
                    .writeShort(Integer.parseInt(server.substring(colon + 1)));
            for (String label : server.substring(0, colon).split("\\.")) {
                write(record, label);
            }
            data.add(bytes(record.writeByte(0)));
        }
        put(name, DnsRecordType.SRV, data);
    }

    /** The TXT records of a name, each of at most 255 bytes. */
    public void txt(String name, String... texts) {
        List<byte[]> data = new ArrayList<>();
        for (String text : texts) {
            ByteBuf record = Unpooled.buffer();
            write(record, text);
            data.add(bytes(record));
        }
        put(name, DnsRecordType.TXT, data);
    }

    private static void write(ByteBuf record, String text) {
        byte[] label = text.getBytes(StandardCharsets.US_ASCII);
        record.writeByte(label.length).writeBytes(label);
    }

    private static byte[] bytes(ByteBuf record) {
        byte[] bytes = new byte[record.readableBytes()];
        record.readBytes(bytes);
        return bytes;
    }

    private void put(String name, DnsRecordType type, List<byte[]> data) {
        names.computeIfAbsent(canonical(name), absent -> new ConcurrentHashMap<>())
                .put(type, data);
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
        asked.incrementAndGet();
        Temper now = temper;
        if (now == Temper.SILENT) {
            return;
        }
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        DatagramDnsResponse response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
        response.addRecord(DnsSection.QUESTION, question);
        Map<DnsRecordType, List<byte[]>> records = names.get(canonical(question.name()));
        if (now == Temper.REFUSES) {
            response.setCode(DnsResponseCode.REFUSED);
        } else if (records == null) {
            response.setCode(DnsResponseCode.NXDOMAIN);
        } else {
            for (byte[] data : records.getOrDefault(question.type(), List.of())) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                question.name(), question.type(), SECONDS_TO_LIVE, Unpooled.wrappedBuffer(data)));
            }
        }
        context.writeAndFlush(response);
    }
}
