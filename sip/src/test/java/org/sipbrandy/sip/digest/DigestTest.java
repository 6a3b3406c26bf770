package org.sipbrandy.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.AuthValue;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;

class DigestTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Random random = new Random(7);
    private final Login bob = login("bob", "zanzibar");

    private static Login login(String user, String password) {
        return Login.of(user, password.getBytes(StandardCharsets.UTF_8));
    }

    private static SipRequest request(SipMethod method) {
        return SipRequest.builder(method, Uri.parse("sip:biloxi.example.com"))
                .add(HeaderName.FROM, "<sip:bob@biloxi.example.com>;tag=1")
                .add(HeaderName.TO, "<sip:bob@biloxi.example.com>")
                .add(HeaderName.CALL_ID, "a84b4c76e66710")
                .add(HeaderName.CSEQ, "314 " + method)
                .add(HeaderName.CONTACT, "<sip:bob@192.0.2.4>")
                .build();
    }

    private DigestServer server(boolean proxy, DigestAlgorithm... algorithms) {
        return new DigestServer(
                "biloxi.example.com",
                List.of(algorithms),
                proxy,
                user -> user.equals("bob") ? Optional.of(bob) : Optional.empty(),
                MINUTE,
                random);
    }

    private DigestExchange exchange(SipRequest request, Login... logins) {
        return new DigestClient(new Logins(List.of(logins)), random).begin(request);
    }

    private static SipRequest retried(DigestExchange.Next next) {
        assertThat(next).isInstanceOf(DigestExchange.Next.Retry.class);
        return ((DigestExchange.Next.Retry) next).request();
    }

    private static String why(DigestExchange.Next next) {
        assertThat(next).isInstanceOf(DigestExchange.Next.GiveUp.class);
        return ((DigestExchange.Next.GiveUp) next).why();
    }

    private static SipResponse challenged(SipRequest request, int status, String... challenges) {
        var response = request.respond(status);
        for (String one : challenges) {
            response.add(status == 407 ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE, one);
        }
        return response.build();
    }

    private static String vector(DigestAlgorithm algorithm) {
        String realm = "http-auth@example.org";
        return new DigestResponse(
                        algorithm,
                        login("Mufasa", "Circle of Life").keyFor(algorithm, realm),
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        Qop.AUTH,
                        "/dir/index.html")
                .request("GET", new byte[0]);
    }

    @Test
    @DisplayName("SIP-10 the examples of RFC 7616 §3.9.1: SHA-256 and MD5")
    void knownAnswers() {
        assertThat(vector(DigestAlgorithm.SHA_256))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        assertThat(vector(DigestAlgorithm.MD5)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    }

    /** The figures that RFC 7616 prints are those of SHA-512 cut off; its text means SHA-512/256 of FIPS 180-4. */
    @Test
    @DisplayName(
            "SIP-10 the example of RFC 7616 §3.9.2 with SHA-512/256 of FIPS 180-4, and a hashed user name in UTF-8")
    void knownAnswerSha512() {
        var jason = login("J\u00e4s\u00f8n Doe", "Secret, or not?");
        String realm = "api@example.org";
        var figures = new DigestResponse(
                DigestAlgorithm.SHA_512_256,
                jason.keyFor(DigestAlgorithm.SHA_512_256, realm),
                "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
                "00000001",
                "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
                Qop.AUTH,
                "/doe.json");
        // computed with OpenSSL's SHA-512/256; its SHA-512, cut off, gives the printed 488869… and ae66e6…
        assertThat(figures.request("GET", new byte[0]))
                .isEqualTo("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
        assertThat(jason.hashedUser(DigestAlgorithm.SHA_512_256, realm))
                .isEqualTo("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    }

    @Test
    @DisplayName("SIP-10 auth-int covers the body, and the hash of nothing where there is none (RFC 8760 §2.6 item 7)")
    void emptyBody() {
        assertThat(DigestAlgorithm.SHA_256.hex(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        var server = server(false, DigestAlgorithm.SHA_256);
        var exchange = exchange(request(SipMethod.REGISTER), bob);
        var retry = retried(
                exchange.receive(server.challenge(exchange.request(), false, 0).build(), true));
        assertThat(retry.headers().first(HeaderName.AUTHORIZATION).orElseThrow())
                .contains("qop=auth-int", "nc=00000001", "uri=\"sip:biloxi.example.com\"");
        assertThat(server.check(retry, 1)).isInstanceOf(DigestServer.Judgement.Accepted.class);
        var changed = retry.withBody(Body.of("v=0"));
        assertThat(server.check(changed, 1)).isInstanceOf(DigestServer.Judgement.Refused.class);
    }

    @Test
    @DisplayName("SIP-10 as server, a challenge for each algorithm, preferred first; qop always; retried with CSeq+1")
    void manyAlgorithms() {
        var server = server(true, DigestAlgorithm.SHA_512_256, DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
        var exchange = exchange(request(SipMethod.INVITE), bob);
        var response = server.challenge(exchange.request(), false, 0).build();
        assertThat(response.status()).isEqualTo(407);
        assertThat(response.headers().all(HeaderName.PROXY_AUTHENTICATE))
                .hasSize(3)
                .allMatch(it -> it.contains("qop=\"auth, auth-int\""))
                .extracting(
                        it -> AuthValue.parse(it).parameters().get("algorithm").orElseThrow())
                .containsExactly("SHA-512-256", "SHA-256", "MD5");
        var retry = retried(exchange.receive(response, false));
        assertThat(retry.headers().cseq()).hasToString("315 INVITE");
        assertThat(retry.headers().all(HeaderName.PROXY_AUTHORIZATION)).hasSize(1);
        assertThat(retry.headers().first(HeaderName.PROXY_AUTHORIZATION).orElseThrow())
                .contains("algorithm=SHA-512-256");
        assertThat(server.check(retry, 1)).isEqualTo(new DigestServer.Judgement.Accepted("bob"));
    }

    @Test
    @DisplayName("SIP-10 the topmost challenge that we take is answered, unknown ones are ignored")
    void topmost() {
        var exchange = exchange(request(SipMethod.REGISTER), bob);
        var retry = retried(exchange.receive(
                challenged(
                        exchange.request(),
                        401,
                        "Digest realm=\"r\", nonce=\"a\", algorithm=SHA-9000, qop=\"auth\"",
                        "Bearer realm=\"r\"",
                        "Digest nonsense",
                        "Digest realm=\"r\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"",
                        "Digest realm=\"r\", nonce=\"c\", algorithm=SHA-512-256, qop=\"auth\""),
                false));
        assertThat(retry.headers().all(HeaderName.AUTHORIZATION))
                .singleElement()
                .asString()
                .contains("nonce=\"b\"", "qop=auth,");
    }

    @Test
    @DisplayName("SIP-10 MD5 is answered only if nothing better is offered, and only over TLS")
    void legacy() {
        String md5 = "Digest realm=\"r\", nonce=\"a\", qop=\"auth\"";
        String sha = "Digest realm=\"r\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"";
        var both = exchange(request(SipMethod.REGISTER), bob);
        assertThat(retried(both.receive(challenged(both.request(), 401, md5, sha), true))
                        .headers()
                        .first(HeaderName.AUTHORIZATION)
                        .orElseThrow())
                .contains("algorithm=SHA-256");
        var alone = exchange(request(SipMethod.REGISTER), bob);
        assertThat(why(alone.receive(challenged(alone.request(), 401, md5), false)))
                .contains("only MD5 without TLS");
        assertThat(retried(alone.receive(challenged(alone.request(), 401, md5), true))
                        .headers()
                        .first(HeaderName.AUTHORIZATION)
                        .orElseThrow())
                .contains("algorithm=MD5");
    }

    @Test
    @DisplayName("SIP-11 Basic is not answered, and not accepted")
    void basic() {
        var exchange = exchange(request(SipMethod.REGISTER), bob);
        assertThat(why(exchange.receive(challenged(exchange.request(), 401, "Basic realm=\"r\""), true)))
                .isEqualTo("no challenge that can be answered");
        var basic = request(SipMethod.REGISTER).toBuilder()
                .add(HeaderName.AUTHORIZATION, "Basic Ym9iOnphbnppYmFy")
                .build();
        assertThat(server(false, DigestAlgorithm.SHA_256).check(basic, 0))
                .isInstanceOf(DigestServer.Judgement.Refused.class);
    }

    @Test
    @DisplayName("SIP-10 a wrong password is tried once, a stale nonce is exchanged, and there is an end to it")
    void bounded() {
        var server = server(false, DigestAlgorithm.SHA_256);
        var wrong = exchange(request(SipMethod.REGISTER), login("bob", "guess"));
        var once = retried(
                wrong.receive(server.challenge(wrong.request(), false, 0).build(), true));
        assertThat(server.check(once, 0)).isInstanceOf(DigestServer.Judgement.Refused.class);
        assertThat(why(wrong.receive(server.challenge(once, false, 0).build(), true)))
                .isEqualTo("user or password are wrong for biloxi.example.com");

        var slow = exchange(request(SipMethod.REGISTER), bob);
        var late =
                retried(slow.receive(server.challenge(slow.request(), false, 0).build(), true));
        assertThat(server.check(late, 2 * MINUTE)).isInstanceOf(DigestServer.Judgement.Stale.class);
        var again =
                retried(slow.receive(server.challenge(late, true, 2 * MINUTE).build(), true));
        assertThat(again.headers().cseq().number()).isEqualTo(316);
        assertThat(server.check(again, 2 * MINUTE)).isInstanceOf(DigestServer.Judgement.Accepted.class);
        var forever = exchange(request(SipMethod.REGISTER), bob);
        int sent = 1;
        while (forever.receive(server.challenge(forever.request(), true, 0).build(), true)
                instanceof DigestExchange.Next.Retry) {
            sent++;
        }
        assertThat(sent).isEqualTo(DigestExchange.MAX_SENDINGS);
    }

    @Test
    @DisplayName("SIP-10 the nonce serves the next request with a higher count; the same answer does not serve twice")
    void counts() {
        var server = server(false, DigestAlgorithm.SHA_256);
        var client = new DigestClient(new Logins(List.of(bob)), random);
        var first = client.begin(request(SipMethod.REGISTER));
        var retry = retried(
                first.receive(server.challenge(first.request(), false, 0).build(), true));
        assertThat(server.check(retry, 0)).isInstanceOf(DigestServer.Judgement.Accepted.class);
        assertThat(server.check(retry, 0)).isInstanceOf(DigestServer.Judgement.Stale.class);
        var next = client.begin(request(SipMethod.REGISTER)).request();
        assertThat(next.headers().first(HeaderName.AUTHORIZATION).orElseThrow()).contains("nc=00000002");
        assertThat(server.check(next, 0)).isInstanceOf(DigestServer.Judgement.Accepted.class);
    }

    @Test
    @DisplayName("SIP-10 nextnonce is taken, and a server that shows a wrong digest is not believed")
    void authenticationInfo() {
        var server = server(false, DigestAlgorithm.SHA_256);
        var client = new DigestClient(new Logins(List.of(bob)), random);
        var exchange = client.begin(request(SipMethod.REGISTER));
        var retry = retried(
                exchange.receive(server.challenge(exchange.request(), false, 0).build(), true));
        var credentials = Credentials.parse(
                        retry.headers().first(HeaderName.AUTHORIZATION).orElseThrow())
                .orElseThrow();
        String right = new DigestResponse(
                        DigestAlgorithm.SHA_256,
                        bob.keyFor(DigestAlgorithm.SHA_256, "biloxi.example.com"),
                        credentials.nonce(),
                        credentials.count(),
                        credentials.clientNonce(),
                        Qop.AUTH_INT,
                        "sip:biloxi.example.com")
                .confirmation(new byte[0]);
        var good = retry.respond(200)
                .add(HeaderName.AUTHENTICATION_INFO, "qop=auth-int, rspauth=\"" + right + "\", nextnonce=\"n2\"")
                .build();
        assertThat(exchange.receive(good, true)).isInstanceOf(DigestExchange.Next.Answer.class);
        assertThat(client.begin(request(SipMethod.REGISTER))
                        .request()
                        .headers()
                        .first(HeaderName.AUTHORIZATION)
                        .orElseThrow())
                .contains("nonce=\"n2\"", "nc=00000001");
        var other = new DigestClient(new Logins(List.of(bob)), random).begin(request(SipMethod.REGISTER));
        var answered = retried(
                other.receive(server.challenge(other.request(), false, 0).build(), true));
        var bad = answered.respond(200)
                .add(HeaderName.AUTHENTICATION_INFO, "rspauth=\"" + "0".repeat(64) + "\"")
                .build();
        assertThat(why(other.receive(bad, true))).isEqualTo("the server does not know our password");
    }

    @Test
    @DisplayName("SIP-23 each request is judged for itself: the second one without credentials is challenged again")
    void eachForItself() {
        var server = server(false, DigestAlgorithm.SHA_256);
        var exchange = exchange(request(SipMethod.REGISTER), bob);
        var retry = retried(
                exchange.receive(server.challenge(exchange.request(), false, 0).build(), true));
        assertThat(server.check(retry, 0)).isInstanceOf(DigestServer.Judgement.Accepted.class);
        assertThat(server.check(request(SipMethod.INVITE), 0)).isInstanceOf(DigestServer.Judgement.Refused.class);
    }

    @Test
    @DisplayName("SIP-10 realms are answered each by its login; whoever is called gets no digest of a proxy's password")
    void realms() {
        var proxys = Login.of("bob", "p".getBytes(StandardCharsets.UTF_8), "proxy.example.com");
        var exchange = exchange(request(SipMethod.INVITE), proxys, bob);
        String callee = "Digest realm=\"callee\", nonce=\"a\", algorithm=SHA-256, qop=\"auth\"";
        assertThat(why(exchange.receive(challenged(exchange.request(), 401, callee), true)))
                .startsWith("no user and password for callee");
        var response = exchange.request()
                .respond(407)
                .add(
                        HeaderName.PROXY_AUTHENTICATE,
                        "Digest realm=\"proxy.example.com\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"")
                .add(
                        HeaderName.PROXY_AUTHENTICATE,
                        "Digest realm=\"second\", nonce=\"c\", algorithm=SHA-256, qop=\"auth\"")
                .build();
        assertThat(retried(exchange.receive(response, true)).headers().all(HeaderName.PROXY_AUTHORIZATION))
                .hasSize(2)
                .anyMatch(it -> it.contains("realm=\"proxy.example.com\""))
                .anyMatch(it -> it.contains("realm=\"second\""));
    }

    @Test
    @DisplayName("SIP-10 sessions: A1 holds the nonces, and both ends agree on it")
    void sessions() {
        var server = server(false, DigestAlgorithm.SHA_512_256_SESS);
        var exchange = exchange(request(SipMethod.REGISTER), bob);
        var retry = retried(
                exchange.receive(server.challenge(exchange.request(), false, 0).build(), true));
        assertThat(server.check(retry, 0)).isInstanceOf(DigestServer.Judgement.Accepted.class);
    }

    @Test
    @DisplayName("SIP-10 a password is never shown")
    void hidden() {
        assertThat(bob).hasToString("Login[bob]");
    }
}
