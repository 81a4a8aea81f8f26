package dev.meerkat.lab;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How a {@link ScriptedListener} speaks TLS: as whom, with which versions, and what it wants of clients. Immutable. */
public final class ServerTls {
    private final TlsIdentity identity;
    private final @Nullable X509Certificate clientAuthority;
    private final boolean clientRequired;
    private final List<String> protocols;

    private ServerTls(
            TlsIdentity identity,
            @Nullable X509Certificate clientAuthority,
            boolean clientRequired,
            List<String> protocols) {
        this.identity = identity;
        this.clientAuthority = clientAuthority;
        this.clientRequired = clientRequired;
        this.protocols = protocols;
    }

    /** TLS with this certificate, in the JDK's default versions, without asking for client certificates. */
    public static ServerTls of(TlsIdentity identity) {
        return new ServerTls(identity, null, false, List.of());
    }

    /**
     * Asks for client certificates signed by this authority; a client without one is turned away when {@code required}.
     */
    public ServerTls clientAuthority(X509Certificate authority, boolean required) {
        return new ServerTls(identity, authority, required, protocols);
    }

    /** Speaks these versions only, for example {@code TLSv1.2}. */
    public ServerTls protocols(String... names) {
        return new ServerTls(identity, clientAuthority, clientRequired, List.of(names));
    }

    SslContext context() {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.JDK);
        if (clientAuthority != null) {
            builder.trustManager(clientAuthority).clientAuth(clientRequired ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        if (!protocols.isEmpty()) {
            builder.protocols(protocols);
        }
        try {
            return builder.build();
        } catch (SSLException impossible) {
            throw new LabException(
                    "LAB_TLS: the listener cannot speak TLS so. Fix: look at the protocols given.", impossible);
        }
    }
}
