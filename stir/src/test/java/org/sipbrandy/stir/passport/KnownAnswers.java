package org.sipbrandy.stir.passport;

import java.util.List;

/** Vectors: the keys of RFC 8225 Appendix A and tokens made with the first of them. */
public final class KnownAnswers {
    private KnownAnswers() {}

    /** RFC 8225 Appendix A.1. */
    public static final String KEY_A1 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi7q2TZvN9VDFg8Vy
            qCP06bETrR2v8MRvr89rn4i+UAahRANCAAQWfaj1HUETpoNCrOtp9KA8o0V79IuW
            ARKt9C1cFPkyd3FBP4SeiNZxQhDrD0tdBHls3/wFe8++K2FrPyQF9vuh
            -----END PRIVATE KEY-----
            """;

    /** RFC 8225 Appendix A.2, which is not the other half of A.1. */
    public static final String KEY_A2 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8HNbQd/TmvCKwPKHkMF9fScavGeH"
            + "78YTU8qLS8I5HLHSSmlATLcslQMhNC/OhlWBYC626nIlo7XeebYS7Sb37g==";

    /** The two fingerprints of RFC 8225 §5.2.2, unsorted as there. */
    public static final List<String> FINGERPRINTS = List.of(
            "sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:3E:4B:65:2E:7D:46:3F:54:42:CD:54:F1",
            "sha-256 02:1A:CC:54:27:AB:EB:9C:53:3F:3E:4B:65:2E:7D:46:3F:54:42:CD:54:F1:7A:03:A2:7D:F9:B0:7F:46:19:B2");

    public static final String X5U = "https://cert.example.org/passport.cer";

    public static final String DATE = "Fri, 25 Sep 2015 19:12:25 GMT";

    public static final long IAT = 1_443_208_345L;

    public static final String HEADER =
            "{\"alg\":\"ES256\",\"ppt\":\"msec\",\"typ\":\"passport\",\"x5u\":\"https://cert.example.org/passport.cer\"}";

    private static final String KEY_02 =
            "{\"alg\":\"sha-256\",\"dig\":\"021ACC5427ABEB9C533F3E4B652E7D463F5442CD54F17A03A27DF9B07F4619B2\"}";

    private static final String KEY_4A =
            "{\"alg\":\"sha-256\",\"dig\":\"4AADB9B13F82183B540212DF3E5D496B19E57CAB3E4B652E7D463F5442CD54F1\"}";

    public static final String CALL_PAYLOAD =
            "{\"dest\":{\"uri\":[\"sip:bob@biloxi.example.org\"]},\"iat\":1443208345,\"mky\":[" + KEY_02 + "," + KEY_4A
                    + "],\"orig\":{\"uri\":\"sip:alice@atlanta.example.com\"}}";

    public static final String UPDATE_PAYLOAD =
            "{\"dest\":{\"uri\":[\"sip:alice@atlanta.example.com\"]},\"iat\":1443208347,\"mky\":[" + KEY_02
                    + "],\"orig\":{\"uri\":\"sip:bob@biloxi.example.org\"}}";

    public static final String TN_PAYLOAD = "{\"dest\":{\"tn\":[\"12155551213\"]},\"iat\":1443208345,\"mky\":[" + KEY_02
            + "],\"orig\":{\"tn\":\"12155551212\"}}";

    /** INVITE of Alice with two fingerprints. */
    public static final String CALL_TOKEN =
            "eyJhbGciOiJFUzI1NiIsInBwdCI6Im1zZWMiLCJ0eXAiOiJwYXNzcG9ydCIsIng1dSI6Imh0dHBzOi8vY2VydC5leGFtcGxlLm9y"
                    + "Zy9wYXNzcG9ydC5jZXIifQ.eyJkZXN0Ijp7InVyaSI6WyJzaXA6Ym9iQGJpbG94aS5leGFtcGxlLm9yZyJdfSwiaWF0IjoxNDQzM"
                    + "jA4MzQ1LCJta3kiOlt7ImFsZyI6InNoYS0yNTYiLCJkaWciOiIwMjFBQ0M1NDI3QUJFQjlDNTMzRjNFNEI2NTJFN0Q0NjNGNTQ0M"
                    + "kNENTRGMTdBMDNBMjdERjlCMDdGNDYxOUIyIn0seyJhbGciOiJzaGEtMjU2IiwiZGlnIjoiNEFBREI5QjEzRjgyMTgzQjU0MDIxM"
                    + "kRGM0U1RDQ5NkIxOUU1N0NBQjNFNEI2NTJFN0Q0NjNGNTQ0MkNENTRGMSJ9XSwib3JpZyI6eyJ1cmkiOiJzaXA6YWxpY2VAYXRsY"
                    + "W50YS5leGFtcGxlLmNvbSJ9fQ.rxbErrl-ADh9D5EsFaxI1v0WtWY0Zc8jk1VLeXZ8eh3AnMjgNl4Sf5Y7-5YL8wA7mWc85_ir7s"
                    + "aMlzfVhjO9pg";

    /** UPDATE of Bob in the other direction. */
    public static final String UPDATE_TOKEN =
            "eyJhbGciOiJFUzI1NiIsInBwdCI6Im1zZWMiLCJ0eXAiOiJwYXNzcG9ydCIsIng1dSI6Imh0dHBzOi8vY2VydC5leGFtcGxlLm9y"
                    + "Zy9wYXNzcG9ydC5jZXIifQ.eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAYXRsYW50YS5leGFtcGxlLmNvbSJdfSwiaWF0IjoxN"
                    + "DQzMjA4MzQ3LCJta3kiOlt7ImFsZyI6InNoYS0yNTYiLCJkaWciOiIwMjFBQ0M1NDI3QUJFQjlDNTMzRjNFNEI2NTJFN0Q0NjNGN"
                    + "TQ0MkNENTRGMTdBMDNBMjdERjlCMDdGNDYxOUIyIn1dLCJvcmlnIjp7InVyaSI6InNpcDpib2JAYmlsb3hpLmV4YW1wbGUub3JnI"
                    + "n19.8aHUYgeUhPOOQKNlLcsUxoSSw9Bezp5_vVV6xyw_ABemqY5EsHhgmgx-jAIyy2uDagmYuYHmPzqNmv6BBkU-vA";

    /** Between telephone numbers. */
    public static final String TN_TOKEN =
            "eyJhbGciOiJFUzI1NiIsInBwdCI6Im1zZWMiLCJ0eXAiOiJwYXNzcG9ydCIsIng1dSI6Imh0dHBzOi8vY2VydC5leGFtcGxlLm9y"
                    + "Zy9wYXNzcG9ydC5jZXIifQ.eyJkZXN0Ijp7InRuIjpbIjEyMTU1NTUxMjEzIl19LCJpYXQiOjE0NDMyMDgzNDUsIm1reSI6W3siY"
                    + "WxnIjoic2hhLTI1NiIsImRpZyI6IjAyMUFDQzU0MjdBQkVCOUM1MzNGM0U0QjY1MkU3RDQ2M0Y1NDQyQ0Q1NEYxN0EwM0EyN0RGO"
                    + "UIwN0Y0NjE5QjIifV0sIm9yaWciOnsidG4iOiIxMjE1NTU1MTIxMiJ9fQ.EPFI4gYEfpO85h7EM8L-Yp_HjGM85t-yTniyqwQeKx"
                    + "xRtsDR-vGbNEj0wxzY5lEkhEy-toEcLZpI4dqgh9WM7Q";

    /** RFC 8225 §7.1, whose iat is a string (erratum 5985); verifies under A.2. */
    public static final String RFC_SIGNING_INPUT = "eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9j"
            + "ZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9"
            + ".eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI"
            + "6IjE0NDMyMDgzNDUiLCJvcmlnIjp7InRuIjoiMTIxNTU1NTEyMTIifX0";

    public static final String RFC_SIGNATURE =
            "rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojN" + "CpTzO3QfPOlckGaS6hEck7w";
}
