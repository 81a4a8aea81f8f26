package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.SslSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over an open socket, as the driver does it for a client with these settings. */
public final class TlsLayer {
    private TlsLayer() {}

    /**
     * The layer, before its handshake. Closing it leaves {@code socket} open.
     *
     * @throws IOException when this JVM has no TLS
     */
    public static SSLSocket over(Socket socket, ServerAddress server, MongoClientSettings settings) throws IOException {
        SSLSocket tls = over(socket, server, context(settings));
        SslSettings wanted = settings.getSslSettings();
        SSLParameters parameters = tls.getSSLParameters();
        try {
            parameters.setServerNames(List.of(new SNIHostName(server.getHost())));
        } catch (IllegalArgumentException literal) {
            // An address literal is no server name.
        }
        if (!wanted.isInvalidHostNameAllowed()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        tls.setSSLParameters(parameters);
        return tls;
    }

    /** As {@link #over(Socket, ServerAddress, MongoClientSettings)} with another context, checking no host name. */
    static SSLSocket over(Socket socket, ServerAddress server, SSLContext context) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(socket, server.getHost(), server.getPort(), false);
    }

    private static SSLContext context(MongoClientSettings settings) throws IOException {
        SSLContext given = settings.getSslSettings().getContext();
        try {
            return given != null ? given : SSLContext.getDefault();
        } catch (GeneralSecurityException failure) {
            throw new IOException("No TLS in this JVM", failure);
        }
    }
}
