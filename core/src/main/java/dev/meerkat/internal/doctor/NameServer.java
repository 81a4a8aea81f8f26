package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.spi.dns.DnsClient;
import com.mongodb.spi.dns.DnsClientProvider;
import com.mongodb.spi.dns.DnsException;
import com.mongodb.spi.dns.DnsWithResponseCodeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.ServiceLoader;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * Asks DNS for records as the driver does: by the client in the settings, else a provider on the class path, else JNDI, which follows the system
 * property {@code java.naming.provider.url}. Immutable.
 */
final class NameServer implements DnsClient {
    private static final int NO_SUCH_NAME = 3;

    /** What the driver uses for a client with these settings. */
    static DnsClient of(MongoClientSettings settings) {
        DnsClient own = settings.getDnsClient();
        return own != null
                ? own
                : ServiceLoader.load(DnsClientProvider.class)
                        .findFirst()
                        .map(DnsClientProvider::create)
                        .orElseGet(NameServer::new);
    }

    @Override
    public List<String> getResourceRecordData(String name, String type) throws DnsException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                Attribute records =
                        context.getAttributes(name, new String[] {type}).get(type);
                return records == null ? List.of() : texts(records);
            } finally {
                context.close();
            }
        } catch (NameNotFoundException absent) {
            throw new DnsWithResponseCodeException(absent.getMessage(), NO_SUCH_NAME, absent);
        } catch (NamingException failure) {
            throw new DnsException(failure.getMessage(), failure);
        }
    }

    private static List<String> texts(Attribute records) throws NamingException {
        List<String> texts = new ArrayList<>();
        for (Object record : Collections.list(records.getAll())) {
            texts.add(String.valueOf(record));
        }
        return texts;
    }
}
