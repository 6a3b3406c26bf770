package org.sipbrandy.agent.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** A TCP connection on which text is sent and answers are read: no SIP stack of ours, nor anybody's. */
final class RawClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");
    private static final Pattern TO = Pattern.compile("(?im)^To: *([^\\r]*)");

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15_000);
    }

    /**
     * What an INVITE was answered with.
     *
     * @param status such as {@code 438 Invalid Identity Header}
     * @param header fields, as they came
     * @param took from the last octet sent to the first read
     */
    record Answer(String status, String header, Duration took) {
        boolean refusal() {
            return !status.startsWith("1") && !status.startsWith("2");
        }
    }

    private void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    private void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String head() throws IOException {
        InputStream in = socket.getInputStream();
        var out = new ByteArrayOutputStream();
        while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after " + out.toString(StandardCharsets.ISO_8859_1));
            }
            out.write(octet);
        }
        String head = out.toString(StandardCharsets.ISO_8859_1);
        var length = LENGTH.matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        return head.stripLeading();
    }

    /** Calls; answers with the first response but 100, and acknowledges a refusal. */
    Answer invite(RawInvite invite) throws IOException {
        byte[] octets = invite.encode(socket.getLocalPort());
        send(octets);
        long begun = System.nanoTime();
        String head = response(invite, "INVITE");
        var answer = new Answer(
                head.substring("SIP/2.0 ".length(), head.indexOf('\r')),
                head,
                Duration.ofNanos(System.nanoTime() - begun));
        if (answer.refusal()) {
            acknowledge(invite, head);
        }
        return answer;
    }

    private String response(RawInvite invite, String method) throws IOException {
        while (true) {
            String head = head();
            boolean own =
                    head.startsWith("SIP/2.0 ") && head.contains(invite.callId) && head.contains(" " + method + "\r");
            if (own && !head.startsWith("SIP/2.0 100")) {
                return head;
            }
        }
    }

    private void acknowledge(RawInvite invite, String refusal) throws IOException {
        send("ACK " + RawInvite.BOB + " SIP/2.0\r\n" + invite.path(socket.getLocalPort()) + "To: " + to(refusal)
                + "\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
    }

    private static String to(String head) {
        var to = TO.matcher(head);
        if (!to.find()) {
            throw new IllegalStateException("no To in " + head);
        }
        return to.group(1);
    }

    /** Takes a call back that was not refused. */
    void cancel(RawInvite invite) throws IOException {
        send("CANCEL " + RawInvite.BOB + " SIP/2.0\r\n" + invite.path(socket.getLocalPort()) + "To: <" + RawInvite.BOB
                + ">\r\nCSeq: 1 CANCEL\r\nContent-Length: 0\r\n\r\n");
        String head = response(invite, "INVITE");
        while (!head.startsWith("SIP/2.0 487")) {
            head = response(invite, "INVITE");
        }
        acknowledge(invite, head);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
