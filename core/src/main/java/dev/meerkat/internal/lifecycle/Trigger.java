package dev.meerkat.internal.lifecycle;

/** What can move a connection from one state to another. */
enum Trigger {
    /** The application opens the connection. */
    OPEN,
    /** The deployment was verified: selected, logged in, pinged. */
    VERIFIED,
    /** The first connect gave up. */
    GIVE_UP,
    /** A rotation's client was verified and takes the place of the one before. */
    ROTATE,
    /** The evidence says that the deployment is lost. */
    LOSE,
    /** The application closes the connection. */
    CLOSE,
    /** The drain ended and the driver's client is closed. */
    END
}
