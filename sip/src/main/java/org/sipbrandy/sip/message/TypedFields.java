package org.sipbrandy.sip.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads field values as types, once: the field keeps what was read. */
final class TypedFields {
    /** Takes one value from the text; stops before a comma. */
    interface Grammar<T> {
        T take(Cursor in);
    }

    static final Grammar<NameAddr> ADDRESS = NameAddrParser::parse;
    static final Grammar<Via> VIA = Via::parse;
    static final Grammar<ReasonValue> REASON = ReasonValue::parse;
    static final Grammar<WarningValue> WARNING = WarningValue::parse;
    static final Grammar<CSeq> CSEQ = in -> CSeq.parse(rest(in));
    static final Grammar<RAck> RACK = in -> RAck.parse(rest(in));
    static final Grammar<MediaType> MEDIA_TYPE = in -> MediaType.parse(rest(in));
    static final Grammar<ContentDisposition> DISPOSITION = in -> ContentDisposition.parse(rest(in));
    static final Grammar<Instant> DATE = in -> SipDate.parse(rest(in));
    static final Grammar<String> CALL_ID = TypedFields::callId;
    static final Grammar<SipMethod> METHOD = TypedFields::method;

    private TypedFields() {}

    private static String rest(Cursor in) {
        String text = in.text;
        in.at = in.end;
        return text;
    }

    // RFC 3261 §25.1: callid = word [ "@" word ]
    private static String callId(Cursor in) {
        int start = in.at;
        String first = in.run(CharClass.WORD);
        boolean second = in.take('@');
        if (first.isEmpty() || second && in.run(CharClass.WORD).isEmpty()) {
            throw in.error("malformed Call-ID");
        }
        return in.text.substring(start, in.at);
    }

    private static SipMethod method(Cursor in) {
        in.skipSpace();
        SipMethod method = SipMethod.of(in.token("method"));
        in.skipSpace();
        return method;
    }

    /** The one value of the field. */
    static <T> T one(HeaderField field, Grammar<T> grammar) {
        List<T> values = many(field, grammar);
        if (values.size() != 1) {
            throw new SipParseException("more than one value in " + field.name(), 0);
        }
        return values.get(0);
    }

    /** All values of the field, at least one. */
    @SuppressWarnings("unchecked") // a field has one grammar, by its name
    static <T> List<T> many(HeaderField field, Grammar<T> grammar) {
        @Nullable Object known = field.typed();
        if (known != null) {
            return (List<T>) known;
        }
        Cursor in = new Cursor(field.value());
        T first = grammar.take(in);
        List<T> values;
        if (in.atEnd()) {
            values = List.of(first);
        } else {
            List<T> list = new ArrayList<>(4);
            list.add(first);
            while (in.take(',')) {
                if (list.size() == SipLimits.MAX_VALUES) {
                    throw in.error("too many values");
                }
                list.add(grammar.take(in));
            }
            in.requireEnd();
            values = List.copyOf(list);
        }
        field.keepTyped(values);
        return values;
    }

    static <T> List<T> all(Headers headers, String canonicalName, Grammar<T> grammar) {
        List<T> single = List.of();
        @Nullable List<T> several = null;
        for (int i = 0; i < headers.size(); i++) {
            HeaderField field = headers.at(i);
            // an empty value is an empty list: Allow, Supported and Accept may have one
            if (!field.is(canonicalName) || grammar == METHOD && field.value().isEmpty()) {
                continue;
            }
            List<T> values = many(field, grammar);
            if (several != null) {
                several.addAll(values);
            } else if (single.isEmpty()) {
                single = values;
            } else {
                several = new ArrayList<>(single);
                several.addAll(values);
            }
        }
        return several == null ? single : List.copyOf(several);
    }

    static <T> Optional<T> optional(Headers headers, String canonicalName, Grammar<T> grammar) {
        HeaderField field = headers.find(canonicalName);
        return field == null ? Optional.empty() : Optional.of(one(field, grammar));
    }

    static OptionalLong number(Headers headers, String canonicalName, long max) {
        HeaderField field = headers.find(canonicalName);
        if (field == null) {
            return OptionalLong.empty();
        }
        OptionalLong value = Digits.bounded(field.value(), max);
        if (value.isEmpty()) {
            throw new SipParseException("malformed " + canonicalName, 0);
        }
        return value;
    }
}
