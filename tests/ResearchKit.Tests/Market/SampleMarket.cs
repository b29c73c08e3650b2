using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Tests;

/// <summary>The generator of data/prices: the same seed, articles and calendar give the same bytes on every machine, since it uses + − × ÷ √ alone.</summary>
/// <remarks>A ticker's return on a day is β·market + sector + its own noise + Σ C·score·d^(k−1) over the articles it responds to, k sessions after their first trade. Noise is a sum of twelve uniform draws less six: nearly normal, and needs no logarithm.</remarks>
sealed class SampleMarket
{
    public const ulong Seed = 20261127;

    /// <summary>What a score of 1 moves the price by in the first session after the first trade; half of it five sessions later.</summary>
    public const double Coefficient = 0.008, Decay = 0.870550563296124;

    /// <summary>How many sessions a response lasts: by then less than 1/200 of it is left.</summary>
    public const int Lasts = 40;

    public const string Benchmark = "QINDX", Split = "QVANT", Payer = "QTALL", Delisted = "QKELP";

    const double MarketDrift = 0.0003, MarketNoise = 0.008, SectorNoise = 0.006, SplitRatio = 10, Dividend = 1.25, DelistingReturn = -0.35;

    static readonly DateOnly First = new(2024, 5, 1), Last = new(2026, 12, 4), SplitDay = new(2025, 6, 10), ExDay = new(2026, 3, 6), LastOfDelisted = new(2026, 6, 12), DelistingDay = new(2026, 6, 15);

    static readonly (string Ticker, DateOnly Day)[] Missing = [("QPELL", new(2025, 3, 11)), ("QPELL", new(2025, 3, 12)), ("QPELL", new(2025, 3, 13)), ("QGFEN", new(2026, 2, 17))];

    readonly Session[] sessions = [.. TradingCalendar.NewYork.Sessions.Where(one => one.Day >= First && one.Day <= Last)];
    readonly List<string> adjusted = [], unadjusted = [];

    public SampleMarket(Corpus corpus, Companies companies)
    {
        Planted = [.. corpus.Where(article => article.AvailableAt is not null && article.SourceScore is not null && article.Tickers is [var main, ..] && main.Ticker.StartsWith('Q')).OrderBy(article => article.AvailableAt!.Value.UtcTicks).ThenBy(article => article.Id, StringComparer.Ordinal)
            .Select(article => new Response(article.Id, article.Tickers[0].Ticker, (double)article.SourceScore!.Value, Array.FindIndex(sessions, one => one.Close > article.AvailableAt), Responds(article)))];
        var sectors = companies.Select(company => company.Sector).Distinct().Order(StringComparer.Ordinal).ToList();
        var market = Noise(0).Select(noise => MarketDrift + MarketNoise * noise).ToArray();
        var common = sectors.Select((_, i) => Noise(1 + i).Select(noise => SectorNoise * noise).ToArray()).ToList();
        Add(Benchmark, 100, Noise(100).Select((noise, s) => market[s] + 0.0005 * noise).ToArray(), 1);
        var number = 0;
        foreach (var company in companies.Where(company => !company.Tickers.IsEmpty).OrderBy(company => company.Symbol, StringComparer.Ordinal))
        {
            var (beta, own, sector) = (0.7 + 0.04 * number, 0.013 + 0.0008 * number, common[sectors.IndexOf(company.Sector)]);
            var response = Responses(company.Symbol);
            Add(company.Symbol, 24 + 11 * number, Noise(101 + number).Select((noise, s) => beta * market[s] + sector[s] + own * noise + response[s]).ToArray(), 2 + number);
            number++;
        }
    }

    /// <summary>An article with the ticker that it is mainly about, the place of the session at whose close it is first traded, and whether the price responds to it.</summary>
    public readonly record struct Response(string Article, string Ticker, double Score, int Entry, bool Responds);

    public IReadOnlyList<Response> Planted { get; }

    /// <summary>The files by name.</summary>
    public IEnumerable<(string Name, string Text)> Files =>
    [
        ("prices.csv", Lines("date,ticker,open,close,volume", adjusted)),
        ("unadjusted.csv", Lines("date,ticker,open,close,volume", unadjusted)),
        ("actions.csv", Lines("date,ticker,kind,value", [Row($"{ExDay:yyyy-MM-dd},{Payer},dividend,{Dividend}"), Row($"{SplitDay:yyyy-MM-dd},{Split},split,{SplitRatio}"), Row($"{DelistingDay:yyyy-MM-dd},{Delisted},delisting,{DelistingReturn}")])),
        ("delistings.csv", Lines("date,ticker,kind,value", [Row($"{DelistingDay:yyyy-MM-dd},{Delisted},delisting,{DelistingReturn}")])),
        ("planted.csv", Lines("article,ticker,score,entry,responds", Planted.Select(one => Row($"{one.Article},{one.Ticker},{one.Score:0.00},{sessions[one.Entry].Day:yyyy-MM-dd},{(one.Responds ? "yes" : "no")}")))),
    ];

    /// <summary>The rule: an article that tells nothing again, and whose id has a SHA-256 that begins with an even byte.</summary>
    static bool Responds(Article article) => article.Fields["story"].GetString() == article.Id && SHA256.HashData(Encoding.UTF8.GetBytes(article.Id))[0] % 2 == 0;

    double[] Responses(string ticker)
    {
        var response = new double[sessions.Length];
        foreach (var one in Planted.Where(one => one.Responds && one.Ticker == ticker))
            for (var (k, size) = (1, Coefficient * one.Score); k <= Lasts && one.Entry + k < response.Length; k++, size *= Decay) response[one.Entry + k] += size;
        return response;
    }

    double[] Noise(int stream)
    {
        var draws = SplitMix.Of(Seed, stream);
        return [.. sessions.Select(_ => Enumerable.Range(0, 12).Sum(_ => Uniform(ref draws)) - 6)];
    }

    static double Uniform(ref SplitMix draws) => (draws.Next() >> 11) * (1.0 / (1L << 53));

    void Add(string ticker, double price, double[] returns, int stream)
    {
        var draws = SplitMix.Of(Seed, 1000 + stream);
        // The level in the shares and with the cash of the last day; unadjusted it is higher before a split or a dividend.
        double ratio = ticker == Split ? SplitRatio : 1, before = 1;
        var levels = new double[sessions.Length];
        for (var s = 0; s < levels.Length; s++) levels[s] = price *= 1 + returns[s];
        if (ticker == Payer)
        {
            var ex = Cents(levels[Array.FindIndex(sessions, one => one.Day == ExDay)]);
            before = (ex + Dividend) / ex;
        }
        for (var s = 0; s < levels.Length; s++)
        {
            var (gap, traded) = (0.2 * returns[s] + 0.003 * (Uniform(ref draws) - 0.5), Uniform(ref draws));
            var session = sessions[s];
            var old = session.Day < SplitDay ? ratio : 1;
            var paid = session.Day < ExDay ? before : 1;
            var open = Cents((s == 0 ? levels[s] : levels[s - 1]) * (1 + gap) * old * paid);
            var close = Cents(levels[s] * old * paid);
            var volume = 1000 * Math.Round((300 + 400 * traded + 9000 * Math.Abs(returns[s])) * (session.IsHalf ? 0.45 : 1) / old, MidpointRounding.AwayFromZero);
            if (ticker == Delisted && session.Day > LastOfDelisted || Missing.Contains((ticker, session.Day))) continue;
            unadjusted.Add(Row($"{session.Day:yyyy-MM-dd},{ticker},{open:0.00},{close:0.00},{volume:0}"));
            adjusted.Add(Row($"{session.Day:yyyy-MM-dd},{ticker},{open / old / paid:0.0000},{close / old / paid:0.0000},{volume * old:0}"));
        }
    }

    static double Cents(double price) => Math.Round(price * 100, MidpointRounding.AwayFromZero) / 100;

    static string Row(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);

    static string Lines(string header, IEnumerable<string> rows) => string.Concat(rows.Prepend(header).Select(row => row + "\n"));
}
