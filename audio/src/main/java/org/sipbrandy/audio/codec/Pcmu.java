package org.sipbrandy.audio.codec;

/** G.711 µ-law, of North America and Japan; RFC 3551 §4.5.14. */
public final class Pcmu extends G711 {
    /**
     * @param ptime frame length for sending, 10 to 60 ms in steps of 10
     * @throws IllegalArgumentException for another length
     */
    public Pcmu(int ptime) {
        super(CompandingLaw.MU, ptime);
    }

    @Override
    public Encoding encoding() {
        return Encoding.PCMU;
    }
}
