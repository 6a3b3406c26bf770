package org.sipbrandy.sip.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message in order. Immutable. Names are given in any case, long or compact.
 *
 * <p>The accessors of {@code from}, {@code to}, {@code callId}, {@code cseq} and {@code topVia} throw
 * {@link SipParseException} if the field is missing or malformed; in a parsed message they never are.
 * The other typed accessors give an empty value for a missing field, and throw for a malformed one;
 * which fields {@link SipParser} has checked is said there.
 */
public final class Headers {
    /** No fields. */
    public static final Headers NONE = new Headers(new HeaderField[0]);

    private final HeaderField[] fields;

    Headers(HeaderField[] fields) {
        this.fields = fields;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return new Builder().addAll(this);
    }

    /** All in order, unmodifiable. */
    public List<HeaderField> fields() {
        return List.of(fields);
    }

    int size() {
        return fields.length;
    }

    HeaderField at(int index) {
        return fields[index];
    }

    @Nullable
    HeaderField find(String canonicalName) {
        for (HeaderField field : fields) {
            if (field.is(canonicalName)) {
                return field;
            }
        }
        return null;
    }

    private List<HeaderField> named(String name) {
        String canonical = HeaderName.canonical(name);
        List<HeaderField> found = new ArrayList<>(2);
        for (HeaderField field : fields) {
            if (field.name().equalsIgnoreCase(canonical)) {
                found.add(field);
            }
        }
        return found;
    }

    public boolean has(String name) {
        return count(name) > 0;
    }

    /** How many fields have the name, whatever the number of values in each. */
    public int count(String name) {
        return named(name).size();
    }

    /** The value of the first field of that name, unfolded; a list is not taken apart. */
    public Optional<String> first(String name) {
        List<HeaderField> found = named(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).value());
    }

    /** The values of all fields of that name, unfolded; lists are not taken apart. */
    public List<String> all(String name) {
        return named(name).stream().map(HeaderField::value).toList();
    }

    /**
     * The comma-separated elements of all fields of that name. Not for headers whose grammar has
     * commas of its own: Date, and the credentials and challenges of authentication.
     *
     * @throws SipParseException if a quoted string or an angle bracket does not end
     */
    public List<String> list(String name) {
        List<String> elements = new ArrayList<>(4);
        for (HeaderField field : named(name)) {
            CommaList.split(field.value(), elements);
        }
        return List.copyOf(elements);
    }

    public NameAddr from() {
        return TypedFields.one(required(HeaderName.FROM), TypedFields.ADDRESS);
    }

    public NameAddr to() {
        return TypedFields.one(required(HeaderName.TO), TypedFields.ADDRESS);
    }

    public String callId() {
        return TypedFields.one(required(HeaderName.CALL_ID), TypedFields.CALL_ID);
    }

    public CSeq cseq() {
        return TypedFields.one(required(HeaderName.CSEQ), TypedFields.CSEQ);
    }

    public Via topVia() {
        return TypedFields.many(required(HeaderName.VIA), TypedFields.VIA).get(0);
    }

    private HeaderField required(String name) {
        HeaderField field = find(name);
        if (field == null) {
            throw new SipParseException("missing " + name, 0);
        }
        return field;
    }

    public List<Via> vias() {
        return TypedFields.all(this, HeaderName.VIA, TypedFields.VIA);
    }

    /** The addresses in Contact; empty if it is {@code *}. */
    public List<NameAddr> contacts() {
        return hasStarContact() ? List.of() : addresses(HeaderName.CONTACT);
    }

    /** Whether Contact is {@code *}, RFC 3261 §10.2.2. */
    public boolean hasStarContact() {
        HeaderField field = find(HeaderName.CONTACT);
        return field != null && field.value().equals("*");
    }

    public List<NameAddr> routes() {
        return addresses(HeaderName.ROUTE);
    }

    public List<NameAddr> recordRoutes() {
        return addresses(HeaderName.RECORD_ROUTE);
    }

    /** The addresses of any header whose grammar is that of Route: Path, Service-Route, P-Asserted-Identity, … */
    public List<NameAddr> addresses(String name) {
        return TypedFields.all(this, HeaderName.canonical(name), TypedFields.ADDRESS);
    }

    /** Option tags, as spelled. */
    public List<String> require() {
        return list(HeaderName.REQUIRE);
    }

    /** Option tags, as spelled. */
    public List<String> proxyRequire() {
        return list(HeaderName.PROXY_REQUIRE);
    }

    /** Option tags, as spelled. */
    public List<String> supported() {
        return list(HeaderName.SUPPORTED);
    }

    /** Option tags, as spelled. */
    public List<String> unsupported() {
        return list(HeaderName.UNSUPPORTED);
    }

    public List<SipMethod> allow() {
        return TypedFields.all(this, HeaderName.ALLOW, TypedFields.METHOD);
    }

    /** 1 to 2³²−1, RFC 3262 §7.1. */
    public OptionalLong rseq() {
        return TypedFields.number(this, HeaderName.RSEQ, RAck.MAX_RSEQ);
    }

    public Optional<RAck> rack() {
        return TypedFields.optional(this, HeaderName.RACK, TypedFields.RACK);
    }

    /** 0 to 255. */
    public OptionalLong maxForwards() {
        return TypedFields.number(this, HeaderName.MAX_FORWARDS, 255);
    }

    public OptionalLong contentLength() {
        return TypedFields.number(this, HeaderName.CONTENT_LENGTH, Integer.MAX_VALUE);
    }

    public Optional<MediaType> contentType() {
        return TypedFields.optional(this, HeaderName.CONTENT_TYPE, TypedFields.MEDIA_TYPE);
    }

    public Optional<ContentDisposition> contentDisposition() {
        return TypedFields.optional(this, HeaderName.CONTENT_DISPOSITION, TypedFields.DISPOSITION);
    }

    /** Seconds, 0 to 2³²−1. */
    public OptionalLong expires() {
        return TypedFields.number(this, HeaderName.EXPIRES, RAck.MAX_RSEQ);
    }

    /** Seconds, 0 to 2³²−1; comment and duration are not looked at. */
    public OptionalLong retryAfter() {
        HeaderField field = find(HeaderName.RETRY_AFTER);
        if (field == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(new Cursor(field.value()).number(RAck.MAX_RSEQ, HeaderName.RETRY_AFTER));
    }

    /** RFC 3261 §20.17; malformed if the zone is not GMT, which matters only beside Identity (RFC 4475 §3.1.2.12). */
    public Optional<Instant> date() {
        return TypedFields.optional(this, HeaderName.DATE, TypedFields.DATE);
    }

    /** The values of Identity, one for each field, RFC 8224 §4; not parsed here. */
    public List<String> identity() {
        return all(HeaderName.IDENTITY);
    }

    public List<ReasonValue> reason() {
        return TypedFields.all(this, HeaderName.REASON, TypedFields.REASON);
    }

    public List<WarningValue> warning() {
        return TypedFields.all(this, HeaderName.WARNING, TypedFields.WARNING);
    }

    /** With one field in the place of all of that name. */
    public Headers with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    public Headers with(String name, HeaderValue value) {
        return with(name, value.toString());
    }

    /** With another field after all others. */
    public Headers withAdded(String name, String value) {
        return toBuilder().add(name, value).build();
    }

    /** With another field before all others, as for Via. */
    public Headers withFirst(String name, String value) {
        return toBuilder().addFirst(name, value).build();
    }

    /** With the top Via exchanged; other Vias in its field stay. */
    public Headers withTopVia(Via via) {
        return toBuilder().topVia(via).build();
    }

    public Headers without(String name) {
        return has(name) ? toBuilder().remove(name).build() : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && headers.fields().equals(fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (HeaderField field : fields) {
            out.append(field).append("\r\n");
        }
        return out.toString();
    }

    /** Makes headers. Not thread-safe. */
    public static final class Builder {
        private final List<HeaderField> list = new ArrayList<>();

        private Builder() {}

        /** Adds a field at the end, as it is. */
        public Builder add(HeaderField field) {
            list.add(field);
            return this;
        }

        /** Adds a field at the end. */
        public Builder add(String name, String value) {
            return add(HeaderField.of(name, value));
        }

        public Builder add(String name, HeaderValue value) {
            return add(name, value.toString());
        }

        /** Adds a field before all others. */
        public Builder addFirst(String name, String value) {
            list.add(0, HeaderField.of(name, value));
            return this;
        }

        public Builder addFirst(String name, HeaderValue value) {
            return addFirst(name, value.toString());
        }

        public Builder addAll(Headers headers) {
            list.addAll(headers.fields());
            return this;
        }

        /** Puts one field where the first of that name was, or at the end; the others of that name go. */
        public Builder set(String name, String value) {
            HeaderField added = HeaderField.of(name, value);
            int at = indexOf(added.name());
            if (at < 0) {
                return add(added);
            }
            list.set(at, added);
            for (int i = list.size() - 1; i > at; i--) {
                if (list.get(i).name().equalsIgnoreCase(added.name())) {
                    list.remove(i);
                }
            }
            return this;
        }

        public Builder set(String name, HeaderValue value) {
            return set(name, value.toString());
        }

        public Builder remove(String name) {
            String canonical = HeaderName.canonical(name);
            list.removeIf(field -> field.name().equalsIgnoreCase(canonical));
            return this;
        }

        private int indexOf(String canonicalName) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).name().equalsIgnoreCase(canonicalName)) {
                    return i;
                }
            }
            return -1;
        }

        /** Exchanges the first Via value, keeping others that share its field; adds it if there is none. */
        public Builder topVia(Via via) {
            int at = indexOf(HeaderName.VIA);
            if (at < 0) {
                return addFirst(HeaderName.VIA, via);
            }
            List<String> values = new ArrayList<>(2);
            CommaList.split(list.get(at).value(), values);
            values.set(0, via.toString());
            list.set(at, HeaderField.of(HeaderName.VIA, String.join(", ", values)));
            return this;
        }

        void toTag(String tag) {
            if (!CharClass.isToken(tag)) {
                throw new IllegalArgumentException("tag is not a token");
            }
            int at = indexOf(HeaderName.TO);
            if (at < 0) {
                return;
            }
            String text = list.get(at).value();
            boolean tagged;
            try {
                tagged = NameAddr.parse(text).tag().isPresent();
            } catch (SipParseException e) {
                tagged = text.contains(";tag=");
            }
            if (!tagged) {
                list.set(at, list.get(at).withSuffix(";tag=" + tag));
            }
        }

        public Headers build() {
            return list.isEmpty() ? NONE : new Headers(list.toArray(new HeaderField[0]));
        }
    }
}
