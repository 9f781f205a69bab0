package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Puts queries to Lucene.
 *
 * @param languages in whose stems words are looked for
 * @param zone of the days that date filters mean
 */
record LuceneQueries(Collection<String> languages, ZoneId zone) {
  /** Where else a match counts, and how much more than in the text. */
  private static final Map<String, Float> BOOSTS =
      Map.of(StoryField.HEADLINE, 3f, StoryField.STANDFIRST, 1.5f, StoryField.NAMES, 2f);

  /** How much the weaker of several matches of one word add. */
  private static final float TIE = 0.1f;

  /** Which stories are found. */
  Query matching(SearchQuery query) {
    return compile(query, false);
  }

  /** Which stories are found, and how well they fit. */
  Query ranked(SearchQuery query) {
    return compile(query, true);
  }

  /** What to mark in a text that was found. */
  Query marks(SearchQuery query) {
    BooleanQuery.Builder marks = new BooleanQuery.Builder();
    addMarks(query, marks);
    return marks.build();
  }

  private void addMarks(SearchQuery query, BooleanQuery.Builder marks) {
    switch (query) {
      case And(var all) -> all.forEach(part -> addMarks(part, marks));
      case Or(var any) -> any.forEach(part -> addMarks(part, marks));
      case Word _, Phrase _, Prefix _ -> marks.add(matching(query), Occur.SHOULD);
      case Not _, Everything _, Named _, InLanguage _, Dated _ -> {}
    }
  }

  private Query compile(SearchQuery query, boolean ranked) {
    return switch (query) {
      case Everything() -> new MatchAllDocsQuery();
      case Not _ -> together(List.of(query), ranked);
      case And(var all) -> together(all, ranked);
      case Or(var any) -> {
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        any.forEach(part -> either.add(compile(part, ranked), Occur.SHOULD));
        yield either.build();
      }
      case Leaf leaf -> compileLeaf(leaf, ranked);
    };
  }

  private Query together(List<SearchQuery> parts, boolean ranked) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean onlyNot = true;
    for (SearchQuery part : parts) {
      if (part instanceof Not(var excluded)) {
        all.add(compile(excluded, false), Occur.MUST_NOT);
      } else {
        onlyNot = false;
        boolean filter =
            part instanceof Named || part instanceof InLanguage || part instanceof Dated;
        all.add(compile(part, ranked), filter ? Occur.FILTER : Occur.MUST);
      }
    }
    if (onlyNot) {
      all.add(new MatchAllDocsQuery(), Occur.FILTER);
    }
    return all.build();
  }

  private Query compileLeaf(Leaf leaf, boolean ranked) {
    return switch (leaf) {
      case Word _, Phrase _ -> words(leaf, ranked);
      case Prefix(String text) ->
          new PrefixQuery(new Term(StoryField.TEXT, Sequence.words(text).terms().getFirst()));
      case Named(var name, String value, boolean whole) ->
          whole
              ? new TermQuery(new Term(StoryField.whole(name), StoryTerms.folded(value)))
              : inOrder(StoryField.words(name), Sequence.words(value));
      case InLanguage(String tag) -> new TermQuery(new Term(StoryField.LANGUAGE, tag));
      case Dated(var from, var until) ->
          LongField.newRangeQuery(
              StoryField.PUBLISHED,
              from.map(this::millis).orElse(Long.MIN_VALUE),
              until.map(day -> millis(day) - 1).orElse(Long.MAX_VALUE));
    };
  }

  private long millis(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private Query words(Leaf leaf, boolean ranked) {
    Probe probe = new Probe(leaf);
    List<Sequence> forms = new ArrayList<>();
    forms.add(probe.exact());
    if (leaf instanceof Word) {
      languages.forEach(language -> forms.add(probe.stems(language)));
    }
    List<Query> ways = new ArrayList<>();
    for (Sequence form : forms) {
      ways.add(inOrder(StoryField.TEXT, form));
      if (ranked) {
        BOOSTS.forEach((field, boost) -> ways.add(new BoostQuery(inOrder(field, form), boost)));
      }
    }
    return ways.size() == 1 ? ways.getFirst() : new DisjunctionMaxQuery(ways, TIE);
  }

  private static Query inOrder(String field, Sequence sequence) {
    if (sequence.size() == 1) {
      return new TermQuery(new Term(field, sequence.terms().getFirst()));
    }
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    for (int i = 0; i < sequence.size(); i++) {
      phrase.add(new Term(field, sequence.terms().get(i)), sequence.offsets().get(i));
    }
    return phrase.build();
  }
}
