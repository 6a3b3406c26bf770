package org.sipbrandy.cli;

import java.util.ArrayList;
import java.util.List;

/** What one side's events said of one call. Kept by the thread that reads them; read when that has ended. */
final class CallRecord {
    static final CallRecord NONE = new CallRecord();

    private String level = "pending";
    private String trust = "none";
    private String safetyNumber = "";
    private String status = "";
    private List<String> reasons = List.of();
    private final List<String> steps = new ArrayList<>();
    private boolean established;
    private long mediaPackets;

    void observe(EventLine it) {
        switch (it.name()) {
            case "call.security" -> {
                level = it.text("level");
                trust = it.text("trust");
                safetyNumber = it.text("safety_number");
                reasons = it.texts("reasons");
            }
            case "call.step" -> steps.add(it.text("step") + (it.text("ok").equals("true") ? "" : "!"));
            case "call.established" -> established = true;
            case "call.media" -> mediaPackets = it.number("sent_packets") + it.number("received_packets");
            case "call.ended" -> {
                level = it.text("level");
                status = it.text("status");
            }
            default -> {}
        }
    }

    boolean is(String wanted) {
        return level.equals(wanted);
    }

    boolean refused() {
        return is("refused");
    }

    boolean confidential() {
        return is("confidential") && established;
    }

    /** Refused before any media went either way. */
    boolean silent() {
        return refused() && !established && mediaPackets == 0;
    }

    boolean says(String reason) {
        return reasons.contains(reason);
    }

    String trust() {
        return trust;
    }

    String safetyNumber() {
        return safetyNumber;
    }

    @Override
    public String toString() {
        return level
                + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")")
                + (status.isEmpty() || status.equals("0") ? "" : ", status " + status);
    }
}
