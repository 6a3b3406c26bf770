package org.sipbrandy.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a program runs.
 *
 * @param address its address, for SIP and for media
 * @param prefix what is put before the program's own command
 */
record Host(String address, List<String> prefix) {
    /** This machine, by its loopback address. */
    static final Host LOOPBACK = new Host("127.0.0.1", List.of());

    Host {
        prefix = List.copyOf(prefix);
    }

    /** The program's command as it is run there. The process that starts is the program itself: ip replaces itself. */
    List<String> command(List<String> program) {
        var all = new ArrayList<>(prefix);
        all.addAll(program);
        return all;
    }
}
