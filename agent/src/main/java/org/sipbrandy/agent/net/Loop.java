package org.sipbrandy.agent.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which an agent's sockets and machines run, with native epoll where the platform has it. Protocol
 * state is only ever touched here, so it needs no locks.
 */
public final class Loop implements AutoCloseable {
    private static final long QUIET_MILLIS = 0;
    private static final long PATIENCE_MILLIS = 2000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final boolean epoll;

    /** Starts the thread, a daemon, under that name. */
    public Loop(String name) {
        epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), factory);
        loop = group.next();
    }

    /** The loop itself, for those that add sockets to it. */
    public EventLoop eventLoop() {
        return loop;
    }

    Class<? extends DatagramChannel> datagramChannel() {
        return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    Class<? extends Channel> socketChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** A stream socket, not connected yet. */
    public Channel newSocketChannel() {
        return epoll ? new EpollSocketChannel() : new NioSocketChannel();
    }

    /** A listening stream socket, not bound yet. */
    public ServerChannel newServerSocketChannel() {
        return epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }

    Class<? extends ServerChannel> serverSocketChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Runs a task on the loop, at once if this is its thread. */
    public void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Runs a task on the loop later, never at once; never, if the loop is closed: then there is nothing to act on. */
    public void runLater(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            if (!loop.isShuttingDown()) {
                throw e;
            }
        }
    }

    /** Runs a task on the loop after so many nanoseconds; {@link Cancel#cancel} takes it back. */
    public Cancel schedule(Runnable task, long nanos) {
        var future = loop.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Takes a scheduled task back. */
    @FunctionalInterface
    public interface Cancel {
        void cancel();
    }

    /** Whether the caller is on the loop's thread. */
    public boolean isHere() {
        return loop.inEventLoop();
    }

    /** Closes what is open on the loop and ends its thread. */
    @Override
    public void close() {
        var end = group.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (!loop.inEventLoop()) {
            end.awaitUninterruptibly(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
