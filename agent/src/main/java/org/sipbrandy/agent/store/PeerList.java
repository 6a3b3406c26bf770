package org.sipbrandy.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.trust.Comparison;
import org.sipbrandy.stir.trust.KnownPeer;

/**
 * Known peers as text, to be taken to another machine: a line for each key, of who, {@code sha256:} of the key's
 * SubjectPublicKeyInfo, when it was first and last seen, in how many calls, and then {@code msec} and
 * {@code verified=TIME} where they are so. {@code #} begins a comment line.
 */
public final class PeerList {
    private static final String HEAD = "# known peers of brandy: who, key, first seen, last seen, calls, what else\n";
    private static final String KEY = "sha256:";
    private static final String NUMBER = "tel:+";
    private static final String MSEC = "msec";
    private static final String VERIFIED = "verified=";
    private static final int FIELDS = 5;
    private static final int MAX_LINE = 4_096;

    private PeerList() {}

    /** Writes them. */
    public static String write(List<KnownPeer> peers) {
        var text = new StringBuilder(HEAD);
        for (KnownPeer peer : peers) {
            text.append(peer.identity() instanceof TelephoneNumber ? NUMBER : "")
                    .append(peer.identity().value())
                    .append(' ')
                    .append(KEY)
                    .append(peer.pin().hex())
                    .append(' ')
                    .append(peer.firstSeen())
                    .append(' ')
                    .append(peer.lastSeen())
                    .append(' ')
                    .append(peer.calls())
                    .append(peer.msecSeen() ? " " + MSEC : "");
            peer.comparison().ifPresent(it -> text.append(' ').append(VERIFIED).append(it.at()));
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Reads them. What was compared on the other machine counts as {@link Comparison.How#IMPORTED}.
     *
     * @throws IllegalArgumentException with one line that names the place, if it is no such text
     */
    public static List<KnownPeer> read(String text) {
        var peers = new ArrayList<KnownPeer>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                if (line.length() > MAX_LINE) {
                    throw new IllegalArgumentException("it is too long");
                }
                peers.add(peer(line.strip().split(" +", -1)));
            } catch (StirParseException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.reason(), e);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return peers;
    }

    private static KnownPeer peer(String[] fields) {
        if (fields.length < FIELDS || !fields[1].startsWith(KEY)) {
            throw new IllegalArgumentException("not WHO sha256:KEY FIRST LAST CALLS …");
        }
        boolean msec = false;
        Optional<Comparison> comparison = Optional.empty();
        for (int i = FIELDS; i < fields.length; i++) {
            if (fields[i].equals(MSEC)) {
                msec = true;
            } else if (fields[i].startsWith(VERIFIED)) {
                Instant at = Instant.parse(fields[i].substring(VERIFIED.length()));
                comparison = Optional.of(new Comparison(Comparison.How.IMPORTED, at));
            } else {
                throw new IllegalArgumentException("'" + fields[i] + "' is neither msec nor verified=TIME");
            }
        }
        return new KnownPeer(
                identity(fields[0]),
                new KeyPin(fields[1].substring(KEY.length())),
                comparison,
                msec,
                Instant.parse(fields[2]),
                Instant.parse(fields[3]),
                Long.parseLong(fields[4]));
    }

    private static CanonicalIdentity identity(String text) {
        return text.startsWith(NUMBER)
                ? new TelephoneNumber(text.substring(NUMBER.length()))
                : CanonicalIdentity.ofUri(text);
    }
}
