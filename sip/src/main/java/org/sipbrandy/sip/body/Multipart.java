package org.sipbrandy.sip.body;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderField;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipLimits;
import org.sipbrandy.sip.message.SipParseException;

/**
 * A multipart body, RFC 2046 §5.1 and RFC 5621.
 *
 * @param type {@code multipart/…} with its boundary
 * @param parts 1 to {@link SipLimits#MAX_PARTS}
 */
public record Multipart(MediaType type, List<BodyPart> parts) {
    public Multipart {
        parts = List.copyOf(parts);
        if (!type.isMultipart()
                || !Boundary.isValid(type.parameters().get("boundary").orElse(""))) {
            throw new IllegalArgumentException("not a multipart type with a boundary");
        }
        if (parts.isEmpty() || parts.size() > SipLimits.MAX_PARTS) {
            throw new IllegalArgumentException("number of parts out of range");
        }
    }

    /** A {@code multipart/<subtype>} with a boundary of its own. */
    public static Multipart of(String subtype, List<BodyPart> parts, RandomGenerator random) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        String boundary = "brandy-" + HexFormat.of().formatHex(octets);
        return new Multipart(MediaType.of("multipart", subtype).withParameter("boundary", boundary), parts);
    }

    /**
     * The parts of a body; parts that are multipart themselves are not taken apart.
     *
     * @throws SipParseException if the boundary is missing or malformed, the last delimiter is missing,
     *     a part's header is malformed, or there are too many parts
     */
    public static Multipart parse(MediaType type, Body body) {
        return parse(type, body.bytes());
    }

    /** The same. */
    public static Multipart parse(MediaType type, byte[] body) {
        String boundary = type.parameters().get("boundary").orElse("");
        if (!type.isMultipart() || !Boundary.isValid(boundary)) {
            throw new SipParseException("multipart without boundary", 0);
        }
        return new Multipart(type, new Boundary(boundary).split(body));
    }

    /** The part with that Content-ID; empty if there is none, or more than one. RFC 2392. */
    public Optional<BodyPart> part(String contentId) {
        List<BodyPart> found = parts.stream()
                .filter(part -> part.contentId().filter(contentId::equals).isPresent())
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * All parts that are not multipart, whatever they are nested in, in order.
     *
     * @throws SipParseException if one is malformed, or nested deeper than {@link SipLimits#MAX_MULTIPART_DEPTH}
     */
    public List<BodyPart> leaves() {
        List<BodyPart> leaves = new ArrayList<>();
        collect(this, 1, leaves);
        return List.copyOf(leaves);
    }

    private static void collect(Multipart multipart, int depth, List<BodyPart> leaves) {
        for (BodyPart part : multipart.parts) {
            if (!part.contentType().isMultipart()) {
                leaves.add(part);
            } else if (depth == SipLimits.MAX_MULTIPART_DEPTH) {
                throw new SipParseException("multipart nested too deep", 0);
            } else {
                collect(parse(part.contentType(), part.body()), depth + 1, leaves);
            }
        }
    }

    /**
     * The octets, for a message whose Content-Type is {@link #type}.
     *
     * @throws IllegalArgumentException if a part holds the delimiter
     */
    public Body encode() {
        String boundary = type.parameters().get("boundary").orElse("");
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
        byte[] lineEnd = {'\r', '\n'};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (BodyPart part : parts) {
            if (Boundary.contains(part.body().bytes(), delimiter)) {
                throw new IllegalArgumentException("a part holds the boundary");
            }
            out.writeBytes(delimiter);
            out.writeBytes(lineEnd);
            for (HeaderField field : part.headers().fields()) {
                out.writeBytes(field.bytes());
                out.writeBytes(lineEnd);
            }
            out.writeBytes(lineEnd);
            part.body().writeTo(out);
            out.writeBytes(lineEnd);
        }
        out.writeBytes(delimiter);
        out.writeBytes(new byte[] {'-', '-', '\r', '\n'});
        return Body.of(out.toByteArray());
    }
}
