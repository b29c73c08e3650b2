using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A bad lexicon is refused with where, what was found, and what is allowed.</summary>
public class LexiconErrorTests
{
    const string Roles = "Available: adversative, amplifier, boundary, comparison, concessive, deamplifier, hedge, intensifier, negator, polarity, relief, turn.";
    const string Columns = "Expected term, role, valence and, if wanted, direction, quantity, note, date, by, source, evidence.";
    const string Quoting = "Quote a field that holds a comma or a quote, and double the quotes inside it.";

    static string Refusal(byte[] csv)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("x.csv", csv);
        return Assert.Throws<InputException>(() => Lexicon.Read(path)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    static string Refusal(string csv) => Refusal(Encoding.UTF8.GetBytes(csv));

    [Theory]
    [InlineData("gain,polarity,abc", "valence 'abc' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("gain,polarity,", "valence '' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("gain,polarity,\"0,5\"", "valence '0,5' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("gain,polarity,0x1", "valence '0x1' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("gain,polarity,NaN", "valence NaN of 'gain' is out of range. Expected -1 to 1 for the role polarity.")]
    [InlineData("gain,polarity,Infinity", "valence Infinity of 'gain' is out of range. Expected -1 to 1 for the role polarity.")]
    [InlineData("gain,polarity,-1e999", "valence -Infinity of 'gain' is out of range. Expected -1 to 1 for the role polarity.")]
    [InlineData("gain,polarity,1.01", "valence 1.01 of 'gain' is out of range. Expected -1 to 1 for the role polarity.")]
    [InlineData("not,negator,0.5", "valence 0.5 of 'not' is out of range. Expected -1 to 0 for the role negator.")]
    [InlineData("very,amplifier,-0.5", "valence -0.5 of 'very' is out of range. Expected 0 to 1 for the role amplifier.")]
    [InlineData("slightly,deamplifier,0.5", "valence 0.5 of 'slightly' is out of range. Expected -1 to 0 for the role deamplifier.")]
    [InlineData("critical,intensifier,1.5", "valence 1.5 of 'critical' is out of range. Expected 0 to 1 for the role intensifier.")]
    [InlineData("may,hedge,0.1", "valence 0.1 of 'may' is out of range. Expected -1 to 0 for the role hedge.")]
    [InlineData("but,adversative,-0.1", "valence -0.1 of 'but' is out of range. Expected 0 to 1 for the role adversative.")]
    [InlineData("despite,concessive,-0.1", "valence -0.1 of 'despite' is out of range. Expected 0 to 1 for the role concessive.")]
    [InlineData("improved,turn,1.5", "valence 1.5 of 'improved' is out of range. Expected -1 to 1 for the role turn.")]
    [InlineData("versus,comparison,-0.5", "valence -0.5 of 'versus' is out of range. Expected 0 to 1 for the role comparison.")]
    [InlineData("while,boundary,0.1", "valence 0.1 of 'while' is out of range. Expected 0 for the role boundary.")]
    [InlineData("gain,positive,0.5", "role 'positive' is not known. " + Roles)]
    [InlineData("gain,\"polarity,negator\",0", "role 'polarity,negator' is not known. " + Roles)]
    [InlineData("gain,1,0", "role '1' is not known. " + Roles)]
    [InlineData("gain,,0.5", "role '' is not known. " + Roles)]
    [InlineData(",polarity,0.5", "term '' has no word in it. Expected letters or digits, as in 'profit warning'.")]
    [InlineData("--!,polarity,0.5", "term '--!' has no word in it. Expected letters or digits, as in 'profit warning'.")]
    public void A_row_that_cannot_be_used_is_named_by_its_line(string row, string message) =>
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal($"x.csv(3): {message}", Refusal($"term,role,valence\nfirst,polarity,0.5\n{row}\n")));

    [Theory]
    [InlineData("gain", "gain")]
    [InlineData("build-out", "build out")]
    [InlineData("Gain", "gain's")]
    [InlineData("U.K.", "uk")]
    public void A_term_stands_once_however_it_is_written(string first, string second) =>
        Assert.Equal($"x.csv(3): term '{second}' already stands at x.csv(2). Each term stands once: remove one of them.",
            Refusal($"term,role,valence\n{first},polarity,0.5\n{second},hedge,-0.5\n"));

    [Theory]
    [InlineData("31-01-2026")]
    [InlineData("2026-1-31")]
    [InlineData("2026-02-30")]
    [InlineData("2025-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-01-00")]
    [InlineData("0000-01-31")]
    [InlineData("2026/01/31")]
    [InlineData("+026-01-31")]
    [InlineData("2026-01-3\u0661")]
    [InlineData("2026-01-31T")]
    [InlineData("yesterday")]
    public void A_date_has_one_form(string date) =>
        Assert.Equal($"x.csv(2): date '{date}' is not a date. Expected the form 2026-01-31.", Refusal($"term,role,valence,date\ngain,polarity,0.5,{date}\n"));

    [Theory]
    [InlineData("term,role\ngain,polarity\n", "column 'valence' is missing. Found: term, role. ")]
    [InlineData("term;role;valence\ngain;polarity;0.5\n", "column 'term' is missing. Found: term;role;valence. ")]
    [InlineData("gain,polarity,0.5\n", "column 'term' is missing. Found: gain, polarity, 0.5. ")]
    [InlineData("\n\n", "column 'term' is missing. Found: . ")]
    public void A_missing_column_is_named_with_those_that_are_there(string csv, string message) => Assert.Equal($"x.csv(1): {message}{Columns.TrimEnd('.')}; or a published form: loughranmcdonald, words, nrc, afinn, vader.", Refusal(csv));

    [Theory]
    [InlineData("\"gain,polarity,0.5\nloss,polarity,0.5\n", "a quoted field that is never closed")]
    [InlineData("ga\"in,polarity,0.5\n", "a quote inside an unquoted field")]
    [InlineData("\"ga\"in,polarity,0.5\n", "text after the closing quote of a quoted field")]
    [InlineData("gain,polarity,0,5\n", "has 4 fields but 3 were expected")]
    [InlineData("gain,polarity\n", "has 2 fields but 3 were expected")]
    public void A_broken_row_says_what_is_wrong_with_it(string row, string found)
    {
        var message = Refusal($"term,role,valence\n{row}");
        Assert.StartsWith("x.csv(2): ", message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.EndsWith(Quoting, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rose,polarity,0.2,up,", "direction 'up' is not a number. Expected -1 to 1, with '.' as decimal point.")]
    [InlineData("rose,polarity,0.2,1.5,", "direction 1.5 of 'rose' cannot be used. Expected -1 to 1, for the role polarity only.")]
    [InlineData("profit,polarity,0,,NaN", "quantity NaN of 'profit' cannot be used. Expected -1 to 1, for the role polarity only.")]
    [InlineData("not,negator,-0.5,,0.5", "quantity 0.5 of 'not' cannot be used. Expected -1 to 1, for the role polarity only.")]
    public void A_direction_and_a_quantity_have_a_range_and_a_role(string row, string message) =>
        Assert.Equal($"x.csv(2): {message}", Refusal($"term,role,valence,direction,quantity\n{row}\n"));

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks_and_blank_lines() =>
        Assert.StartsWith("x.csv(6): valence 'q'", Refusal("term,role,valence,note\n\ngain,polarity,0.5,\"one\ntwo\"\n\nloss,polarity,q,\n"), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_entries_is_refused()
    {
        Assert.Equal("x.csv: no entries. Expected at least one row under the header.", Refusal("term,role,valence\n"));
        Assert.Equal($"x.csv: the file is empty. Expected a lexicon: CSV with the columns {Columns["Expected ".Length..]}", Refusal(""));
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        Assert.Contains("x.csv: holds a NUL byte at offset 4, so it is no text. Expected a lexicon", Refusal([.. "term"u8, 0, 1, 2]), StringComparison.Ordinal);
        Assert.Contains("x.csv: is not UTF-8 at offset 18. Expected a lexicon", Refusal([.. "term,role,valence\n"u8, 0xE9, (byte)','])!, StringComparison.Ordinal);
        Assert.EndsWith("; save it as UTF-8.", Refusal([.. "term,role,valence\n"u8, 0xE9]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused_by_name()
    {
        using var folder = new ArticleFolder();
        Assert.StartsWith($"{folder["no.csv"]}: no such file. Expected a lexicon", Assert.Throws<InputException>(() => Lexicon.Read(folder["no.csv"])).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path}: is a folder. Expected a lexicon", Assert.Throws<InputException>(() => Lexicon.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_stands_twice_is_refused() =>
        Assert.Equal("x.csv(1): column 'valence' stands twice. Expected term, role, valence and, if wanted, direction, quantity, note, date, by, source, evidence, each once.",
            Refusal("term,role,valence,Valence\ngain,polarity,0.5,0.6\n"));

    [Theory]
    [InlineData("\u001b[31mgain,polarity,2")]
    [InlineData("\u001b[31m gain,polarity,0.5\n\u001b[32m gain,polarity,0.5")]
    [InlineData("\u202e!\u001b,polarity,0.5")]
    [InlineData("gain,\u001b[31m,0.5")]
    [InlineData("gain,polarity,\u001b[31m")]
    public void A_message_never_passes_an_escape_to_the_terminal(string row)
    {
        var message = Refusal($"term,role,valence\n{row}\n{row.Replace("[31m", "[32m", StringComparison.Ordinal)}\n");
        Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u202e');
        Assert.Contains("\\u001B", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_made_in_memory_is_held_to_the_same_rules()
    {
        Assert.Equal("lexicon 'mine': valence NaN of 'x' is out of range. Expected -1 to 1 for the role polarity.",
            Assert.Throws<InputException>(() => Lexicon.Of("mine", new Entry("x", Role.Polarity, double.NaN))).Message);
        Assert.Equal("lexicon 'mine': term 'build-out' already stands at lexicon 'mine'. Each term stands once: remove one of them.",
            Assert.Throws<InputException>(() => Lexicon.Of("mine", new("build out", Role.Polarity, 0.5), new("build-out", Role.Polarity, 0.5))).Message);
    }
}
