package dev.meerkat.diagnosis;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.ServerAddress;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Failures as the driver throws them, with a user and a password wherever a text could hold one. */
final class Failures {
    static final String USER = "ada-the-user";
    static final String PASSWORD = "s3cr3t-p4ss";
    static final String SECRETS = USER + ":" + PASSWORD;
    static final ServerAddress SERVER = new ServerAddress("db.example.org", 27018);

    private Failures() {}

    static MongoCommandException command(int code, String name, String text) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("codeName", new BsonString(name))
                        .append("errmsg", new BsonString(text + " " + SECRETS)),
                SERVER);
    }

    static MongoSecurityException login(Throwable cause) {
        MongoCredential credential = MongoCredential.createCredential(USER, "admin", PASSWORD.toCharArray());
        return new MongoSecurityException(credential, "Exception authenticating " + credential, cause);
    }

    static MongoSocketReadException read(Throwable cause) {
        return new MongoSocketReadException("Exception receiving message", SERVER, cause);
    }

    static MongoSocketWriteException write(Throwable cause) {
        return new MongoSocketWriteException("Exception sending message", SERVER, cause);
    }

    static MongoSocketWriteException handshake(String text, Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException(text);
        failure.initCause(cause);
        return write(failure);
    }

    static MongoSocketWriteException handshake(String text) {
        return write(new SSLHandshakeException(text));
    }
}
