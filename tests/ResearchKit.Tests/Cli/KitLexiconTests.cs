using Xunit;

namespace ResearchKit.Tests;

/// <summary>Published lists and their licences from the shell.</summary>
public sealed class KitLexiconTests : IDisposable
{
    const string Master = "Word,Seq_num,Negative,Positive\nSPLENDID,1,0,2014\nGLOOMY,2,2009,0\nRUSTY,3,-2020,0\n";

    readonly ArticleFolder folder = new();

    public KitLexiconTests()
    {
        folder.Put("lm.csv", Master);
        folder.Put("afinn.txt", "splendid\t4\ngloomy\t-2\n");
        folder.Put("a.txt", "A splendid and not gloomy widget.");
        folder.Put("labels.csv", "id,text,label\n1,A splendid widget.,positive\n2,A gloomy widget.,negative\n3,A widget.,neutral\n");
    }

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    [Fact]
    public void A_published_list_scores_explains_and_is_evaluated_and_its_licence_is_said_once()
    {
        string[][] commands = [["score", "a.txt", "--json"], ["explain", "a.txt"], ["evaluate", "--labels", "labels.csv", "--json"]];
        foreach (var command in commands)
        {
            var result = Run([.. command, "--method", "ratio:polarity", "--lexicon", "lm.csv"]);
            Assert.Equal(0, result.Code);
            Assert.Matches(@"^lexicon: lm \(2 entries, [0-9a-f]{8}\); licence: Loughran-McDonald \(commercial use: no, redistribution: unknown\)\. Academic research only; [^\n]*\nlexicon: Loughran-McDonald master dictionary, the latest edition in the file\n$", result.Error);
        }
        Assert.Equal(3 / 3.0, (double)Run("evaluate", "--labels", "labels.csv", "--method", "ratio:polarity", "--lexicon", "lm.csv", "--json").JsonLines.Single()["accuracy"]!);
    }

    [Fact]
    public void The_kit_s_own_lexicon_needs_no_word() => Kit.Run("score", "seeds", "--json", "--lexicon", "data/lexicons/finance.csv").Done();

    [Fact]
    public void What_may_not_be_passed_on_is_not_packaged()
    {
        var message = Run("lexicon", "import", "lm.csv", "--out", "out.csv").Refused();
        Assert.Contains("Lexicon 'lm' cannot be packaged: its licence, Loughran-McDonald, does not say whether redistribution is allowed, so it counts as forbidden.", message);
        Assert.EndsWith("To keep the file to yourself, give --private.", message);
        folder.Put("plain.csv", "good,positive\nbad,negative\n");
        Assert.Contains("Lexicon 'plain' cannot be packaged: its licence is not stated, so it counts as forbidden.", Run("lexicon", "import", "plain.csv", "--out", "out.csv").Refused());
        Assert.Empty(Directory.GetFiles(folder.Path, "out*"));
    }

    [Fact]
    public void A_private_file_keeps_its_licence_and_the_gate_stays_shut()
    {
        var made = Run("lexicon", "import", "lm.csv", "--as-of", "2019", "--private", "--out", "mine.csv");
        Assert.Equal((0, "mine.csv: 3 entries, licence Loughran-McDonald (commercial use: no, redistribution: unknown)\n"), (made.Code, made.Output));
        var back = Lexicon.Read(folder["mine.csv"]);
        Assert.Equal([("splendid", 1.0), ("gloomy", -1.0), ("rusty", -1.0)], back.Entries.Select(entry => (entry.Term, entry.Valence)));
        Assert.Throws<InputException>(() => back.Licence.Require(Use.Promotion, "Lexicon 'mine'"));
        Assert.Contains("Lexicon 'mine' cannot be packaged", Run("lexicon", "import", "mine.csv", "--out", "again.csv").Refused());
        Assert.Equal("Loughran-McDonald", back.Scorer().Receipt(Article.Of("A gloomy day.")).Lexicon.Licence?.Name);
    }

    [Fact]
    public void A_licence_that_the_user_states_opens_the_gate()
    {
        Assert.Contains("licence ODbL-1.0", Run("lexicon", "import", "afinn.txt", "--form", "afinn", "--out", "afinn.csv").Output);
        folder.Put("leave.txt", "name: Leave of the authors\ncommercial use: yes\nredistribution: yes\n");
        Assert.Equal(0, Run("lexicon", "import", "lm.csv", "--licence", "leave.txt", "--out", "lm2.csv").Code);
        Assert.Equal("Leave of the authors", Lexicon.Read(folder["lm2.csv"]).Licence.Name);
        Assert.Equal(Licence.Find("CC0-1.0"), Run("lexicon", "import", "lm.csv", "--licence", "cc0-1.0", "--out", "lm3.csv").Code == 0 ? Lexicon.Read(folder["lm3.csv"]).Licence : null);
    }

    [Fact]
    public void Shifters_of_the_kit_s_lexicon_can_be_added()
    {
        Assert.Equal(0, Run("lexicon", "import", "afinn.txt", "--shifters", "data/lexicons/finance.csv", "--out", "both.csv").Code);
        var both = Lexicon.Read(folder["both.csv"]);
        Assert.Contains(both.Entries, entry => entry.Role == Role.Negator && entry.Note.StartsWith("shifter of finance", StringComparison.Ordinal));
        Assert.Equal("ODbL-1.0 + MIT", both.Licence.Name);
        Assert.NotEqual(0, both.Scorer("sentometrics:counts:bigram").Score("Not gloomy.").Value);
    }

    [Theory]
    [InlineData("Form 'xls' is not known. Available: kit, loughranmcdonald, words, nrc, afinn, vader.", "--form", "xls", "--out", "o.csv")]
    [InlineData("Licence 'mine' is not known. Available: MIT, ", "--licence", "mine", "--out", "o.csv")]
    [InlineData("--as-of is '12/2014'. Expected a day such as 2014-12-31, or a year such as 2014 for its last day.\nTry ./kit lexicon import --help.", "--as-of", "12/2014", "--out", "o.csv")]
    [InlineData("--out o.txt: is not the name of a lexicon. Expected one ending in .csv; the file is replaced.", "--out", "o.txt")]
    [InlineData("--out lm.csv: is the list itself, which would be replaced. Give another name.", "--out", "lm.csv")]
    [InlineData("Option '--outt' is not known. Available: --as-of, ", "--outt", "o.csv")]
    public void What_cannot_be_done_is_refused(string message, params string[] options) => Assert.StartsWith(message, Run(["lexicon", "import", "lm.csv", .. options]).Refused());

    [Fact]
    public void A_command_that_lexicon_has_not_lists_those_there_are() => Assert.StartsWith("Command 'imprt' is not known. Available: suggest, draft, diff, impact, evaluate, promote, rollback, history, champion, verify, import.", Kit.Run("lexicon", "imprt").Refused());
}
