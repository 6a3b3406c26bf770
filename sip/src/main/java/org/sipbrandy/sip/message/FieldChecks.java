package org.sipbrandy.sip.message;

import org.jspecify.annotations.Nullable;

/** What {@link SipParser} checks of the header fields. */
final class FieldChecks {
    private FieldChecks() {}

    /** @throws SipParseException for the first fault */
    static void check(Headers headers) {
        boolean dateMatters = false;
        for (int i = 0; i < headers.size(); i++) {
            HeaderField field = headers.at(i);
            // the names of fields are the constants of HeaderName where they are known
            switch (field.name()) {
                case HeaderName.VIA -> TypedFields.many(field, TypedFields.VIA);
                case HeaderName.FROM, HeaderName.TO -> {
                    requireOnce(headers, field);
                    TypedFields.one(field, TypedFields.ADDRESS);
                }
                case HeaderName.CALL_ID -> {
                    requireOnce(headers, field);
                    TypedFields.one(field, TypedFields.CALL_ID);
                }
                case HeaderName.CSEQ -> {
                    requireOnce(headers, field);
                    TypedFields.one(field, TypedFields.CSEQ);
                }
                case HeaderName.MAX_FORWARDS -> {
                    requireOnce(headers, field);
                    requireNumber(field, 255);
                }
                case HeaderName.CONTENT_LENGTH -> {
                    requireOnce(headers, field);
                    requireNumber(field, Integer.MAX_VALUE);
                }
                case HeaderName.RSEQ -> {
                    requireOnce(headers, field);
                    requireNumber(field, RAck.MAX_RSEQ);
                }
                case HeaderName.RACK -> {
                    requireOnce(headers, field);
                    TypedFields.one(field, TypedFields.RACK);
                }
                case HeaderName.CONTENT_TYPE -> {
                    requireOnce(headers, field);
                    TypedFields.one(field, TypedFields.MEDIA_TYPE);
                }
                case HeaderName.CONTACT -> checkContact(headers, field);
                case HeaderName.ROUTE, HeaderName.RECORD_ROUTE -> TypedFields.many(field, TypedFields.ADDRESS);
                case HeaderName.REQUIRE, HeaderName.PROXY_REQUIRE -> checkTokens(field);
                case HeaderName.IDENTITY -> dateMatters = true;
                default -> {
                    // RFC 3261 §8.2.2: what is not needed may be malformed
                }
            }
        }
        if (dateMatters) {
            checkDate(headers);
        }
    }

    private static void requireOnce(Headers headers, HeaderField field) {
        if (headers.find(field.name()) != field) {
            throw new SipParseException("more than one " + field.name(), 0);
        }
    }

    private static void requireNumber(HeaderField field, long max) {
        if (Digits.bounded(field.value(), max).isEmpty()) {
            throw new SipParseException("malformed " + field.name(), 0);
        }
    }

    private static void checkContact(Headers headers, HeaderField field) {
        // RFC 3261 §25.1: "*" stands alone
        if (!field.value().equals("*")) {
            TypedFields.many(field, TypedFields.ADDRESS);
        } else if (headers.count(HeaderName.CONTACT) > 1) {
            throw new SipParseException("Contact beside *", 0);
        }
    }

    private static void checkTokens(HeaderField field) {
        Cursor in = new Cursor(field.value());
        while (!in.atEnd()) {
            in.token("option tag");
            if (!in.takeSeparator(',')) {
                in.skipSpace();
                in.requireEnd();
            }
        }
    }

    // RFC 8224 §4.1 builds on Date: beside Identity a malformed one matters (RFC 4475 §3.1.2.12)
    private static void checkDate(Headers headers) {
        @Nullable HeaderField date = headers.find(HeaderName.DATE);
        if (date != null) {
            if (headers.count(HeaderName.DATE) > 1) {
                throw new SipParseException("more than one Date", 0);
            }
            TypedFields.one(date, TypedFields.DATE);
        }
    }
}
