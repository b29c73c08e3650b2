using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Companies and their names, from files and in memory.</summary>
public sealed class CompaniesTests
{
    const string Header = "company,kind,term,case,needs,unless\n";

    static Companies Read(string csv)
    {
        using var folder = new ArticleFolder();
        return Companies.Read(folder.Put("x.csv", csv));
    }

    static string Refusal(string csv)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("x.csv", Encoding.UTF8.GetBytes(csv));
        return Assert.Throws<InputException>(() => Companies.Read(path)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    static string Refused(Func<Companies> make) => Assert.Throws<InputException>(make).Message;

    [Fact]
    public void A_file_holds_a_fact_a_row()
    {
        var companies = Read(Header + "Orvane,sector,technology,,,\nOrvane,ticker,ORV,,,\nOrvane,ticker,ORVB,,,\nOrvane,name,Orvane,any,,\nOrvane,product,Vell,,Orvane|search,vell of|well\nOrvane,compute,Orcloud,,,\nBelcora,person,Ada Quist,written,,\n");
        var orvane = companies["orvb"];
        Assert.Equal(("Orvane", "technology", "ORV, ORVB", "ORV, ORVB", true), (orvane.Name, orvane.Sector, string.Join(", ", orvane.Tickers), orvane.Symbol, orvane.IsProvider));
        Assert.Equal(["$ORV", "ORV", "$ORVB", "ORVB", "Orvane", "Vell", "Orcloud"], orvane.Aliases.Select(alias => alias.Phrase.Text));
        Assert.Equal([false, true, false, true, false, true, true], orvane.Aliases.Select(alias => alias.Phrase.AsWritten));
        var product = Assert.Single(orvane.Aliases, alias => alias.Kind == AliasKind.Product).Phrase;
        Assert.Equal(("Orvane+search", "vell of+well"), (string.Join('+', product.Needs), string.Join('+', product.Unless)));
        Assert.Equal(("Belcora", "", "Belcora", false), (companies[1].Name, companies[1].Sector, companies[1].Symbol, companies[1].IsProvider));
        Assert.Equal(("Orvane (ORV, ORVB)", "Belcora", $"x.csv (2 companies, {companies.Hash[..8]})"), (orvane.ToString(), companies[1].ToString(), companies.ToString()));
    }

    [Theory]
    [InlineData("", "x.csv")]
    [InlineData(Header, "x.csv: no company. Expected at least one row under the header.")]
    [InlineData("company,kind\na,b\n", "x.csv(1): column 'term' is missing. Found: company, kind. Expected company, kind, term and, if wanted, case, needs, unless.")]
    [InlineData("company,kind,term,note\na,name,b,c\n", "x.csv(1): column 'note' is not known. Expected company, kind, term and, if wanted, case, needs, unless.")]
    [InlineData("company,kind,term\nOrvane,brand,Orvane\n", "x.csv(2): kind 'brand' is not known. Available: compute, name, person, product, ticker, sector.")]
    [InlineData("company,kind,term\n,name,Orvane\n", "x.csv(2): company is empty. Expected one in every row.")]
    [InlineData("company,kind,term\nOrvane,name,\n", "x.csv(2): term is empty. Expected one in every row.")]
    [InlineData("company,kind,term\nOrvane,name,!?\n", "x.csv(2): '!?' holds no word. Expected a word or several.")]
    [InlineData("company,kind,term,case\nOrvane,name,the,any\n", "x.csv(2): 'the' would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.")]
    [InlineData("company,kind,term\nOrvane,name,Or-vane\nOrvane,product,or vane\n", "x.csv(3): 'or vane' of 'Orvane' stands already in x.csv(2). Keep one of them.")]
    [InlineData("company,kind,term\nOrvane,name,Vell\n\nBelcora,product,VELL\n", "x.csv(4): 'VELL' stands for 'Belcora' and, in x.csv(2), for 'Orvane'. Expected one company for each name: take it from one of them, or write a longer name.")]
    [InlineData("company,kind,term\nOrvane,ticker,ORV\nBelcora,ticker,ORV\n", "x.csv(3): 'ORV' stands for 'Belcora' and, in x.csv(2), for 'Orvane'. Expected one company for each name: take it from one of them, or write a longer name.")]
    [InlineData("company,kind,term\nOrvane,sector,a\nOrvane,sector,b\nOrvane,name,c\n", "x.csv(3): 'Orvane' has the sector 'a' already. Expected one.")]
    [InlineData("company,kind,term\nOrvane,sector,a\n", "x.csv: 'Orvane' has a sector and no name. Expected at least one row of kind name.")]
    [InlineData("company,kind,term\nOrvane,name,a\norvane,name,b\n", "x.csv: two companies are named 'orvane'. Expected names that differ.")]
    [InlineData("company,kind,term\nOrvane,name,a\nBelcora,ticker,ORVANE\n", "x.csv: 'ORVANE' stands for 'Orvane' and for 'Belcora'. Expected one company for each name: take it from one of them, or give each a longer name.")]
    public void A_table_that_cannot_be_used_is_refused_by_its_line(string csv, string message) =>
        ArticleFolder.UnderCulture("tr-TR", () => Assert.StartsWith(message, Refusal(csv), StringComparison.Ordinal));

    [Fact]
    public void A_missing_table_is_named() => Assert.Equal("none.csv: no such file. Expected companies.", Refused(() => Companies.Read("none.csv")));

    [Fact]
    public void Unknown_names_list_those_that_begin_alike()
    {
        var companies = Companies.Of("Orvane", "Belcora", "Oda");
        Assert.Equal("Company or ticker 'orv' is not known. Available: Oda, Orvane, Belcora, ….", Assert.Throws<InputException>(() => companies["orv"]).Message);
        Assert.DoesNotContain('\u001B', Assert.Throws<InputException>(() => companies["\u001B[2J"]).Message);
        Assert.StartsWith("Company or ticker 'MSFX' is not known. Available: M", Assert.Throws<InputException>(() => Companies.Read(Repository.File("data", "tickers"))["MSFX"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Companies_in_memory_are_held_to_the_same()
    {
        Assert.Equal("companies: no company. Expected at least one.", Refused(() => Companies.Of(Enumerable.Empty<string>())));
        Assert.Equal("companies: '?': '?' holds no word. Expected a word or several.", Refused(() => Companies.Of("?")));
        Assert.Equal("companies: a company has no name. Expected one.", Refused(() => Companies.Of("Orvane", " ")));
        Assert.Equal("companies: 'Orvane' has nothing that it is found under. Expected at least one alias.", Refused(() => Companies.Of([new Company("Orvane")])));
        Assert.Equal("companies: 'lock in' stands for 'lock-in' and for 'lock in'. Expected one company for each name: take it from one of them, or give each a longer name.", Refused(() => Companies.Of("lock-in", "lock in")));
    }

    [Fact]
    public void A_given_name_is_no_plural_of_another()
    {
        var rows = Invented.Rows("Bonds fell while the bond rose.", Invented.Finance.Tickers(Companies.Of("bond", "bonds")));
        Assert.Equal(("bond", "Bonds"), (rows["bond"].Mentions[0].Term, rows["bonds"].Mentions[0].Term));
    }

    [Fact]
    public void A_function_word_is_a_name_as_it_is_written() =>
        Assert.Equal([16], Assert.Single(Invented.Finance.Tickers(Companies.Of("IT")).Score(Article.Of("It says that an IT index rose. It rose."))).Mentions.Select(mention => mention.Start));

    [Fact]
    public void Of_names_that_overlap_the_longest_wins()
    {
        var rows = Invented.Rows("Orvane Energy rose. Orvane fell.", Invented.Finance.Tickers(Companies.Of("Orvane", "Orvane Energy")));
        Assert.Equal([20], rows["Orvane"].Mentions.Select(mention => mention.Start));
        Assert.True(rows["Orvane"].Value < 0 && rows["Orvane Energy"].Value > 0);
    }

    [Fact]
    public void A_name_that_is_a_ticker_too_needs_no_mark()
    {
        var companies = Read(Header + "Orvane,ticker,ORV,,,\nOrvane,name,ORV,,,\nBelcora,ticker,BEL,,,\n");
        Assert.Equal(["Orvane"], Invented.Finance.Tickers(companies).Score(Article.Of("ORV rose. BEL fell.")).Select(row => row.Company.Name));
    }

    [Fact]
    public void The_hash_is_of_names_and_guards_and_not_of_their_order()
    {
        var one = Read(Header + "Orvane,name,Orvane,,,\nBelcora,name,Belcora,,,\n");
        Assert.Equal(one.Hash, Read(Header + "Belcora,name,Belcora,,,\nOrvane,name,Orvane,,,\n").Hash);
        string[] others = ["Orvane,name,Orvane,any,,", "Orvane,product,Orvane,,,", "Orvane,name,Orvane,,search,", "Orvane,name,Orvane,,,search", "Orvan,name,Orvane,,,"];
        Assert.Equal(6, others.Select(row => Read($"{Header}{row}\nBelcora,name,Belcora,,,\n").Hash).Append(one.Hash).Distinct().Count());
    }

    [Fact]
    public void The_tables_of_the_kit_can_be_read_each_alone_and_both_as_one()
    {
        var both = Companies.Read(Repository.File("data", "tickers"));
        Assert.Equal(both.Count, Companies.Read(Repository.File("data", "tickers", "companies.csv")).Count + Companies.Read(Repository.File("data", "tickers", "sample.csv")).Count);
        foreach (var name in new[] { "MSFT", "GOOG", "googl", "ORCL", "AMZN", "CRWV", "OpenAI", "Anthropic" }) Assert.NotNull(both[name]);
        Assert.Equal(["", ""], new[] { both["OpenAI"], both["Anthropic"] }.Select(company => string.Join(", ", company.Tickers)));
        Assert.Same(both["GOOG"], both["GOOGL"]);
    }
}
