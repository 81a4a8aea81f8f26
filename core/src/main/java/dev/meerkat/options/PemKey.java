package dev.meerkat.options;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys in PKCS #8, encrypted or not. */
final class PemKey {
    private static final String CONVERT = "convert it: openssl pkcs8 -topk8 -in old.pem -out new.pem";

    private PemKey() {}

    /** A key that cannot be used, and what to do about it. */
    static final class Unusable extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        private final String rule;
        private final String fix;

        Unusable(String rule, String fix) {
            super(rule);
            this.rule = rule;
            this.fix = fix;
        }

        String rule() {
            return rule;
        }

        String fix() {
            return fix;
        }
    }

    static PrivateKey read(String label, byte[] encoded, @Nullable String passPhrase)
            throws IOException, GeneralSecurityException {
        return switch (label) {
            case "PRIVATE KEY" -> plain(new PKCS8EncodedKeySpec(encoded));
            case "ENCRYPTED PRIVATE KEY" -> encrypted(encoded, passPhrase);
            default -> throw new Unusable("holds a key of the old form BEGIN " + label, CONVERT);
        };
    }

    private static PrivateKey encrypted(byte[] encoded, @Nullable String passPhrase)
            throws IOException, GeneralSecurityException {
        if (passPhrase == null) {
            throw new Unusable("holds an encrypted key", "set tlsCertificateKeyFilePassword");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
        try {
            // Only the parameters' text names the algorithm in a form that the JDK takes again.
            String named = info.getAlgParameters() == null
                    ? ""
                    : info.getAlgParameters().toString();
            String algorithm = named.startsWith("PBE") ? named : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passPhrase.toCharArray())),
                    info.getAlgParameters());
            return plain(info.getKeySpec(cipher));
        } catch (GeneralSecurityException wrong) {
            throw new Unusable(
                    "the key cannot be decrypted", "check tlsCertificateKeyFilePassword, or encrypt with AES");
        }
    }

    private static PrivateKey plain(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA", "RSASSA-PSS"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                // Of another kind; the block itself does not say which.
                continue;
            }
        }
        throw new Unusable("holds a private key of an unknown kind", "use an RSA or EC key");
    }
}
