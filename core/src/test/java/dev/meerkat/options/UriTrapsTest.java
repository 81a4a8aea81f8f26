package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.error.InvalidOptionsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4 and O3: what is wrong with a URI is known when options are built, and told without a part of user or password. */
class UriTrapsTest {
    private static final String SECRET = "hunter";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "~~ => is empty",
                "mongo://h => must begin with mongodb://",
                "MONGODB://h => must begin with mongodb://",
                "mongodb:/h => must begin with mongodb://",
                "localhost:27017 => must begin with mongodb://",
                "\"mongodb://h\" => in quotes",
                "~mongodb://h ~ => white space",
                "mongodb:// => a host is missing",
                "mongodb://a,,b => a host is missing",
                "mongodb://a, => a host is missing",
                "mongodb://h:port => a port must be a number",
                "mongodb://h: => a port must be a number",
                "mongodb://h:0 => from 1 to 65535",
                "mongodb://h:65536 => from 1 to 65535",
                "mongodb://::1 => a host may hold",
                "mongodb://h[x] => a host may hold",
                "mongodb://@h => no user in front",
                "mongodb://:hunter@h => no user in front",
                "mongodb://ada:hunt@er@h => '@' or ':'",
                "mongodb://ada:hunt:er@h => '@' or ':'",
                "mongodb://ada:hunt%er@h => '%' without",
                "mongodb://ada:hunter%@h => '%' without",
                "mongodb://ada:hunt/er@h => an '@' stands behind",
                "mongodb://ada:hunt?er@h => an '@' stands behind",
                "mongodb://ada:<password>@h => placeholder",
                "mongodb://ada:${PASSWORD}@h => placeholder",
                "mongodb://ada@h => a user but no password",
                "mongodb://ada:@h => a user but no password",
                "mongodb://h/my.db => name of a database",
                "mongodb://h/a%zz => '%' without",
                "mongodb://h/?maxPoolSize => must have the form name=value",
                "mongodb://h/?appName=xmaxPoolSize=5 => '&' that is missing",
                "mongodb://h/?=x => must have the form name=value",
                "mongodb://h/?appName=%zz => '%' without",
                "mongodb://h/?maxPoolSize=ten => maxPoolSize = ten: must be a whole number",
                "mongodb://h/?maxPoolSize=-1 => maxPoolSize = -1: must be a whole number",
                "mongodb://h/?maxIdleTimeMS=5s => milliseconds",
                "mongodb://h/?heartbeatFrequencyMS=100 => heartbeatFrequencyMS = 100ms: must be whole milliseconds from 500ms",
                "mongodb://h/?minPoolSize=5&maxPoolSize=4 => must not be above maxPoolSize",
                "mongodb://h/?tls=yep => tls = yep: must be true or false",
                "mongodb://h/?retryWrites= => retryWrites = '': must be true or false",
                "mongodb://h/?autoIndex=yes => autoIndex = yes: must be true or false",
                "mongodb://h/?replicaSet= => replicaSet = '': must be text",
                "mongodb://h/?authSource= => authSource = '': must be text",
                "mongodb://h/?appName= => appName = '': must be text",
                "mongodb://h/?replicaset=a&replicaSet=b => must stand once",
                "mongodb://h/?journal=true&j=true => journal",
                "mongodb://h/?timeoutMS=5&operationTimeoutMS=6 => means the same as timeoutMS",
                "mongodb://h/?maxPoolsSize=5 => did you mean maxPoolSize?",
                "mongodb://h/?tlsCertificateFile=x => is unknown",
                "mongodb://h/?tls=true&ssl=false => must say the same as tls",
                "mongodb://h/?tlsInsecure=true&tlsAllowInvalidHostnames=true => must not stand beside",
                "mongodb://h/?directConnection=true&loadBalanced=true => must not be true with directConnection",
                "mongodb://a,b/?directConnection=true => must not be true with several hosts",
                "mongodb://a,b/?loadBalanced=true => must not be true with several hosts",
                "mongodb://h/?loadBalanced=true&replicaSet=a => must not be true with replicaSet",
                "mongodb://h/?w=0&journal=true => must not be true with w=0",
                "mongodb://h/?readPreference=secundary => one of primary",
                "mongodb://h/?readPreferenceTags=dc:a => another one than primary",
                "mongodb://h/?readPreference=nearest&readPreferenceTags=dc => must be key:value",
                "mongodb://ada:hunter@h/?authMechanismProperties=hunter => must be key:value",
                "mongodb://h/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:test,ALLOWED_HOSTS:hunter => the driver refuses",
                "mongodb://h/?readPreference=nearest&maxStalenessSeconds=20 => must be -1 or a whole number from 90",
                "mongodb://h/?readPreference=nearest&maxStalenessSeconds=95&heartbeatFrequencyMS=90000 => here 100s",
                "mongodb://h/?compressors=lz4 => zlib, snappy and zstd",
                "mongodb://h/?authMechanism=SCRAM => one of SCRAM-SHA-256",
                "mongodb://h/?authMechanism=PLAIN => there is no user",
                "mongodb://ada:hunter@h/?authMechanism=MONGODB-X509 => takes no password",
                "mongodb://ada@h/?authMechanism=MONGODB-X509&authSource=admin => must be $external",
                "mongodb://h/?proxyPort=1080 => must not stand without proxyHost",
                "mongodb://h/?proxyHost=p&proxyPassword=hunter => must stand together",
                "mongodb://h/?proxyHost=p&proxyPort=70000 => up to 65535",
                "mongodb://h/?srvMaxHosts=3 => must not stand in a mongodb:// URI",
                "mongodb+srv://h.example.com:27017 => takes no port",
                "mongodb+srv://a.example.com,b.example.com => one host alone",
                "mongodb+srv://a.example.com/?directConnection=true => must not be true with mongodb+srv",
                "mongodb+srv://a.example.com/?srvMaxHosts=2&replicaSet=a => must not stand beside replicaSet",
                "mongodb://h/?tls=false&tlsCAFile=x.pem => must be on with certificates",
                "mongodb://h/?tlsCAFile=/no/such/file.pem => does not exist",
                "mongodb://h/?tlsCertificateKeyFilePassword=hunter => must not stand without tlsCertificateKeyFile",
                "mongodb://h/?retry=often => none, fixed(delay) or exponential",
                "mongodb://h/?customize=x => is unknown",
                "mongodb://h/?password=hunter => is unknown",
            })
    void aTrapIsToldWithRuleAndFix(String uri, String rule) {
        ConnectionOptions.Builder builder = ConnectionOptions.builder().uri(uri);
        InvalidOptionsException thrown = catchThrowableOfType(InvalidOptionsException.class, builder::build);
        assertThat(thrown).as(uri).isNotNull();
        assertThat(thrown.getMessage())
                .startsWith("MK-INVALID-OPTIONS: ")
                .contains(rule, "Fix: ")
                .doesNotContain(SECRET, "hunt@er", "hunt:er", "hunt/er", "hunt?er", "%er");
        assertThat(thrown.getCause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://h",
                "mongodb://h/",
                "mongodb://h?tls=true",
                "mongodb://my_container:27017",
                "mongodb://a:1,b:2,c:3/shop?replicaSet=rs0&w=majority&wtimeoutMS=5000&journal=true&readConcernLevel=majority",
                "mongodb://h/?tls=true&ssl=true",
                "mongodb://h/?retryWrites=1&tls=no",
                "mongodb://h/?readPreference=nearest&readPreferenceTags=dc:a&readPreferenceTags=dc:b&readPreferenceTags=",
                "mongodb://h/?compressors=zstd,zlib&zlibCompressionLevel=6",
                "mongodb://CN%3Dada@h/?authMechanism=MONGODB-X509&tls=true",
                "mongodb://h/?authMechanism=MONGODB-X509",
                "mongodb://h/?authMechanism=MONGODB-AWS",
                "mongodb://ada%40realm@h/?authMechanism=GSSAPI&authMechanismProperties=SERVICE_NAME:mongo",
                "mongodb://h/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:test",
                "mongodb://h/?proxyHost=p&proxyPort=1080&proxyUsername=u&proxyPassword=v",
                "mongodb://h/?uuidRepresentation=standard&serverMonitoringMode=poll&localThresholdMS=15",
                "mongodb://h/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:dG9rZW4=",
                "mongodb://h/?loadBalanced=true",
                "mongodb://h/?directConnection=true&replicaSet=a",
                "mongodb+srv://cluster0.example.mongodb.net/shop?retryWrites=true&w=majority&appName=Cluster0",
                "mongodb+srv://ada:pw@cluster0.example.mongodb.net/?srvServiceName=x&srvMaxHosts=0&replicaSet=a",
                "mongodb+srv://no-dots",
                "mongodb://h/?timeoutMS=0&waitQueueTimeoutMS=1000&maxIdleTimeMS=0&socketTimeoutMS=0",
            })
    void itsNeighbourIsTaken(String uri) {
        assertThatCode(() -> ConnectionOptions.builder().uri(uri).build())
                .as(uri)
                .doesNotThrowAnyException();
    }
}
