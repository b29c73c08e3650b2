using Xunit;

namespace ResearchKit.Tests;

/// <summary>Published forms of word lists, each by an invented list of a few words.</summary>
public sealed class PublishedListTests : IDisposable
{
    const string Master = """
        Word,Sequence Number,Word Count,Word Proportion,Negative,Positive,Uncertainty,Litigious,Strong_Modal,Weak_Modal,Constraining,Complexity,Syllables,Source
        WIDGET,1,10,0.1,0,0,0,0,0,0,0,0,2,x
        GLOOMY,2,10,0.1,2009,0,2009,0,0,0,0,0,2,x
        SPLENDID,3,10,0.1,0,2014,0,0,0,0,0,0,2,x
        RUSTY,4,10,0.1,-2020,0,0,0,0,0,0,0,2,x

        """;

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    Lexicon Read(string text, Func<ImportOptions, ImportOptions>? options = null, string name = "list.txt") => Lexicon.Read(folder.Put(name, text), options);

    string Refusal(string text, Func<ImportOptions, ImportOptions>? options = null) =>
        Assert.Throws<InputException>(() => Read(text, options)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);

    static IEnumerable<(string, double)> Words(Lexicon lexicon) => lexicon.Entries.Select(entry => (entry.Term, entry.Valence));

    [Fact]
    public void The_master_dictionary_is_read_as_of_its_latest_edition()
    {
        var lexicon = Read(Master, name: "lm.csv");
        Assert.Equal([("gloomy", -1), ("splendid", 1)], Words(lexicon));
        Assert.Equal(["Loughran-McDonald negative, since 2009", "Loughran-McDonald positive, since 2014"], lexicon.Entries.Select(entry => entry.Note));
        Assert.Equal(("lm", "Loughran-McDonald master dictionary, the latest edition in the file", "Loughran-McDonald"), (lexicon.Name, lexicon.Provenance, lexicon.Licence.Name));
        Assert.Equal(0.0, lexicon.Scorer("ratio:polarity").Score("A gloomy, splendid, rusty widget.").Value);
    }

    [Theory]
    [InlineData("2008-12-31", "")]
    [InlineData("2009-12-30", "")]
    [InlineData("2009-12-31", "gloomy rusty")]
    [InlineData("2012-06-30", "gloomy rusty")]
    [InlineData("2014-12-30", "gloomy rusty")]
    [InlineData("2014-12-31", "gloomy splendid rusty")]
    [InlineData("2019-12-31", "gloomy splendid rusty")]
    [InlineData("2020-12-30", "gloomy splendid rusty")]
    [InlineData("2020-12-31", "gloomy splendid")]
    [InlineData("2026-01-01", "gloomy splendid")]
    public void A_year_counts_from_its_last_day_and_a_removed_word_was_there_from_the_first_year_on(string day, string words)
    {
        var asOf = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        ArticleFolder.UnderCulture("da-DK", () =>
        {
            if (words.Length > 0) Assert.Equal(words, string.Join(' ', Read(Master, o => o with { AsOf = asOf }).Entries.Select(entry => entry.Term)));
            else Assert.Equal($"list.txt: no positive or negative word was found in it (Loughran-McDonald master dictionary, as of {day}; its first year is 2009). Expected at least one.", Refusal(Master, o => o with { AsOf = asOf }));
        });
    }

    [Fact]
    public void Other_editions_have_other_columns_in_another_order() => Assert.Equal([("good", 0.5), ("bad", -0.5)],
        Words(Read("Positive,Seq_num,word,negative,Harvard_IV\n2009,1,GOOD,0,x\n0,2,BAD,2009,x\n", o => o with { Valence = 0.5 })));

    [Theory]
    [InlineData("NICE,0,yes\n", "list.txt(2): Positive 'yes' is no year. Expected 0, the year the word was added, or minus the year it was removed.")]
    [InlineData("NICE,0,1\n", "list.txt(2): Positive '1' is no year. Expected 0, the year the word was added, or minus the year it was removed.")]
    [InlineData("NICE,2009.5,0\n", "list.txt(2): Negative '2009.5' is no year. Expected 0, the year the word was added, or minus the year it was removed.")]
    [InlineData("NICE,0,0\n", "list.txt: no positive or negative word was found in it (Loughran-McDonald master dictionary, the latest edition in the file). Expected at least one.")]
    public void A_master_dictionary_that_cannot_be_used_is_refused(string rows, string message) => Assert.Equal(message, Refusal("Word,Negative,Positive\n" + rows));

    [Fact]
    public void A_broken_master_dictionary_is_refused_by_its_line()
    {
        Assert.StartsWith("list.txt(2): ", Refusal("Word,Negative,Positive\nNICE,0\n"));
        Assert.Equal("list.txt(1): column 'Positive' does not stand there once. Found: Word, Negative. Expected Word, Positive, Negative and others, each once.",
            Refusal("Word,Negative\nNICE,0\n", o => o with { Form = ListForm.LoughranMcDonald }));
    }

    [Theory]
    [InlineData("good,positive\nvery bad,negative\n")]
    [InlineData("word,sentiment\ngood,Positive\nvery bad,NEGATIVE\n")]
    [InlineData("; a list\n# of words\n\nWord\tPolarity\r\n\"good\"\tpositive\r\nvery bad\tnegative")]
    public void Plain_words_stand_beside_their_polarity(string text)
    {
        var lexicon = Read(text);
        Assert.Equal([("good", 1), ("very bad", -1)], Words(lexicon));
        Assert.Equal(Licence.NotStated, lexicon.Licence);
    }

    [Theory]
    [InlineData("good,positive\nbad,negativ\n", "list.txt(2): 'bad,negativ' is no row.")]
    [InlineData("good,positve\nbad,negative\n", "list.txt(1): 'good,positve' is no row.")]
    [InlineData("good,positive\nbad\n", "list.txt(2): 'bad' is no row.")]
    [InlineData("good,positive,1\nbad,negative\n", "list.txt(1): 'good,positive,1' is no row.")]
    public void Plain_words_that_cannot_be_used_are_refused_by_their_line(string text, string message) =>
        Assert.Equal(message + " Expected word,positive or word,negative, with a comma or a tab between; the first line may be a header that begins with 'word'.", Refusal(text));

    [Fact]
    public void A_folder_of_two_lists_is_one_dictionary()
    {
        folder.Put("henry/positive-words.txt", "; good ones\ngood\n\nup beat\n");
        folder.Put("henry/Negative1.txt", "bad\n");
        folder.Put("henry/negative2.txt", "# more\nworse\n");
        folder.Put("henry/readme.txt", "other");
        var lexicon = Lexicon.Read(folder["henry"] + "/");
        Assert.Equal([("good", 1), ("up beat", 1), ("bad", -1), ("worse", -1)], Words(lexicon));
        Assert.Equal("henry", lexicon.Name);
        File.Delete(folder["henry/positive-words.txt"]);
        Assert.Equal($"{folder["henry"]}: is a folder. Expected a lexicon: a file, or a folder with both positive*.txt and negative*.txt, a word a line; no positive*.txt was found.",
            Assert.Throws<InputException>(() => Lexicon.Read(folder["henry"])).Message);
    }

    [Fact]
    public void Of_the_NRC_form_positive_and_negative_are_read_and_the_other_categories_named()
    {
        var lexicon = Read("A page about the list.\n\ngloomy\tfear\t1\ngloomy\tnegative\t1\ngloomy\tpositive\t0\nsplendid\tjoy\t1\nsplendid\tpositive\t1\nodd\tnegative\t1\nodd\tpositive\t1\n", o => o with { MaxLoss = 0.5 });
        Assert.Equal([("gloomy", -1), ("splendid", 1)], Words(lexicon));
        Assert.Equal(("NRC emotion lexicon; categories not read: fear, joy", "NRC"), (lexicon.Provenance, lexicon.Licence.Name));
        Assert.Equal($"{folder["list.txt"]}(9): term 'odd' stands at {folder["list.txt"]}(8) with another polarity: both are left out as ambiguous.", Assert.Single(lexicon.LeftOut).ToString());
    }

    [Theory]
    [InlineData("a\tpositive\t1\nb\tnegative\t2\n", "list.txt(2): 'b\\u0009negative\\u00092' is no row. Expected word, category, and 0 or 1, parted by tabs.")]
    [InlineData("a\tpositive\tx\nb\tnegative\t1\n", "list.txt(1): 'a\\u0009positive\\u0009x' is no row. Expected word, category, and 0 or 1, parted by tabs.")]
    [InlineData("a\tjoy\t1\n", "list.txt: no positive or negative word was found in it (NRC emotion lexicon; categories not read: joy). Expected at least one.")]
    public void An_NRC_list_that_cannot_be_used_is_refused(string text, string message) => Assert.Equal(message, Refusal(text));

    [Fact]
    public void Of_the_AFINN_form_the_valence_is_a_fifth_and_terms_have_several_words()
    {
        var lexicon = Read("awful\t-4\nnot working\t-3\nsome kind\t0\nsplendid\t5\n");
        Assert.Equal([("awful", -4 / 5.0), ("not working", -3 / 5.0), ("some kind", 0), ("splendid", 5 / 5.0)], Words(lexicon));
        Assert.Equal((Permission.Yes, "ODbL-1.0"), (lexicon.Licence.Redistribution, lexicon.Licence.Name));
        Assert.Equal(-3 / 5.0, lexicon.Scorer("sentometrics:proportionalPol").Score("It is not working.").Value, 15);
    }

    [Theory]
    [InlineData("bad\t-6")]
    [InlineData("bad\t1.5")]
    [InlineData("bad")]
    public void An_AFINN_row_that_cannot_be_used_is_refused_by_its_line(string row) =>
        Assert.Equal($"list.txt(2): '{row.Replace("\t", "\\u0009", StringComparison.Ordinal)}' is no row. Expected a term, a tab, and a whole number from -5 to 5.", Refusal($"good\t3\n{row}\n"));

    [Fact]
    public void What_cannot_be_used_is_left_out_and_reported_and_does_not_sink_the_list()
    {
        var lexicon = Read("good,positive\nGood,positive\nwell-off,positive\nwell off,positive\na+,positive\n:-),positive\nodd,positive\nodd,negative\nodd,positive\ndon't,negative\n", o => o with { MaxLoss = 1 });
        Assert.Equal([("good", 1), ("well-off", 1), ("don't", -1)], Words(lexicon));
        Assert.Equal(
        [
            "(2): term 'Good' already stands at X(1); the first is kept.",
            "(4): term 'well off' already stands at X(3); the first is kept.",
            "(5): term 'a+' holds '+', a sign that the words of a text do not keep: it would be found as 'a'.",
            "(6): term ':-)' has no word in it.",
            "(8): term 'odd' stands at X(7) with another polarity: both are left out as ambiguous.",
            "(9): term 'odd' stands at X(7) and once more, with both polarities: all are left out as ambiguous.",
        ], lexicon.LeftOut.Select(left => left.ToString()[folder["list.txt"].Length..].Replace(folder["list.txt"], "X", StringComparison.Ordinal)));
    }

    [Fact]
    public void Too_much_left_out_is_refused_with_examples() => Assert.Equal(
        "list.txt: 1 of 3 terms were left out, more than MaxLoss 0.05 allows:\n  list.txt(3): term 'c++' holds '+', a sign that the words of a text do not keep: it would be found as 'c'.\nMend them, or allow the loss: ./kit lexicon import --max-loss 0.34 on the command line, o => o with { MaxLoss = 0.34 } in code.",
        Refusal("a,positive\nb,negative\nc++,negative\n"));

    [Fact]
    public void A_day_is_refused_where_the_list_has_no_years() =>
        Assert.Equal("list.txt: AsOf 2014-12-31 cannot be honoured: the form afinn has no years. Leave it out, or read a list in the form loughranmcdonald.", Refusal("good\t3\n", o => o with { AsOf = new(2014, 12, 31) }));

    [Fact]
    public void The_form_that_the_user_names_is_the_one_that_counts()
    {
        Assert.StartsWith("list.txt(1): 'good\\u00093' is no row. Expected word,positive", Refusal("good\t3\n", o => o with { Form = ListForm.Words }));
        Assert.StartsWith("list.txt(1): column 'term' is missing.", Refusal("good\t3\n", o => o with { Form = ListForm.Kit }));
        Assert.Equal("Valence 0 is out of range. Expected above 0 to 1.", Assert.Throws<InputException>(() => new ImportOptions { Valence = 0 }).Message);
        Assert.Equal("MaxLoss 2 is not a share. Expected 0 to 1.", Assert.Throws<InputException>(() => new ImportOptions { MaxLoss = 2 }).Message);
    }

    [Fact]
    public void Shifters_of_another_lexicon_turn_the_words_of_a_list()
    {
        var words = Read("gain,positive\nloss,negative\nvery,negative\n", name: "plain.csv");
        var both = words.With(shiftersOf: Examples.Small);
        // One hit of ±1, squashed: ±1/√(1 + 1).
        Assert.Equal(1 / Math.Sqrt(1 + 1), words.Scorer("sentometrics:proportionalPol:bigram").Score("Not gain.").Value, 15);
        Assert.Equal(-1 / Math.Sqrt(1 + 1), both.Scorer("sentometrics:proportionalPol:bigram").Score("Not gain.").Value, 15);
        Assert.Equal(Examples.Small.Entries.Count(entry => entry.Role is > Role.Polarity and < Role.Turn) - 1, both.Entries.Count(entry => entry.Role != Role.Polarity));
        Assert.Equal(3, both.Entries.Count(entry => entry.Role == Role.Polarity));
        Assert.Equal(("plain with shifters of small", $"plain words, each with its polarity; valence shifters of small ({Examples.Small.Hash[..8]})"), (both.Name, both.Provenance));
        Assert.Equal("small: shifter 'very' stands in plain with a meaning of its own, which is kept.", Assert.Single(both.LeftOut).ToString());
        Assert.All(both.Entries.Where(entry => entry.Role != Role.Polarity), entry => Assert.StartsWith("shifter of small", entry.Note));
    }
}
