package org.sipbrandy.srtp.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** SDES (RFC 3550 §6.5). */
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
    public static final int TYPE = 202;

    /** Item type of the canonical name. */
    public static final int CNAME = 1;

    public SourceDescription {
        chunks = Rtcp.atMost31(chunks);
    }

    /** The one description that a participant must send. */
    public static SourceDescription ofCname(int ssrc, String cname) {
        return new SourceDescription(List.of(new Chunk(ssrc, List.of(new Item(CNAME, cname)))));
    }

    /** The canonical name said of an SSRC. */
    public Optional<String> cname(int ssrc) {
        return chunks.stream()
                .filter(chunk -> chunk.ssrc() == ssrc)
                .flatMap(chunk -> chunk.items().stream())
                .filter(item -> item.type() == CNAME)
                .map(Item::text)
                .findFirst();
    }

    @Override
    public int packetType() {
        return TYPE;
    }

    /** What is said of one source. */
    public record Chunk(int ssrc, List<Item> items) {
        public Chunk {
            items = List.copyOf(items);
        }
    }

    /**
     * One item.
     *
     * @param type 1 … 255
     * @param text at most 255 octets of UTF-8; malformed UTF-8 was replaced
     */
    public record Item(int type, String text) {
        public Item {
            Rtcp.check(type > 0 && type <= 255, "item type", type);
            // What was replaced in parsing may be longer than what was received; the writer is the one to refuse.
        }

        byte[] utf8() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
