package courant.syndication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Thu, 01 Jan 2004 19:48:21 GMT        | 2004-01-01T19:48:21Z
          Thu, 1 Jan 04 19:48 EST              | 2004-01-02T00:48:00Z
          01 Jan 99 00:00:00 PDT               | 1999-01-01T07:00:00Z
          Thu, 01 Jan 104 19:48:21 Z           | 2004-01-01T19:48:21Z
          Thu, 01-Jan-2004 19:48:21 +0100      | 2004-01-01T18:48:21Z
          Thu,01 Jan 2004 19:48:21 -0500 (EST) | 2004-01-02T00:48:21Z
          Thursday, 01 January 2004 24:00:00 UT| 2004-01-02T00:00:00Z
          Thu, 31 Dec 1998 23:59:60 GMT        | 1998-12-31T23:59:59Z
          Thu, 01 Jan 2004 19:48:21 GMT+2      | 2004-01-01T17:48:21Z
          Thu, 01 Jan 2004                     | 2004-01-01T00:00:00Z
          Sept 5, 2004 3:15 pm EST             | 2004-09-05T20:15:00Z
          January 5th, 2004                    | 2004-01-05T00:00:00Z
          Thu Jan  1 19:48:21 2004             | 2004-01-01T19:48:21Z
          Thu Jan  1 19:48:21 EST 2004         | 2004-01-02T00:48:21Z
          2003-12-31T10:14:55Z                 | 2003-12-31T10:14:55Z
          2003-12-31T10:14:55.123456789-08:00  | 2003-12-31T18:14:55.123456789Z
          2003-12-31t10:14:55+0530             | 2003-12-31T04:44:55Z
          2003-12-31 10:14:55 America/New_York | 2003-12-31T15:14:55Z
          2003-12-31T10:14                     | 2003-12-31T10:14:00Z
          2003-12-31                           | 2003-12-31T00:00:00Z
          2003-12                              | 2003-12-01T00:00:00Z
          2003                                 | 2003-01-01T00:00:00Z
          20031231T101455Z                     | 2003-12-31T10:14:55Z
          20031231                             | 2003-12-31T00:00:00Z
          2003-365                             | 2003-12-31T00:00:00Z
          2004-1-5 7:05                        | 2004-01-05T07:05:00Z
          1072952101                           | 2004-01-01T10:15:01Z
          1072952101000                        | 2004-01-01T10:15:01Z
          31.12.2003 10:14                     | 2003-12-31T10:14:00Z
          12/31/2003                           | 2003-12-31T00:00:00Z
          Κυρ, 11 Ιούλ 2004 12:00:00 EST       | 2004-07-11T17:00:00Z
          2004-július-13T9:15-05:00            | 2004-07-13T14:15:00Z
          2004년 5월 28일 01:31:15               | 2004-05-28T01:31:15Z
          2004-05-25 오후 11:23:17              | 2004-05-25T23:23:17Z
          2004年5月28日                          | 2004-05-28T00:00:00Z
          Do, 01 Mai 2008 10:00:00 +0200       | 2008-05-01T08:00:00Z
          jeu., 1er février 2007 09:00:00 CET  | 2007-02-01T08:00:00Z
          15 de agosto de 2012                 | 2012-08-15T00:00:00Z
          Пт, 05 Янв 2018 10:00:00 +0300       | 2018-01-05T07:00:00Z
          Sal, 04 Eyl 2018 10:00:00 +0300      | 2018-09-04T07:00:00Z
          """)
  void readsDatesOfTheWild(String text, Instant instant) {
    assertThat(FeedDate.read(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "0000-00-00 00:00:00",
        "Mon, 30 Feb 2004 00:00:00 GMT",
        "0000-01-01",
        "03/04/2005",
        "99999-01-01",
        "2004-13-01",
        "Thu, 01 Foo 2004 00:00:00",
        "10:30",
        "-1"
      })
  void leavesOutWhatIsNoDate(String text) {
    assertThat(FeedDate.read(text)).isEmpty();
  }
}
