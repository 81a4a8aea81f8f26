package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract I4: the table of casts, both ways of each line. Values are extended JSON. */
class CastingTest {
    private static BsonValue json(String value) {
        return BsonDocument.parse("{v: " + value + "}").get("v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT | '42' | 42",
                "INT | ' -7 ' | -7",
                "INT | 5.0 | 5",
                "INT | true | 1",
                "LONG | 3 | {$numberLong: '3'}",
                "LONG | '9007199254740993' | {$numberLong: '9007199254740993'}",
                "DOUBLE | '0.1' | 0.1",
                "DOUBLE | 3 | 3.0",
                "DOUBLE | 'NaN' | {$numberDouble: 'NaN'}",
                "DECIMAL | '1.10' | {$numberDecimal: '1.10'}",
                "TEXT | 42 | '42'",
                "TEXT | true | 'true'",
                "TRUTH | 'false' | false",
                "TRUTH | 1 | true",
                "DATE | '1970-01-01T00:00:01Z' | {$date: {$numberLong: '1000'}}",
                "DATE | '1970-01-02' | {$date: {$numberLong: '86400000'}}",
                "DATE | {$numberLong: '5'} | {$date: {$numberLong: '5'}}",
                "OBJECT_ID | '507f1f77bcf86cd799439011' | {$oid: '507f1f77bcf86cd799439011'}"
            })
    void aValueBecomesTheKindWithoutLoss(Kind kind, String value, String cast) {
        assertThat(Casting.toKind(kind, json(value))).isEqualTo(json(cast));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT | 'x'",
                "INT | ''",
                "INT | 1.5",
                "INT | {$numberLong: '3000000000'}",
                "INT | '1e999999999'",
                "LONG | 1e30",
                "LONG | {}",
                "DOUBLE | {$numberLong: '9007199254740993'}",
                "DOUBLE | '1e999'",
                "DECIMAL | 'x'",
                "TEXT | {}",
                "TEXT | [1]",
                "TRUTH | 'perhaps'",
                "TRUTH | 2",
                "DATE | 'yesterday'",
                "DATE | 1.5",
                "OBJECT_ID | '507f'",
                "OBJECT_ID | 5"
            })
    void whereThereIsNoWayThereIsNone(Kind kind, String value) {
        assertThat(Casting.toKind(kind, json(value))).isNull();
    }

    @Test
    void aValueOfTheKindIsTheSameObjectAndANumberToCompareWithStaysWhatItIs() {
        BsonString text = new BsonString("x");
        assertThat(Casting.toKind(Kind.TEXT, text)).isSameAs(text);
        BsonValue fraction = json("1.5");
        assertThat(Casting.forComparison(Kind.INT, fraction)).isSameAs(fraction);
        assertThat(Casting.forComparison(Kind.INT, new BsonString("1"))).isEqualTo(new BsonInt32(1));
    }
}
