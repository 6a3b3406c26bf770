package org.sipbrandy.sip.dialog;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** All dialogs that one INVITE of a caller forms, one for each To tag of a fork (RFC 3261 §12.1.2). Not thread-safe. */
public final class DialogSet {
    /** Forks followed: what answers beyond them is ignored. */
    public static final int MAX_DIALOGS = 32;

    private final SipRequest invite;
    private final Map<DialogId, Dialog> dialogs = new LinkedHashMap<>();
    private final Map<DialogId, SipRequest> acks = new HashMap<>();

    /** @param invite as sent */
    public DialogSet(SipRequest invite) {
        this.invite = invite;
    }

    /**
     * The dialog of a response to the INVITE, formed now if it is new; a 2xx confirms it. Empty for a 100, a provisional
     * without To tag, and a final response that is no 2xx: that ends all early dialogs.
     */
    public Optional<Dialog> receive(SipResponse response) {
        if (response.isFinal() && !response.isSuccess()) {
            early().forEach(Dialog::terminate);
            return Optional.empty();
        }
        boolean tagged = response.headers().to().tag().isPresent();
        // RFC 3261 §12.1: a 2xx of an RFC 2543 peer may lack the tag.
        if (response.status() == 100 || response.isProvisional() && !tagged) {
            return Optional.empty();
        }
        DialogId id = DialogId.ofReceived(response);
        Dialog known = dialogs.get(id);
        if (known == null) {
            if (dialogs.size() >= MAX_DIALOGS) {
                return Optional.empty();
            }
            known = Dialog.asCaller(invite, response);
            dialogs.put(id, known);
        } else if (response.isSuccess()) {
            known.confirm(response);
        }
        return Optional.of(known);
    }

    /** In the order in which they were formed. */
    public Collection<Dialog> dialogs() {
        return List.copyOf(dialogs.values());
    }

    public List<Dialog> early() {
        return dialogs.values().stream()
                .filter(d -> d.state() == Dialog.State.EARLY)
                .toList();
    }

    public List<Dialog> confirmed() {
        return dialogs.values().stream()
                .filter(d -> d.state() == Dialog.State.CONFIRMED)
                .toList();
    }

    /** The dialog of a request received. */
    public Optional<Dialog> find(SipRequest received) {
        return Optional.ofNullable(dialogs.get(DialogId.ofReceived(received)));
    }

    /** Keeps the ACK sent in a dialog, as it went out, for repeats of the 2xx (RFC 3261 §13.2.2.4). */
    public void acknowledged(Dialog dialog, SipRequest ack) {
        acks.put(dialog.id(), ack);
    }

    /** The ACK to be sent again for a repeated 2xx; empty if the 2xx is new. */
    public Optional<SipRequest> ackFor(SipResponse ok) {
        return Optional.ofNullable(acks.get(DialogId.ofReceived(ok)));
    }
}
