package courant.follow;

import org.jspecify.annotations.Nullable;

/** The readers of one interest; sets are made when somebody is in them. */
final class Readership {
  private final int number;
  private final Interest interest;
  private @Nullable ReaderSet followers;
  private @Nullable ReaderSet muters;

  /**
   * @param number of the interest's row
   */
  Readership(int number, Interest interest) {
    this.number = number;
    this.interest = interest;
  }

  int number() {
    return number;
  }

  Interest interest() {
    return interest;
  }

  @Nullable ReaderSet followers() {
    return followers;
  }

  @Nullable ReaderSet muters() {
    return muters;
  }

  void set(int reader, @Nullable Stance stance) {
    followers = with(followers, reader, stance == Stance.FOLLOW);
    muters = with(muters, reader, stance == Stance.MUTE);
  }

  private static @Nullable ReaderSet with(@Nullable ReaderSet readers, int reader, boolean in) {
    if (in) {
      ReaderSet some = readers == null ? new ReaderSet() : readers;
      some.add(reader);
      return some;
    }
    if (readers != null) {
      readers.remove(reader);
    }
    return readers == null || readers.isEmpty() ? null : readers;
  }

  void compact() {
    if (followers != null) {
      followers.compact();
    }
    if (muters != null) {
      muters.compact();
    }
  }

  boolean isEmpty() {
    return followers == null && muters == null;
  }
}
