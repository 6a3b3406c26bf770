package org.sipbrandy.audio.playout;

/**
 * Counts since the beginning of the stream, and delays at present.
 *
 * @param received packets that arrived, of any fate
 * @param played packets that were handed out
 * @param lost packets that were missing when their time came
 * @param late packets that came after that (they are among the lost ones too)
 * @param duplicates packets that came again
 * @param discarded packets thrown away to bound the delay, or malformed
 * @param underruns times at which nothing was there to play in a running stream
 * @param concealedMillis audio made up
 * @param recoveredMillis audio recovered from redundancy (FEC)
 * @param stretchedMillis audio added by playing slower
 * @param shortenedMillis audio taken away by playing faster
 * @param delayMillis how long audio waits here at present
 * @param targetMillis how long it should
 * @param jitterMillis interarrival jitter, RFC 3550 §6.4.1
 */
public record PlayoutStatistics(
        long received,
        long played,
        long lost,
        long late,
        long duplicates,
        long discarded,
        long underruns,
        double concealedMillis,
        double recoveredMillis,
        double stretchedMillis,
        double shortenedMillis,
        double delayMillis,
        double targetMillis,
        double jitterMillis) {

    PlayoutStatistics withAudio(double concealed, double recovered, double stretched, double shortened) {
        return new PlayoutStatistics(
                received,
                played,
                lost,
                late,
                duplicates,
                discarded,
                underruns,
                concealed,
                recovered,
                stretched,
                shortened,
                delayMillis,
                targetMillis,
                jitterMillis);
    }
}
