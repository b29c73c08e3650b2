using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class TaxonomyTests
{
    static readonly Theme Diversification = Theme.Of("compute diversification", "diversify", "multiple providers"), Power = Theme.Of("power", "megawatts");

    static readonly Taxonomy Two = Taxonomy.Of(Diversification, Power);

    static Taxonomy Read(string csv)
    {
        using var folder = new ArticleFolder();
        return Taxonomy.Read(folder.Put("x.csv", csv));
    }

    static string Refusal(string csv)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("x.csv", Encoding.UTF8.GetBytes(csv));
        return Assert.Throws<InputException>(() => Taxonomy.Read(path)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Themes_keep_their_order_and_are_found_by_name_in_any_case()
    {
        Assert.Equal(["compute diversification", "power"], Two.Select(theme => theme.Name));
        Assert.Same(Power, Two["POWER"]);
        Assert.Equal("Theme 'powr' is not known. Available: compute diversification, power.", Assert.Throws<InputException>(() => Two["powr"]).Message);
        Assert.Equal(("compute diversification (2 terms)", "power (1 term)", $"themes (2 themes, {Two.Hash[..8]})"), (Two[0].ToString(), Two[1].ToString(), Two.ToString()));
    }

    [Fact]
    public void A_theme_is_added_at_the_end_or_takes_the_place_of_its_name()
    {
        Assert.Equal(["compute diversification", "power", "scarcity"], Two.With(Theme.Of("scarcity", "shortage")).Select(theme => theme.Name));
        var other = Two.With(Theme.Of("Compute diversification", "multicloud"));
        Assert.Equal(["Compute diversification (1 term)", "power (1 term)"], other.Select(theme => theme.ToString()));
        Assert.Equal(2, Two[0].Terms.Length);
        Assert.NotEqual(Two.Hash, other.Hash);
    }

    [Fact]
    public void The_hash_is_of_names_terms_and_guards_and_not_of_their_order()
    {
        Assert.Equal(Two.Hash, Taxonomy.Of(Power, Theme.Of("compute diversification", "multiple providers", "diversify")).Hash);
        Theme[] others = [Theme.Of("powers", "megawatts"), Theme.Of("power", "megawatt"), new("power", [new("megawatts") { AsWritten = true }]), new("power", [new("megawatts") { Needs = ["grid"] }]), new("power", [new("megawatts") { Unless = ["grid"] }])];
        Assert.Equal(6, others.Select(theme => Taxonomy.Of(Diversification, theme).Hash).Append(Two.Hash).Distinct().Count());
    }

    [Fact]
    public void A_file_holds_a_term_a_row_and_guards_where_it_has_the_columns()
    {
        var themes = Read("theme,term,case,needs,unless\npower,Grid,written,megawatts|high voltage, search | starting grid \n\"distribution, billing\",billing,,,\npower,megawatts,any,,\n");
        Assert.Equal(["power", "distribution, billing"], themes.Select(theme => theme.Name));
        var grid = themes["power"].Terms[0];
        Assert.Equal(("Grid", true, "megawatts+high voltage", "search+starting grid"), (grid.Text, grid.AsWritten, string.Join('+', grid.Needs), string.Join('+', grid.Unless)));
        Assert.Equal([false, false], new[] { themes[0].Terms[1], themes[1].Terms[0] }.Select(term => term.AsWritten));
        Assert.Equal("x.csv", themes.Name);
        Assert.Equal(Two.Hash, Read("theme,term\npower,megawatts\ncompute diversification,diversify\ncompute diversification,multiple providers\n").Hash);
    }

    [Fact]
    public void The_files_of_a_folder_are_read_as_one_by_name()
    {
        using var folder = new ArticleFolder();
        folder.Put("b.csv", "theme,term\npower,grid\n");
        folder.Put("a.csv", "theme,term\nscarcity,shortage\npower,megawatts\n");
        Assert.Equal(["scarcity (1 term)", "power (2 terms)"], Taxonomy.Read(folder.Path).Select(theme => theme.ToString()));
    }

    [Theory]
    [InlineData("theme,term\n", "x.csv: no theme. Expected at least one.")]
    [InlineData("theme,words\na,b\n", "x.csv(1): column 'term' is missing. Found: theme, words. Expected theme, term and, if wanted, case, needs, unless.")]
    [InlineData("theme,term,unles\na,b,c\n", "x.csv(1): column 'unles' is not known. Expected theme, term and, if wanted, case, needs, unless.")]
    [InlineData("theme,term,needs,needs\na,b,c,d\n", "x.csv(1): column 'needs' stands twice. Expected theme, term and, if wanted, case, needs, unless, each once.")]
    [InlineData("theme,term\na,b\n,c\n", "x.csv(3): theme is empty. Expected one in every row.")]
    [InlineData("theme,term\na,\n", "x.csv(2): term is empty. Expected one in every row.")]
    [InlineData("theme,term\na,!?\n", "x.csv(2): '!?' holds no word. Expected a word or several.")]
    [InlineData("theme,term\na,the\n", "x.csv(2): 'the' would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.")]
    [InlineData("theme,term\na,lock-in\na,b\na,Lock in\n", "x.csv(4): 'Lock in' of 'a' stands already in x.csv(2). Keep one of them.")]
    [InlineData("theme,term,case\na,grid,upper\n", "x.csv(2): case 'upper' is not known. Available: any, written.")]
    [InlineData("theme,term,unless\na,grid,search|-\n", "x.csv(2): the guard '-' holds no word.")]
    [InlineData("theme,term\nPower,a b\npower,c d\n", "x.csv: two themes are named 'power'. Expected names that differ by more than their case.")]
    [InlineData("theme,term\na,\"grid\nb,c\n", "x.csv(2): ")]
    public void A_table_that_cannot_be_used_is_refused_by_its_line(string csv, string message) =>
        ArticleFolder.UnderCulture("tr-TR", () => Assert.StartsWith(message, Refusal(csv)));

    [Fact]
    public void A_missing_table_is_named() => Assert.Equal("none.csv: no such file. Expected themes.", Assert.Throws<InputException>(() => Taxonomy.Read("none.csv")).Message);

    [Fact]
    public void Themes_made_in_memory_are_held_to_the_same()
    {
        static string Refused(params Theme[] themes) => Assert.Throws<InputException>(() => Taxonomy.Of(themes)).Message;
        Assert.Equal("themes: no theme. Expected at least one.", Refused());
        Assert.Equal("themes: a theme has no name. Expected one.", Refused(Theme.Of(" ", "grid")));
        Assert.Equal("themes: 'power' has no term. Expected at least one.", Refused(new Theme("power", default)));
        Assert.Equal("themes: 'power': 'Grids-' stands twice. Keep one of them.", Refused(Theme.Of("power", "grids", "Grids-")));
        Assert.Equal("themes: two themes are named 'POWER'. Expected names that differ by more than their case.", Refused(Power, Theme.Of("POWER", "grid")));
        Assert.Equal("themes: 'power': 'of' would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.", Assert.Throws<InputException>(() => Two.With(Theme.Of("power", "of"))).Message);
    }
}
