package org.sipbrandy.agent;

import java.util.ArrayDeque;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;

/** Says what it hears. Used on a call's thread only. */
public final class Echo implements AudioSource, AudioSink {
    private static final int MAX_FRAMES = 50;

    private final ArrayDeque<short[]> heard = new ArrayDeque<>();

    @Override
    public void write(short[] frame, int sampleRate) {
        if (heard.size() < MAX_FRAMES) {
            heard.add(frame.clone());
        }
    }

    @Override
    public int read(short[] frame, int sampleRate) {
        var next = heard.poll();
        if (next == null) {
            return 0;
        }
        int n = Math.min(frame.length, next.length);
        System.arraycopy(next, 0, frame, 0, n);
        return n;
    }
}
