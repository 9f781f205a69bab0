package courant;

/** Lets tests outside this package load the sample. */
public final class Sampled {
  private Sampled() {}

  public static void load(Holdings held) {
    new Sample(held).loadIfEmpty();
  }
}
