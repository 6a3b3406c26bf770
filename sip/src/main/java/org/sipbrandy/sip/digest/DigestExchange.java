package org.sipbrandy.sip.digest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** One request and its challenges, until it is answered otherwise or given up. Not thread-safe. */
public final class DigestExchange {
    /** Sent so often at most: nonces may be stale once, and proxies on the way may ask one after the other. */
    static final int MAX_SENDINGS = 5;

    private final DigestClient client;
    private final Set<String> answered = new HashSet<>();
    private SipRequest request;
    private int sendings = 1;

    /** What is to be done about a response. */
    public sealed interface Next {
        /** It is no challenge: it is the answer. */
        record Answer() implements Next {}

        /** Send this, in a new transaction. */
        record Retry(SipRequest request) implements Next {}

        /** The challenge cannot be answered, for that reason, fit for people. */
        record GiveUp(String why) implements Next {}
    }

    DigestExchange(DigestClient client, SipRequest request) {
        this.client = client;
        this.request = client.sign(request);
    }

    /** What is sent now. */
    public SipRequest request() {
        return request;
    }

    /**
     * A response came.
     *
     * @param secure whether TLS protects the hop
     */
    public Next receive(SipResponse response, boolean secure) {
        if (response.status() != 401 && response.status() != 407) {
            boolean known = !response.isFinal() || client.accepted(request, response);
            return known ? new Next.Answer() : new Next.GiveUp("the server does not know our password");
        }
        if (sendings == MAX_SENDINGS) {
            return new Next.GiveUp("challenged again and again");
        }
        // RFC 8760 §2.5: a forking proxy puts together what several ask
        Map<String, List<Challenge>> byRealm = new LinkedHashMap<>();
        for (Challenge one : Challenge.of(response.headers())) {
            byRealm.merge(key(one), List.of(one), DigestExchange::join);
        }
        String why = "no challenge that can be answered";
        boolean any = false;
        for (var challenges : byRealm.entrySet()) {
            var realm = challenges.getValue();
            boolean stale = realm.stream().anyMatch(Challenge::stale);
            if (answered.contains(challenges.getKey()) && !stale) {
                // RFC 7616 §3.3: not stale, so that user or password are wrong
                return new Next.GiveUp(
                        "user or password are wrong for " + realm.getFirst().realm());
            }
            if (client.take(realm, request.method().equals(SipMethod.REGISTER), secure)
                    .isPresent()) {
                answered.add(challenges.getKey());
                any = true;
            } else {
                why = "no user and password for " + realm.getFirst().realm() + ", or only MD5 without TLS";
            }
        }
        return any ? retry() : new Next.GiveUp(why);
    }

    private static String key(Challenge challenge) {
        return (challenge.proxy() ? "proxy " : "server ") + challenge.realm();
    }

    private static List<Challenge> join(List<Challenge> some, List<Challenge> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** RFC 3261 §8.1.3.5, §22.2: the same but for a higher CSeq; the Via is the new transaction's. */
    private Next retry() {
        sendings++;
        CSeq cseq = request.headers().cseq();
        request = client.sign(request.toBuilder()
                .remove(HeaderName.VIA)
                .set(HeaderName.CSEQ, cseq.next(cseq.method()))
                .build());
        return new Next.Retry(request);
    }
}
