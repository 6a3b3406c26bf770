package org.sipbrandy.stir;

/** Certificates made by openssl for sip:alice@a.example, of kinds that are not to be trusted. Their keys are gone. */
final class TestCertificates {
    private TestCertificates() {}

    /** On another curve. */
    static final String P384 = """
            -----BEGIN CERTIFICATE-----
            MIIB0zCCAVigAwIBAgIUDx9Em/Bzdz475OOeVn/D8EImjGwwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEcDM4NDAgFw0yNjExMjQwNTA2MTdaGA8yMTI2MTAzMTA1MDYx
            N1owDzENMAsGA1UEAwwEcDM4NDB2MBAGByqGSM49AgEGBSuBBAAiA2IABMNlBncM
            3B8Gm/2LbOGy0jQQIRx/EcP9xMgKu+ujmp7TIhBqND9yOn848ubliYyC+MjdkWy/
            ceAB24pULur+1paHFYzN58geg4Yk8jouBWuTi1nNaOh324uPHE0VVtAz5KNzMHEw
            HQYDVR0OBBYEFAO/tMIBGHPi93nado9xuI/wOd4JMB8GA1UdIwQYMBaAFAO/tMIB
            GHPi93nado9xuI/wOd4JMA8GA1UdEwEB/wQFMAMBAf8wHgYDVR0RBBcwFYYTc2lw
            OmFsaWNlQGEuZXhhbXBsZTAKBggqhkjOPQQDAgNpADBmAjEAscTijUilR0uYMMTJ
            ReCmWUe/shEGvMIPKX9gbmhoPBX6N8MtCwYrNUaWLQKolOIMAjEAx0xHrxoCCuhA
            uO0VgyYeqYY2ajdnPG/yBtsSE9vfe62xz2ZPa0/F0ZcFxRg2Qasl
            -----END CERTIFICATE-----
            """;

    /** With an RSA key. */
    static final String RSA = """
            -----BEGIN CERTIFICATE-----
            MIIDHzCCAgegAwIBAgIUGQJjanvmXjUXhAl6zSiu7vzExTIwDQYJKoZIhvcNAQEL
            BQAwDjEMMAoGA1UEAwwDcnNhMCAXDTI2MTEyNDA1MDYxN1oYDzIxMjYxMDMxMDUw
            NjE3WjAOMQwwCgYDVQQDDANyc2EwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEK
            AoIBAQC797XuBy0BDDVm6VCswROucVILI/qYzr5Q9Q6mf5txwFeTngqWh0UpXUDs
            Y+115/wMjQbwzbE1u3mdto4OFAoewlXagsosVPOsVPTKu4oIC/fqvePgW6nNYpiC
            AhCwmssySft2+2lpTJbZmJg0/FGSSt6UEx3UiCz7Zr77HA41IdvUQ/ZHbMkcHGO/
            ZTW2wBWcAPfNyYNcZpd2Li8MTz9MhGY4Xq1tdi13HbFWBidppo3bb7gixWCmMYOF
            7pb12+dejCNHL0QZ0woJOXZdozKGJWRiDuPAnIC/+VtY//eX3yV5KYjSrA0Kflch
            WPhj+dgHKxFx/oUdHL8qLIPG1rN9AgMBAAGjczBxMB0GA1UdDgQWBBQhBb6K/+sx
            zxaCr9q4b+aI9h9S1jAfBgNVHSMEGDAWgBQhBb6K/+sxzxaCr9q4b+aI9h9S1jAP
            BgNVHRMBAf8EBTADAQH/MB4GA1UdEQQXMBWGE3NpcDphbGljZUBhLmV4YW1wbGUw
            DQYJKoZIhvcNAQELBQADggEBAGJcmlEozHpAdXq5XMz9vZPOqDtvQ4IMIhzk8Mw9
            mhz3EwOy1jyFKd9iX0qTx0owbzAPHT8f7TXcZdNAPBP3oLo97lFPVSfOzmMwHX+M
            VsLuMMGtzI7A2bFovu3rjzZaBKsuXj9Er9HvG7EvvcmlE1jGsvYuonvCDcphpH65
            cusyzyvnnakVg8uJru0OyUD1qmP4bRdEh1Vqz46RPaq/XxyATSYfWy75mKlHQfpz
            OeWwpNIarwE7ra900Lc9ODRcSg3dYnbHAQAh+7tknNitQRxZGzU0N7frYTBTVVGC
            ormA4VsEDuh/9o2057WFxFGKgNUlmPdHk+u7Xq3JN02qDNo=
            -----END CERTIFICATE-----
            """;

    /** Issued by somebody. */
    static final String ISSUED = """
            -----BEGIN CERTIFICATE-----
            MIIBgjCCASegAwIBAgIUXPXDJnfvPVTC0DV3TQm/LMdlcRYwCgYIKoZIzj0EAwIw
            DjEMMAoGA1UEAwwDY3JsMCAXDTI2MTEyNDA1MDYxOFoYDzIxMjYxMDMxMDUwNjE4
            WjANMQswCQYDVQQDDAJlZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOPSSc7I
            0bOb55bpxp3dkeAQCt1k7QxuMmQIZ6B/vBDr10FBhNegs/cUZO1LwZi/FdOWuDZ8
            c3xo6DUn3gqIammjYjBgMB4GA1UdEQQXMBWGE3NpcDphbGljZUBhLmV4YW1wbGUw
            HQYDVR0OBBYEFIv6op+Ccs1qSxal15CkRtaj4LkIMB8GA1UdIwQYMBaAFNpcb03d
            xI8rdruLyv6eZZ/VG+exMAoGCCqGSM49BAMCA0kAMEYCIQDHxCeuXg3p1iKWqv4Z
            fm+t7LHN9FfA5zVbt4Xb1vp7fgIhAKhs7TmFxNxpCfj59GwXlEHuXpB7fUjAaco1
            plL3xtre
            -----END CERTIFICATE-----
            """;

    /** Self-signed, with places to ask about revocation. */
    static final String WITH_CRL = """
            -----BEGIN CERTIFICATE-----
            MIIB7DCCAZGgAwIBAgIUF2OyDXEHaluJ6Fx0Y9gwQ2td6DswCgYIKoZIzj0EAwIw
            DjEMMAoGA1UEAwwDY3JsMCAXDTI2MTEyNDA1MDYxN1oYDzIxMjYxMDMxMDUwNjE3
            WjAOMQwwCgYDVQQDDANjcmwwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARri0mv
            ef61CPK1CJQa5d5Qfv4NuWQBlvOehThlqi0XN80gR2VLJCMJQlrP+ESBuP5oJNyj
            V6z1lpDks6bpGxabo4HKMIHHMB0GA1UdDgQWBBTaXG9N3cSPK3a7i8r+nmWf1Rvn
            sTAfBgNVHSMEGDAWgBTaXG9N3cSPK3a7i8r+nmWf1RvnsTAeBgNVHREEFzAVhhNz
            aXA6YWxpY2VAYS5leGFtcGxlMCUGA1UdHwQeMBwwGqAYoBaGFGh0dHA6Ly9jcmwu
            ZXhhbXBsZS94MDAGCCsGAQUFBwEBBCQwIjAgBggrBgEFBQcwAYYUaHR0cDovL29j
            c3AuZXhhbXBsZS8wDAYDVR0TAQH/BAIwADAKBggqhkjOPQQDAgNJADBGAiEAwIIo
            2Wlzq7VpkUJ60OEBT5OWgD6WZjIGU5+cidfRNG8CIQC/kvqmkvNcVHBVn+ncKMuf
            JKcBXtSHLCy6HjNjELMI1g==
            -----END CERTIFICATE-----
            """;
}
