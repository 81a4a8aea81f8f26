package dev.meerkat.internal.gate;

/** The admission of work that found every slot taken: counted on its stripe, without detail. */
final class Overflow extends Admission {
    private final Stripe stripe;

    Overflow(Stripe stripe) {
        super(stripe.generation());
        this.stripe = stripe;
    }

    @Override
    public void release() {
        stripe.leaveOverflow();
    }
}
