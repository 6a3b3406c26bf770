package org.sipbrandy.cli;

/** Somebody who is told of the demo: a person, or a program that reads JSON. */
interface DemoListener {
    void begins(Scenario scenario, boolean attacker);

    /**
     * One of the two agents says something.
     *
     * @param main whether it is about the call between Alice and Bob, or about none
     * @param raw the line as it came
     */
    void event(String who, boolean main, String raw, EventLine it);

    /** What somebody heard was compared with what the other said. */
    void heard(String what, DemoComparison comparison);

    void ended(Scenario scenario, Outcome outcome, boolean met, boolean heardWell);
}
