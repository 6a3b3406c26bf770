package org.sipbrandy.agent.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * A socket for each question, closed with its answer. dnsjava's own sockets share a thread of the whole process, which
 * no agent could end.
 */
final class DnsSockets implements IoClientFactory, UdpIoClient, TcpIoClient {
    private static final int ID_LENGTH = 2;

    private final Executor threads;

    /** @param threads that may block */
    DnsSockets(Executor threads) {
        this.threads = threads;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress remote,
            Message query,
            byte[] data,
            int max,
            Duration timeout) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (var socket = local == null ? new DatagramSocket() : new DatagramSocket(local)) {
                        return udp(socket, remote, data, max, timeout);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threads);
    }

    private static byte[] udp(DatagramSocket socket, InetSocketAddress remote, byte[] data, int max, Duration timeout)
            throws IOException {
        socket.connect(remote); // answers of others never reach us (RFC 5452 §9.1)
        long limit = System.nanoTime() + timeout.toNanos();
        socket.send(new DatagramPacket(data, data.length));
        var packet = new DatagramPacket(new byte[max], max);
        do {
            socket.setSoTimeout((int) Math.max(1, (limit - System.nanoTime()) / 1_000_000));
            packet.setLength(max);
            socket.receive(packet);
        } while (packet.getLength() < ID_LENGTH
                || !Arrays.equals(packet.getData(), 0, ID_LENGTH, data, 0, ID_LENGTH)); // RFC 5452 §9.1
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (var socket = new Socket()) {
                        if (local != null) {
                            socket.bind(local);
                        }
                        socket.connect(remote, (int) timeout.toMillis());
                        socket.setSoTimeout((int) timeout.toMillis());
                        return tcp(socket, data);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threads);
    }

    /** RFC 1035 §4.2.2: two octets of length before each message. */
    private static byte[] tcp(Socket socket, byte[] data) throws IOException {
        var framed = ByteBuffer.allocate(Short.BYTES + data.length)
                .putShort((short) data.length)
                .put(data);
        socket.getOutputStream().write(framed.array());
        var in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return answer;
    }
}
