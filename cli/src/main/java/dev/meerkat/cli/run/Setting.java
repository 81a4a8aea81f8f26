package dev.meerkat.cli.run;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --option name=value}.
 *
 * @param name the option's name, in camelCase or kebab-case
 * @param value its text form; may be a secret
 */
public record Setting(String name, String value) {
    /** The name as it is compared: {@code max-pool-size} is {@code maxPoolSize}. */
    String spelledAlike() {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Only the name: the value may be a secret. */
    @Override
    public String toString() {
        return name + "=<hidden>";
    }

    /** Reads {@code name=value}; never repeats what it could not read. */
    static final class Reader implements ITypeConverter<Setting> {
        @Override
        public Setting convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("is not of the form name=value, for example maxPoolSize=10");
            }
            return new Setting(text.substring(0, equals).strip(), text.substring(equals + 1));
        }
    }
}
