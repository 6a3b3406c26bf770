package org.sipbrandy.srtp;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Master key and master salt of one direction. Secret: never printed; {@link #close()} wipes it. One thread at a time. */
public final class SrtpKeys implements AutoCloseable {
    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;
    private boolean wiped;

    private SrtpKeys(SrtpProfile profile, byte[] key, byte[] salt) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
    }

    /**
     * Copies a master key and a master salt.
     *
     * @throws IllegalArgumentException if their lengths are not those of the profile
     */
    public static SrtpKeys of(SrtpProfile profile, byte[] key, byte[] salt) {
        if (key.length != profile.keyLength() || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException(
                    "key of " + key.length + " and salt of " + salt.length + " octets do not fit " + profile);
        }
        return new SrtpKeys(profile, key.clone(), salt.clone());
    }

    /**
     * Copies key ‖ salt, as {@code inline:} carries them (RFC 4568 §6.1).
     *
     * @throws IllegalArgumentException if the length is not that of the profile
     */
    public static SrtpKeys ofConcatenated(SrtpProfile profile, byte[] keyAndSalt) {
        if (keyAndSalt.length != profile.keyLength() + profile.saltLength()) {
            throw new IllegalArgumentException(
                    "key and salt of " + keyAndSalt.length + " octets do not fit " + profile);
        }
        return new SrtpKeys(
                profile,
                Arrays.copyOf(keyAndSalt, profile.keyLength()),
                Arrays.copyOfRange(keyAndSalt, profile.keyLength(), keyAndSalt.length));
    }

    /**
     * Reads the base64 of {@code inline:} (RFC 4568 §6.1).
     *
     * @throws IllegalArgumentException if it is not base64 of the profile's length
     */
    public static SrtpKeys ofInline(SrtpProfile profile, String base64) {
        byte[] keyAndSalt = Base64.getDecoder().decode(base64);
        try {
            return ofConcatenated(profile, keyAndSalt);
        } finally {
            Arrays.fill(keyAndSalt, (byte) 0);
        }
    }

    /** Makes fresh keys (RFC 4568 §6.1: each offered or answered line has its own). */
    public static SrtpKeys generate(SrtpProfile profile, SecureRandom random) {
        byte[] key = new byte[profile.keyLength()];
        byte[] salt = new byte[profile.saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new SrtpKeys(profile, key, salt);
    }

    public SrtpProfile profile() {
        return profile;
    }

    /**
     * The base64 of key ‖ salt for {@code inline:}. It reveals the keys.
     *
     * @throws IllegalStateException if they are wiped
     */
    public String toInline() {
        byte[] both = Arrays.copyOf(key(), key.length + salt.length);
        System.arraycopy(salt(), 0, both, key.length, salt.length);
        try {
            return Base64.getEncoder().encodeToString(both);
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    byte[] key() {
        checkLive();
        return key;
    }

    byte[] salt() {
        checkLive();
        return salt;
    }

    private void checkLive() {
        if (wiped) {
            throw new IllegalStateException("keys are wiped");
        }
    }

    public boolean isWiped() {
        return wiped;
    }

    /** Overwrites key and salt with zeros. Contexts made before keep their own session keys. */
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(salt, (byte) 0);
        wiped = true;
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + (wiped ? ", wiped]" : ", secret]");
    }
}
