package org.sipbrandy.ice.turn;

/** Why there is no allocation, or none any more. */
public enum TurnFailure {
    NO_ANSWER("no answer"),
    UNAUTHORIZED("it does not take the user name and password"),
    /** Answers came that were not the server's own, or wanted weaker credentials. */
    NOT_AUTHENTIC("its answers are not authentic"),
    REFUSED("it refused"),
    /** Another server is to be asked, see {@link TurnEffect.Redirected}. */
    REDIRECTED("it names another server"),
    CONNECTION_LOST("the connection is lost");

    private final String words;

    TurnFailure(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
