using System.Globalization;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The table of themes that comes with the kit.</summary>
public sealed class ComputeThemesTests
{
    static readonly Taxonomy Compute = Taxonomy.Read(Repository.File("data", "themes", "compute.csv"));

    static readonly Article Seed = Corpus.Read(Repository.File("seeds"))[0];

    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static IEnumerable<string> Found(Article article) => Finance.Themes(article, Compute).Select(row => row.Theme.Name);

    [Fact]
    public void There_are_fifteen_themes_of_a_dozen_terms_or_more()
    {
        Assert.Equal(15, Compute.Count);
        Assert.All(Compute, theme => Assert.InRange(theme.Terms.Length, 12, 1000));
        var page = File.ReadAllText(Repository.File("data", "themes", "README.md"));
        Assert.Contains($"{Compute.Sum(theme => theme.Terms.Length).ToString("N0", CultureInfo.InvariantCulture)} terms.", page);
    }

    /// <summary>What a reader finds in the seed's two paragraphs.</summary>
    [Theory]
    [InlineData(0, "egress and portability", "capacity commitments", "antitrust and regulation")]
    [InlineData(1, "cost efficiency")]
    public void Each_paragraph_of_the_seed_has_every_theme_but_these(int paragraph, params string[] missing) =>
        Assert.Equal(Compute.Select(theme => theme.Name).Except(missing), Found(Seed with { Paragraphs = [Seed.Paragraphs[paragraph]] }));

    [Theory]
    [InlineData("The cloud group cut its leverage ratio to 2.1 times EBITDA, and leverage from bank debt is low.")]
    [InlineData("In an exclusive interview the head of a cloud group spoke about AI.")]
    [InlineData("The AI company sold preferred stock. Holders of preferred shares rank first among cloud investors.")]
    [InlineData("Researchers tuned the AI by grid search on GPUs, over a grid of values.")]
    [InlineData("Its power in the boardroom waned, and AI is a power to reckon with.")]
    [InlineData("The transformer architecture behind AI was published in 2017; the AI model is a transformer.")]
    [InlineData("Trading windows close on Friday at Microsoft. Windows of opportunity are short, software makers say.")]
    [InlineData("The cloud firm landed a deal, and wants to land a deal with AI labs near its data center.")]
    [InlineData("The Home Office and the Office for National Statistics chose Microsoft.")]
    [InlineData("A margin call hit the AI fund, which won by a narrow margin in the cloud.")]
    [InlineData("The benchmark index and the benchmark S&P 500 fell 1% as AI shares slid.")]
    [InlineData("Portfolio diversification helps investors in AI; the cloud fund's asset allocation moved out of bonds.")]
    [InlineData("A shortage of nurses hit hospitals while AI grew. A housing shortage persists in cloud towns.")]
    [InlineData("The Treasury auction of bonds drew five bidders, and AI shares rose.")]
    [InlineData("The dividend distribution was approved by the cloud firm; the probability distribution of AI outcomes is wide.")]
    [InlineData("The cooling economy and a cooling of inflation hurt data center demand for AI.")]
    [InlineData("The audit committee of the cloud firm signed off its tax audit.")]
    [InlineData("Collective bargaining resumes at the AI firm, and talks with the union on bargaining failed at the cloud.")]
    [InlineData("The Port Authority ended its inquiry; no merger of cloud ports was found.")]
    [InlineData("The striker signed a multi-year contract with the cloud-sponsored club, where he scored a win.")]
    public void Words_in_another_meaning_are_no_theme(string text) => Assert.Empty(Found(Article.Of(text)));

    [Theory]
    [InlineData("compute diversification", "The lab spreads its computing: a second provider now carries 14% of inference.")]
    [InlineData("compute diversification", "It remains the sole host of the model, and no other cloud is used for AI.")]
    [InlineData("bargaining leverage", "The lab ran a tender for cloud capacity and became a price taker.")]
    [InlineData("antitrust and regulation", "The competition authority accepted undertakings and named a monitoring trustee.")]
    [InlineData("power and megawatts", "A new transformer will bring 80 megawatts from the grid to the substation.")]
    [InlineData("scarcity", "AI chips are in short supply and the best are sold out.")]
    [InlineData("egress and portability", "Exit fees for moving 40 petabytes of data out of the cloud were dropped.")]
    [InlineData("model-performance shift", "The AI model leads the leaderboard on a reasoning suite.")]
    [InlineData("distribution, identity, billing", "Microsoft bundles Copilot with Windows and Office.")]
    public void General_words_of_a_theme_are_found(string theme, string text) => Assert.Contains(theme, Found(Article.Of(text)));

    [Fact]
    public void What_the_themes_of_the_seed_come_to_is_as_approved()
    {
        var lines = new StringBuilder("# The themes of the seed's two paragraphs by finance and data/themes/compute.csv, with the evidence. A moved value is a diff someone signs; to renew: RESEARCHKIT_APPROVE=1 dotnet test.\n");
        foreach (var (number, paragraph) in Seed.Paragraphs.Index())
            foreach (var row in Finance.Themes(Seed with { Id = $"paragraph {number + 1}", Paragraphs = [paragraph] }, Compute))
            {
                lines.Append(CultureInfo.InvariantCulture, $"\n{row}\n");
                foreach (var part in row.Contributions) lines.Append(CultureInfo.InvariantCulture, $"  {part.Value,7:+0.0000;-0.0000;0.0000}  {part.Term}: {string.Join(", ", part.Shifts)}\n");
            }
        ApprovedText.Check("golden-themes.txt", lines.ToString());
    }
}
