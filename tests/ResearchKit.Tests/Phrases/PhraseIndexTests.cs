using System.Collections.Immutable;
using ResearchKit.Tests.Reference;
using Xunit;

namespace ResearchKit.Tests;

public sealed class PhraseIndexTests
{
    /// <summary>The places of phrases in a text, as the text has them.</summary>
    static string Places(string text, params Phrase[] phrases) => Places(Article.Of(text), phrases);

    static string Places(Article article, params Phrase[] phrases) =>
        string.Join("|", new PhraseIndex([.. phrases.Select(phrase => (phrase, 0))], apart: true).Find(article).Select(place => article.Text.Substring(place.Start, place.Length)));

    static Phrase Written(string text) => new(text) { AsWritten = true };

    [Theory]
    [InlineData("Multi-cloud, multi cloud and MULTI\nCLOUD.", "Multi-cloud|multi cloud|MULTI\nCLOUD")]
    [InlineData("Multicloud is another word.", "")]
    [InlineData("Multi, cloud", "")]
    [InlineData("Multi. Cloud", "")]
    [InlineData("multi (cloud)", "")]
    [InlineData("the multi’s cloud's end", "multi’s cloud's")]
    [InlineData("multi\u00AD cloud", "multi\u00AD cloud")]
    [InlineData("multi clouds", "")]
    public void Words_follow_each_other_in_one_clause(string text, string places) => Assert.Equal(places, Places(text, new Phrase("multi cloud")));

    [Theory]
    [InlineData("Oracle and oracle and ORACLE and OracLe", "Oracle|ORACLE")]
    [InlineData("Oracle's, ORACLE'S, Oracle’s, Oracle\u02BCs and oracle's", "Oracle's|ORACLE'S|Oracle’s|Oracle\u02BCs")]
    [InlineData("Ora\u00ADcle and ora\u00ADcle", "Ora\u00ADcle")]
    public void What_is_asked_for_as_written_stands_so_or_in_capitals(string text, string places) => Assert.Equal(places, Places(text, Written("Oracle")));

    [Fact]
    public void A_letter_in_capitals_is_not_any_letter() => Assert.Equal("", Places("Plan A, B and X.", Written("x")));

    [Fact]
    public void An_initialism_is_its_letters() => Assert.Equal("U.K. regulators|UK regulators", Places("U.K. regulators met. UK regulators met. uk regulators met.", Written("U.K. regulators")));

    [Fact]
    public void Needed_words_stand_anywhere_in_the_article()
    {
        var grid = new Phrase("grid") { Needs = ["megawatts", "high voltage"] };
        Assert.Equal("", Places("The grid is old.", grid));
        Assert.Equal("grid", Places("The grid is old.\n\nMegawatts are short.", grid));
        Assert.Equal("grid", Places("The grid is old.\n\nA high-voltage line.", grid));
        Assert.Equal("grid", Places(new Article { Id = "a", Title = "Megawatts", Paragraphs = ["The grid is old."] }, grid));
    }

    [Fact]
    public void Forbidden_words_count_in_their_sentence()
    {
        var grid = new Phrase("grid") { Unless = ["search", "starting grid"] };
        Assert.Equal("grid", Places("A grid, by search, won. The grid is old.", grid));
        Assert.Equal("", Places("The starting grid is full.", grid));
    }

    [Fact]
    public void The_longest_phrase_whose_guards_hold_wins()
    {
        Phrase[] phrases = [new("data"), new("data center"), new("data center build outs") { Needs = ["land"] }];
        Assert.Equal("data center", Places("data center build-outs", phrases));
        Assert.Equal("data center build-outs|land data", Places("data center build-outs on land data", [.. phrases, new("land data")]));
    }

    [Fact]
    public void A_token_counts_once_for_each_owner_or_once_for_all()
    {
        ImmutableArray<(Phrase, int)> phrases = [(new("pricing power"), 0), (new("power"), 1), (new("power plant"), 1)];
        var article = Article.Of("pricing power plant");
        string Found(bool apart) => string.Join("|", new PhraseIndex(phrases, apart).Find(article).Select(place => $"{place.Owner} {article.Text.Substring(place.Start, place.Length)}"));
        Assert.Equal("0 pricing power|1 power plant", Found(apart: true));
        Assert.Equal("0 pricing power", Found(apart: false));
    }

    [Fact]
    public void The_index_finds_what_a_naive_search_finds_on_ordinary_and_hostile_texts()
    {
        var splitter = new ReferenceSentences(File.ReadAllLines(Repository.File("src", "ResearchKit.Text", "sentences.txt")));
        var terms = Examples.Small.Entries.Select(entry => entry.Term).ToList();
        ImmutableArray<(Phrase Phrase, int Owner)> phrases =
        [
            .. terms.Select((term, i) => (new Phrase(i % 3 == 0 ? char.ToUpperInvariant(term[0]) + term[1..] : term)
            {
                AsWritten = i % 3 == 0, Needs = i % 4 == 1 ? [terms[^1], terms[i / 2]] : [], Unless = i % 5 == 2 ? [terms[i / 3]] : [],
            }, i % 2)),
            .. terms.Zip(terms.Skip(1), (one, other) => (new Phrase($"{one} {other}"), 1)),
        ];
        var found = 0;
        foreach (var apart in new[] { true, false })
        {
            var index = new PhraseIndex(phrases, apart);
            foreach (var article in Examples.Generated(seed: 20261126, count: 150, Examples.Small))
            {
                var places = index.Find(article);
                Assert.Equal(Naive(article, phrases, apart, splitter), places.Select(place => (place.Number, place.Start, place.Length)));
                found += places.Length;
            }
        }
        Assert.InRange(found, 1000, 1_000_000);
    }

    static List<(int, int, int)> Naive(Article article, ImmutableArray<(Phrase Phrase, int Owner)> phrases, bool apart, ReferenceSentences splitter)
    {
        var sentences = new List<(string Block, int Offset, List<ReferenceToken> Tokens)>();
        var offset = 0;
        foreach (var block in article.Blocks)
        {
            sentences.AddRange(splitter.Split(block).Select(tokens => (block, offset, tokens)));
            offset += block.Length + 2;
        }
        var found = new List<(int, int, int)>();
        foreach (var (block, start, tokens) in sentences)
        {
            var taken = new HashSet<(int, int)>();
            for (var at = 0; at < tokens.Count; at++)
                foreach (var (number, length) in phrases.Select((phrase, number) => (number, phrase.Phrase.Text.Split(' ').Length)).OrderByDescending(one => one.Item2).ThenBy(one => one.number))
                {
                    var (phrase, owner) = phrases[number];
                    if (!Stands(block, tokens, at, phrase.Text) || phrase.AsWritten && !Spelled(tokens.GetRange(at, length), phrase.Text)) continue;
                    if (phrase.Needs.Length > 0 && !phrase.Needs.Any(guard => sentences.Exists(sentence => Holds(sentence.Block, sentence.Tokens, guard)))) continue;
                    if (phrase.Unless.Any(guard => Holds(block, tokens, guard))) continue;
                    var space = apart ? owner : 0;
                    if (Enumerable.Range(at, length).Any(token => taken.Contains((space, token)))) continue;
                    foreach (var token in Enumerable.Range(at, length)) taken.Add((space, token));
                    found.Add((number, start + tokens[at].Start, tokens[at + length - 1].End - tokens[at].Start));
                }
        }
        return found;

        static bool Holds(string block, List<ReferenceToken> tokens, string text) => Enumerable.Range(0, tokens.Count).Any(at => Stands(block, tokens, at, text));

        static bool Stands(string block, List<ReferenceToken> tokens, int at, string text)
        {
            var words = text.ToLowerInvariant().Split(' ');
            return at + words.Length <= tokens.Count && words.Index().All(word => tokens[at + word.Index].Word == word.Item)
                && Enumerable.Range(at + 1, words.Length - 1).All(token => !ReferenceSentences.BreaksBetween(block, tokens[token - 1], tokens[token]));
        }

        static bool Spelled(List<ReferenceToken> tokens, string text) => tokens.Zip(text.Split(' ')).All(pair =>
            Plain(pair.First.Text) is var plain && (plain == pair.Second || plain == pair.Second.ToUpperInvariant() && plain.Length > 1));

        static string Plain(string token)
        {
            var plain = string.Concat(token.Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format).Select(c => c is '’' or '\u02BC' or '\uFF07' ? '\'' : c));
            return plain.Length > 2 && plain[^2] == '\'' && plain[^1] is 's' or 'S' ? plain[..^2] : plain;
        }
    }
}
