using Xunit;

namespace ResearchKit.Tests;

/// <summary>Events between companies: for whom they are good, and for whom bad.</summary>
public sealed class EventFrameTests
{
    /// <summary>The signs for Orvane, Belcora and Tamrel; a dot where nothing is said or it is not named.</summary>
    [Theory]
    [InlineData("Orvane loses exclusivity with Belcora.", "-+.")]
    [InlineData("Orvane lost its exclusive rights to Belcora.", "-+.")]
    [InlineData("Orvane loses exclusivity.", "-..")]
    [InlineData("Belcora diversifies away from Orvane.", "-+.")]
    [InlineData("Belcora is diversifying away from Orvane to Tamrel.", "-.+")]
    [InlineData("Orvane beats Belcora.", "+-.")]
    [InlineData("Orvane beat Belcora to the contract.", "+-.")]
    [InlineData("Belcora was beaten by Orvane.", "+-.")]
    [InlineData("Orvane outperforms Belcora and Tamrel.", "+--")]
    [InlineData("Orvane acquires Belcora.", ".+.")]
    [InlineData("Belcora was acquired by Orvane.", ".+.")]
    [InlineData("Orvane drops its bid for Belcora.", "+-.")]
    [InlineData("Orvane sues Belcora.", ".-.")]
    [InlineData("Belcora was sued by Orvane.", ".-.")]
    [InlineData("A court ruled for Orvane against Belcora.", "+-.")]
    [InlineData("Orvane cuts prices, pressuring Belcora.", "--.")]
    [InlineData("Orvane moves its computing from Belcora to Tamrel.", ".-+")]
    [InlineData("Orvane replaced Belcora with Tamrel.", ".-+")]
    [InlineData("Analysts prefer Orvane over Belcora.", "+-.")]
    [InlineData("Orvane cut orders from Belcora.", "--.")]
    [InlineData("Orvane slashed its spending with Belcora.", "--.")]
    [InlineData("Orvane lost its exclusive contract with Belcora to Tamrel.", "-++")]
    [InlineData("Orvane hacked by a group that Belcora helps.", "-+.")]
    [InlineData("Orvane invests in Belcora.", ".+.")]
    [InlineData("Orvane poached a top engineer from Belcora.", "+-.")]
    public void Both_sides_of_an_event_have_their_sign(string text, string signs) => Assert.Equal(signs, Signs(text));

    [Theory]
    [InlineData("Orvane fell while Belcora rose.", "-+.")]
    [InlineData("Orvane's loss widened, but Belcora posted a record profit.", "-+.")]
    [InlineData("Profit rose at Orvane, Belcora and Tamrel.", "+++")]
    [InlineData("Orvane rose 2%, Belcora fell 3%; Tamrel gained.", "+-+")]
    [InlineData("Orvane, says Belcora, posted a record profit.", "+..")]
    [InlineData("According to Belcora, the profit of Orvane rose.", "+..")]
    [InlineData("Sell Orvane; buy Belcora.", "-+.")]
    [InlineData("Orvane did not sue Belcora.", ".+.")]
    [InlineData("Orvane posted a record profit.\n\nShares rose 5%.", "+..")]
    [InlineData("Orvane posted a record profit. Belcora is a rival. A strike hit output.", "+-.")]
    public void Clauses_lists_speakers_and_topics_say_on_whom_a_word_bears(string text, string signs) => Assert.Equal(signs, Signs(text));

    static string Signs(string text)
    {
        var rows = Invented.Rows(text);
        return string.Concat(Invented.Names.Select(name => !rows.TryGetValue(name, out var row) || row.Value == 0 ? '.' : row.Value > 0 ? '+' : '-'));
    }

    [Fact]
    public void The_examples_of_the_page_are_so()
    {
        var rows = File.ReadLines(Repository.File("src", "ResearchKit.Signals", "Tickers", "README.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 6 && cells[1].EndsWith('.')).ToList();
        Assert.InRange(rows.Count, 8, 20);
        Assert.All(rows, cells => Assert.Equal(string.Concat(cells[2..5].Select(cell => cell switch { "+" => '+', "−" => '-', _ => '.' })), Signs(cells[1])));
    }

    [Fact]
    public void A_contrast_between_companies_weakens_neither()
    {
        var rows = Invented.Rows("Orvane fell while Belcora rose.");
        Assert.Equal(Math.Abs(rows["Orvane"].Value), Math.Abs(rows["Belcora"].Value), 1e-12);
        Assert.Equal(-Invented.Rows("Orvane fell.")["Orvane"].Value, rows["Belcora"].Value, 1e-12);
        Assert.DoesNotContain(Invented.Rows("Orvane's loss widened, but Belcora posted a record profit.").Values.SelectMany(row => row.Explanation.Contributions).SelectMany(part => part.Shifts), shift => shift.Role.IsContrast());
        // Within one company it does.
        Assert.Contains(Invented.Rows("Orvane's profit rose, but its debt grew.")["Orvane"].Explanation.Contributions.SelectMany(part => part.Shifts), shift => shift.Role.IsContrast());
    }

    [Fact]
    public void The_value_of_an_event_is_its_worth_in_the_table_by_the_formula()
    {
        // beats: the subject 0.35, the object −0.3.
        var rows = Invented.Rows("Orvane beats Belcora.");
        Assert.Equal(0.35 / Math.Sqrt(0.35 * 0.35 + 0.5), rows["Orvane"].Value, 1e-12);
        Assert.Equal(-0.3 / Math.Sqrt(0.3 * 0.3 + 0.5), rows["Belcora"].Value, 1e-12);
    }

    [Fact]
    public void Exclusivity_that_ends_is_one_thing_for_who_rents_out_computing_and_another_for_who_uses_it()
    {
        var companies = Companies.Of([new Company("Belcora") { Aliases = [new(new("Belcora"), AliasKind.Name), new(new("Belcloud"), AliasKind.Compute)] }, new Company("Orvane") { Aliases = [new(new("Orvane"), AliasKind.Name)] }]);
        Assert.True(companies["belcora"].IsProvider && !companies["ORVANE"].IsProvider);
        var rows = Invented.Rows("The exclusive cloud partnership between Orvane and Belcora is evolving to a preferred one.", Invented.Finance.Tickers(companies));
        Assert.True(rows["Orvane"].Value > 0);
        Assert.True(rows["Belcora"].Value < 0);
    }

    /// <summary>Every form of the table, in "X … Y.": a form that another word of the lexicon hides may miss its side, and few do.</summary>
    [Fact]
    public void The_forms_of_the_table_reach_both_their_sides()
    {
        var roles = new Roles(Invented.Finance.Lexicon);
        int forms = 0, objects = 0, subjects = 0;
        foreach (var (number, entry) in roles.Lexicon.Entries.Index())
            foreach (var (role, tail) in roles[number])
            {
                if (role.Order || role.Host != 0) continue;
                var rows = Invented.Rows($"Orvane {entry.Term} {string.Join("", tail.Select(word => $"{word} "))}Belcora.");
                forms++;
                if (Math.Sign(rows.GetValueOrDefault("Belcora")?.Value ?? 0) == Math.Sign(role.Object)) objects++;
                if (Math.Sign(rows.GetValueOrDefault("Orvane")?.Value ?? 0) == Math.Sign(role.Subject)) subjects++;
            }
        Assert.InRange(forms, 10_000, 100_000);
        Assert.InRange(objects / (double)forms, 0.985, 1);
        Assert.InRange(subjects / (double)forms, 0.985, 1);
    }
}
