package org.sipbrandy.agent.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback with a zone in the form of zone files. */
public final class TestNameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> zone;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** @param lines as in a zone file, with full names, without a class */
    public TestNameServer(String... lines) throws IOException {
        var text = String.join("\n", lines) + "\n";
        try (var master = new Master(
                new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                Name.root,
                60)) {
            var records = new java.util.ArrayList<Record>();
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
            zone = List.copyOf(records);
        }
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread = Thread.ofVirtual().start(this::serve);
    }

    public List<InetSocketAddress> address() {
        return List.of((InetSocketAddress) socket.getLocalSocketAddress());
    }

    /** What was asked, e.g. {@code "SRV _sips._tcp.example.test."}. */
    public List<String> questions() {
        return questions;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        try {
            while (true) {
                packet.setLength(4096);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        questions.add(Type.string(question.getType()) + " " + question.getName());
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        zone.stream()
                .filter(it -> it.getName().equals(question.getName())
                        && it.getType() == question.getType()
                        && it.getDClass() == DClass.IN)
                .forEach(it -> answer.addRecord(it, Section.ANSWER));
        if (zone.stream().noneMatch(it -> it.getName().equals(question.getName()))) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() throws InterruptedException {
        socket.close();
        thread.join();
    }
}
