package courant.media.darkroom;

/** A file that becomes no picture, and why. */
final class NotDeveloped extends Exception {
  private static final long serialVersionUID = 1;
  final Fault fault;

  NotDeveloped(Fault fault) {
    super(fault.name(), null, false, false);
    this.fault = fault;
  }
}
