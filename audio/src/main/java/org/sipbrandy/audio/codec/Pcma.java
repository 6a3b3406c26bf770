package org.sipbrandy.audio.codec;

/** G.711 A-law, of the rest of the world; RFC 3551 §4.5.14. */
public final class Pcma extends G711 {
    /**
     * @param ptime frame length for sending, 10 to 60 ms in steps of 10
     * @throws IllegalArgumentException for another length
     */
    public Pcma(int ptime) {
        super(CompandingLaw.A, ptime);
    }

    @Override
    public Encoding encoding() {
        return Encoding.PCMA;
    }
}
