package dev.meerkat.diagnosis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.jspecify.annotations.Nullable;

/** What fails between Java objects and documents, before or after the server is asked. Values are not quoted; names of classes and members are. */
final class MappingRule implements Rule {
    private static final Pattern WHAT = Pattern.compile(
            "(?:record|for|class|Encoding|encode|decode|Decoding) '?(?:class )?([A-Za-z_$][\\w$.]{1,200})'?");

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        if (failure.has(BsonMaximumSizeExceededException.class)) {
            return failure.diagnosis(
                    Problem.DOCUMENT_TOO_LARGE, "The document is larger than the server's limit of 16 MB");
        }
        CodecConfigurationException mapping = failure.first(CodecConfigurationException.class);
        if (mapping == null) {
            return null;
        }
        Matcher named = WHAT.matcher(String.valueOf(mapping.getMessage()));
        String what = named.find() ? " (" + named.group(1) + ")" : "";
        return failure.diagnosis(
                Problem.MAPPING, "A Java object and a document could not be turned into each other" + what);
    }
}
