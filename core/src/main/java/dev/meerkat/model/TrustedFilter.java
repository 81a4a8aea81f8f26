package dev.meerkat.model;

import dev.meerkat.internal.model.Trusted;
import org.bson.conversions.Bson;

/**
 * Says that a filter's operators were written by the program, though they stand in a {@code Document} or map: Mongoose's {@code trusted()}.
 * The driver's {@code Filters} need it not. Source: contract §4, {@code sanitizeFilter}.
 */
public final class TrustedFilter {
    private TrustedFilter() {}

    /** The filter, with every operator in it trusted; never give it what came from outside. */
    public static Bson of(Bson filter) {
        return new Trusted(filter);
    }
}
