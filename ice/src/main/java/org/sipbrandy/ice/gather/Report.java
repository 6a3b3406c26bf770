package org.sipbrandy.ice.gather;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of each server that was asked, in words. */
final class Report {
    private final Map<IceServer, String> outcomes = new LinkedHashMap<>();

    void worked(IceServer server) {
        outcomes.put(server, "ok");
    }

    /** Unless it worked from another socket. */
    void failed(IceServer server, String why) {
        outcomes.merge(server, why, (before, later) -> before.equals("ok") ? before : later);
    }

    List<String> lines() {
        return outcomes.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .toList();
    }
}
