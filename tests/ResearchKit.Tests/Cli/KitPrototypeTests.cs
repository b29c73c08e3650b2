using Xunit;

namespace ResearchKit.Tests;

/// <summary>From an idea to a version by the command line, on a registry of its own with a small lexicon.</summary>
public sealed class KitPrototypeTests : IDisposable
{
    const string Finance = "term,role,valence,note\ngain,polarity,0.50,x\nloss,polarity,-0.50,x\nmay,hedge,-0.40,x\n";

    readonly ArticleFolder folder = new();

    readonly string registry;

    public KitPrototypeTests()
    {
        registry = folder["registry"];
        folder.Put("finance.csv", Finance);
        folder.Put("finance.csv.licence.txt", "MIT\n");
        Kit.RunIn(folder.Path, "lexicon", "promote", "finance.csv", "--registry", registry, "--by", "ada", "--because", "first", "--at", "2026-01-01T00:00:00Z").Done();
        folder.Put("registry/rules.json", "{\"minimumTexts\":20,\"guardedTexts\":10}");
        // 60 days: slump is bad and says so in every third text, crunch stands in every second of the rest.
        folder.Put("news.csv", "id,publishedAt,source,sector,text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"t{i:00},{new DateTime(2026, 1, 1).AddDays(i):yyyy-MM-dd}T08:00:00Z,{(i % 2 == 0 ? "wire" : "post")},mining,{(i % 3 == 0 ? $"A slump at pit {i} came.,negative" : $"A gain at pit {i} came.,positive")}\n")));
    }

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, ["lexicon", .. arguments, "--registry", registry]);

    /// <summary>An edit that is made, and said to be written.</summary>
    KitResult Made(string file, params string[] edits)
    {
        var made = Run(["draft", file, "--by", "ada", "--because", "falls", .. edits]);
        Assert.Equal($"wrote {file}\n", made.Error);
        return (made with { Error = "" }).Done();
    }

    [Fact]
    public void The_whole_way_from_a_draft_to_a_champion_and_back()
    {
        Assert.Contains("add 'slump' -0.50: falls (ada, ", Made("mine.csv", "--add", "slump=-0.5").Output);
        var moved = Run("impact", "mine.csv", "--articles", "news.csv", "--by", "source").Done().Output;
        Assert.Contains("20 of 60 articles change, 20 in label, 20 in class", moved);
        Assert.Contains("  wire: 10 of 30 articles change", moved);

        var judged = Run("evaluate", "mine.csv", "--labels", "news.csv", "--from", "2026-01-31").Done().Output;
        // 30 days are left, 10 of them with a slump.
        Assert.Contains("10 texts mended, 0 broken; 10000 resamples of 30 blocks by date, seed 1", judged);
        Assert.Contains("1 trial on news.csv; this one gains +33.3 points of accuracy; adjusted p < 0.001: evidence of a gain", judged);

        var self = Run("promote", "mine.csv", "--evaluation", "mine.evaluation.json", "--by", "ada", "--approved-by", "ada", "--because", "slumps");
        Assert.Equal(1, self.Code);
        Assert.Contains("refused: ", self.Output);
        Assert.StartsWith("finance@2 is champion", Run("promote", "mine.csv", "--evaluation", "mine.evaluation.json", "--by", "ada", "--approved-by", "bob", "--because", "slumps").Done().Output);
        Assert.Contains("slump", File.ReadAllText(folder["registry/finance/2/finance.csv"]));
        Assert.StartsWith("whole", Run("verify").Done().Output);
        Assert.Contains("finance@1", Run("champion", "--as-of", "2026-01-02").Done().Output);
        Assert.StartsWith("finance@1 is champion", Run("rollback", "--by", "ada", "--approved-by", "bob", "--because", "second thoughts").Done().Output);
        Assert.Equal(3, Run("history").Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Trials_are_counted_once_for_a_draft_and_for_all_of_them()
    {
        string Verdict(string file) => Run("evaluate", file, "--labels", "news.csv").Output.Split('\n').Single(line => line.Contains(" on news.csv; this one", StringComparison.Ordinal) && !line.StartsWith("not enough", StringComparison.Ordinal));
        Made("mine.csv", "--add", "slump=-0.5");
        Made("other.csv", "--add", "pit=0.3");
        Assert.StartsWith("1 trial on", Verdict("mine.csv"));
        Assert.StartsWith("1 trial on", Verdict("mine.csv"));
        Assert.StartsWith("2 trials on", Verdict("other.csv"));
        Assert.StartsWith("2 trials on", Verdict("mine.csv"));
        // Another window of the same set is another look at it.
        Assert.Contains("3 trials on", Run("evaluate", "mine.csv", "--labels", "news.csv", "--from", "2026-01-10").Output);
    }

    [Fact]
    public void A_draft_that_was_learned_on_a_window_is_refused_there()
    {
        Made("mine.csv", "--add", "slump=-0.5", "--read", "news.csv");
        Assert.Contains("The draft cannot be judged on news.csv (60 texts, ", Run("evaluate", "mine.csv", "--labels", "news.csv").Refused());
        Assert.False(File.Exists(folder["registry/trials.jsonl"]));
    }

    [Fact]
    public void A_changed_copy_of_the_lexicon_is_a_draft_too()
    {
        folder.Put("copy.csv.licence.txt", "MIT\n");
        folder.Put("copy.csv", Finance.Replace("gain,polarity,0.50", "gain,polarity,0.40", StringComparison.Ordinal));
        Assert.Contains("40 of 60 articles change", Run("impact", "copy.csv", "--articles", "news.csv").Done().Output);
        Assert.Contains("reweigh 'gain' +0.40: as copy has it (bob, ", Run("draft", "new.csv", "--copy", "copy.csv", "--by", "bob").Output);
        Assert.Contains("~ gain (polarity +0.50) → polarity +0.40", Run("diff", "champion", "copy.csv").Output);
    }

    [Fact]
    public void Suggestions_become_a_draft_that_remembers_what_it_was_learned_on()
    {
        var told = Run("suggest", "--labels", "news.csv", "--until", "2026-01-31", "--q", "1", "--top", "3", "--out", "found.csv", "--by", "ada");
        Assert.Equal(0, told.Code);
        Assert.Contains("slump", told.Output);
        Assert.Contains("wrote found.csv: read it", told.Error);
        Assert.Contains("learned,news.csv", File.ReadAllText(folder["found.csv"]));
        Assert.Contains("cannot be judged", Run("evaluate", "found.csv", "--labels", "news.csv", "--until", "2026-01-20").Refused());
        Assert.Contains("is there already", Run("suggest", "--labels", "news.csv", "--out", "found.csv", "--by", "ada").Refused());
    }

    [Fact]
    public void A_draft_on_the_old_champion_is_told_to_move()
    {
        Made("mine.csv", "--add", "slump=-0.5");
        Made("late.csv", "--add", "pit=-0.2");
        Run("evaluate", "mine.csv", "--labels", "news.csv").Done();
        Run("promote", "mine.csv", "--evaluation", "mine.evaluation.json", "--by", "ada", "--approved-by", "bob", "--because", "slumps").Done();
        Assert.Contains("--onto champion", Run("evaluate", "late.csv", "--labels", "news.csv").Refused());
        Assert.Contains("draft of 1 edit on finance@2", Run("draft", "late.csv", "--onto", "champion").Output);
        // A second draft on the first version that adds what the second version has.
        folder.Put("clash.csv", File.ReadAllText(folder["mine.csv"]).Replace("-0.50", "-0.40", StringComparison.Ordinal));
        Assert.Contains("there the entry is slump (polarity -0.50), and on finance@1 it is missing", Run("draft", "clash.csv", "--onto", "champion").Refused());
    }

    [Fact]
    public void A_review_page_says_all_and_no_text_of_an_entry_is_markup()
    {
        Run("draft", "mine.csv", "--by", "<b>ada</b>", "--because", "a | b <script>alert(1)</script> *c*", "--add", "slump=-0.5");
        Run("evaluate", "mine.csv", "--labels", "news.csv").Done();
        Assert.Contains("wrote review.md and review.html", Run("diff", "champion", "mine.csv", "--articles", "news.csv", "--evaluation", "mine.evaluation.json", "--report", "review").Error);
        var (markdown, html) = (File.ReadAllText(folder["review.md"]), File.ReadAllText(folder["review.html"]));
        foreach (var heading in new[] { "Risks", "Entries", "Impact", "Evidence", "Conflicts with other lexicons", "Licence", "To sign" })
        {
            Assert.Contains($"## {heading}\n", markdown);
            Assert.Contains($"<h2>{heading}</h2>", html);
        }
        Assert.Contains("a \\| b &lt;script>alert(1)&lt;/script> \\*c\\*", markdown);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("20 of 60 articles change their class.", markdown);
    }

    [Theory]
    [InlineData("draft mine.csv", "mine.csv: no such file. Expected a draft, or edits to start one with: --by NAME --because TEXT --add TERM=V.")]
    [InlineData("draft mine.txt --by a --because b --add c=1", "mine.txt: is not the name of a draft. Expected one ending in .csv.")]
    [InlineData("draft finance.csv --by a --because b --add c=1", "finance.csv: is there and is no draft. Expected another name; to make a draft of a changed lexicon: ./kit lexicon draft NEW.csv --copy finance.csv --by NAME.")]
    [InlineData("draft mine.csv --because b --add c=1", "--by is missing. Expected who makes the edits: --by NAME.")]
    [InlineData("draft mine.csv --by a --add c=1", "--because is missing. Expected why: a line is enough.")]
    [InlineData("draft mine.csv --by a --because b --add c", "--add 'c': has no valence. Expected TERM=V, such as 'capacity crunch=-0.5'.")]
    [InlineData("draft mine.csv --by a --because b --add c=0,5", "--add 'c=0,5': '0,5' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("draft mine.csv --by a --because b --move may=hope:-0.1", "--move 'may=hope:-0.1': role 'hope' is not known. Available: ")]
    [InlineData("draft mine.csv --by a --because b --add gain=0.1", "draft on finance@1, edit 1: add 'gain' cannot be made: the term stands there already")]
    [InlineData("draft mine.csv --by a --because b --parent finance@7 --add c=0.1", "finance@7")]
    [InlineData("impact none.csv", "none.csv: no such file. Expected a draft")]
    [InlineData("evaluate finance.csv", "--labels is missing. Expected a labelled set: a file or a folder.")]
    [InlineData("evaluate finance.csv --labels news.csv --where sector=oil", "news.csv: none of its 60 texts is chosen. Expected at least one.")]
    [InlineData("evaluate finance.csv --labels news.csv --where area=oil", "--where: no text has the field 'area'. Available: source, sector.")]
    [InlineData("evaluate finance.csv --labels news.csv --from 2026-13-01", "--from is '2026-13-01'. Expected a day such as 2026-11-26, or an instant with its zone")]
    [InlineData("suggest --method luck", "Method 'luck' is not known. Available: log-odds, elastic-net, so-pmi, sestm, gaps, conflicts, stale.")]
    [InlineData("suggest --method sestm --articles news.csv", "--returns is missing. Expected a CSV with date, ticker, return.")]
    [InlineData("suggest --method gaps --articles news.csv --out x.csv --by a", "--out: gaps says where to look and proposes no edit.")]
    [InlineData("diff champion candidate", "candidate")]
    [InlineData("diff champion finance.csv --evaluation x.json", "--evaluation, --against and --articles are of the page.")]
    [InlineData("impact finance.csv --articles news.csv --labels news.csv", "--labels and --articles both name texts.")]
    [InlineData("impact finance.csv --articles news.csv --by luck", "--by luck: no article has one. Expected theme, ticker, source, period, or a field: sector.")]
    [InlineData("draft mine.csv --by a --because b --add c=0.1 --until 2026-01-01", "--from, --until and --where say what of --read was read.")]
    [InlineData("suggest --labels news.csv --q 1.5", "--q is 1.5. Expected more than 0, to 1 for all.")]
    [InlineData("suggest --labels news.csv --seeds +gain", "--seeds is of --method so-pmi.")]
    [InlineData("suggest --method so-pmi --articles news.csv --seeds gain", "--seeds 'gain': has no sign.")]
    public void What_cannot_be_used_is_refused(string command, string message) => Assert.Contains(message, Run(command.Split(' ')).Refused());

    [Fact]
    public void Parents_that_go_round_in_a_circle_are_named()
    {
        Made("mine.csv", "--add", "slump=-0.5");
        var text = File.ReadAllText(folder["mine.csv"]);
        var parent = text.Split('\n')[1];
        folder.Put("a.csv", text.Replace(parent, "parent,b.csv,,,,,,ada,2026-01-01,,,", StringComparison.Ordinal));
        folder.Put("b.csv", text.Replace(parent, "parent,a.csv,,,,,,ada,2026-01-01,,,", StringComparison.Ordinal));
        Assert.Contains("Parents go round in a circle: a.csv → b.csv → a.csv.", Run("draft", "a.csv").Refused());
    }

    [Fact]
    public void What_was_learned_on_is_not_lost_on_the_way_through_another_draft_or_a_version()
    {
        Made("learned.csv", "--add", "slump=-0.5", "--read", "news.csv");
        Made("child.csv", "--parent", "learned.csv", "--add", "nonsense=-0.1");
        Assert.Contains("cannot be judged", Run("evaluate", "child.csv", "--labels", "news.csv").Refused());
        Run("promote", "learned.csv", "--as", "candidate", "--by", "ada", "--because", "a look").Done();
        Assert.Contains("cannot be judged", Run("evaluate", "finance@2", "--labels", "news.csv").Refused());
        folder.Put("copy.csv", File.ReadAllText(folder["registry/finance/2/finance.csv"]) + "dummy,polarity,0.10,,,x,,,,\n");
        Assert.Contains("cannot be judged", Run("evaluate", "copy.csv", "--labels", "news.csv").Refused());
    }

    [Fact]
    public void A_changed_row_is_whoever_changed_it()
    {
        Made("mine.csv", "--add", "slump=-0.5");
        Run("evaluate", "mine.csv", "--labels", "news.csv").Done();
        Run("promote", "mine.csv", "--evaluation", "mine.evaluation.json", "--by", "ada", "--approved-by", "bob", "--because", "slumps").Done();
        folder.Put("copy.csv.licence.txt", "MIT\n");
        folder.Put("copy.csv", File.ReadAllText(folder["registry/finance/2/finance.csv"]).Replace("slump,polarity,-0.50", "slump,polarity,-0.30", StringComparison.Ordinal));
        Assert.Contains("reweigh 'slump' -0.30: as copy has it (mallory, ", Run("draft", "new.csv", "--copy", "copy.csv", "--by", "mallory").Output);
    }

    [Fact]
    public void Programs_get_json()
    {
        Made("mine.csv", "--add", "slump=-0.5");
        Assert.Equal("slump", Run("draft", "mine.csv", "--json").Done().JsonLines[0]["edits"]![0]!["term"]!.GetValue<string>());
        Assert.Equal(-0.5, Run("diff", "champion", "mine.csv", "--json").Done().JsonLines[0]["changes"]![0]!["after"]!["valence"]!.GetValue<double>());
        Assert.Equal(20, Run("impact", "mine.csv", "--articles", "news.csv", "--json").Done().JsonLines[0]["changed"]!.GetValue<int>());
        var judged = Run("evaluate", "mine.csv", "--labels", "news.csv", "--json").Done().JsonLines[0];
        Assert.Equal((20, 1), (judged["mended"]!.GetValue<int>(), judged["evidence"]!["trials"]!.GetValue<int>()));
        Assert.Equal("slump", Run("suggest", "--labels", "news.csv", "--q", "1", "--json").Done().JsonLines.First(line => line["term"]!.GetValue<string>().Contains("slump", StringComparison.Ordinal))["term"]!.GetValue<string>().Split(' ')[0]);
    }
}
