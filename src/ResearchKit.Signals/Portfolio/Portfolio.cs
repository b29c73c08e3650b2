using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Positions at one time, each with its part of the whole. Immutable. Weights are used as they are given: nothing is brought to 1.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Portfolio
{
    /// <summary>The ticker of money.</summary>
    public const string Cash = "CASH";

    /// <summary>From here on a weight is taken for a percentage by mistake.</summary>
    const double MostWeight = 10;

    /// <summary>How far weights may add up to something else than 1 without a word.</summary>
    const double Close = 1e-6;

    Portfolio(string name, ImmutableArray<Position> positions, DateOnly? on = null, Prices? prices = null)
    {
        (Name, Positions, On) = (name, positions, on);
        Findings = [.. Found(prices)];
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>In the order given, cash among them.</summary>
    public ImmutableArray<Position> Positions { get; }

    /// <summary>The day by whose prices shares are weighed; null where weights were given.</summary>
    public DateOnly? On { get; }

    /// <summary>What is remarkable: weights that do not add up to 1, prices that are old. For people.</summary>
    public ImmutableArray<string> Findings { get; }

    /// <summary>The sum of all weights, cash among them: 1, unless the weights given come to something else.</summary>
    public double Sum => Positions.Sum(position => position.Weight);

    /// <summary>The sum of the weights of long positions, without cash.</summary>
    public double Long => Held.Where(position => position.Weight > 0).Sum(position => position.Weight);

    /// <summary>The sum of the weights of short positions, 0 or less.</summary>
    public double Short => Held.Where(position => position.Weight < 0).Sum(position => position.Weight);

    /// <summary>Σ|w| without cash.</summary>
    public double Gross => Long - Short;

    /// <summary>Σw without cash.</summary>
    public double Net => Long + Short;

    /// <summary>How concentrated it is: Σ(|w|/gross)² without cash (Herfindahl, Hirschman), 1/n to 1; a short position counts like a long one. Null where nothing is held.</summary>
    public double? Hhi => Gross is > 0 and var gross ? Held.Sum(position => position.Weight / gross * (position.Weight / gross)) : null;

    /// <summary>1/HHI: that many equal positions would be as concentrated.</summary>
    public double? Effective => 1 / Hhi;

    /// <summary>The positions without cash.</summary>
    internal IEnumerable<Position> Held => Positions.Where(position => !position.IsCash);

    /// <summary>Reads positions: a CSV with the columns <c>ticker</c> and one of <c>weight</c> (0.05 is 5%) or <c>shares</c>; <c>name</c> may stand and is passed over. <c>CASH</c> is money: as a weight, or as an amount among shares.</summary>
    /// <param name="path">A file in UTF-8.</param>
    /// <param name="prices">What shares are worth, by the close as it was given; needed for shares. Give prices that are not adjusted, with their actions: adjusted ones have later splits and dividends in their levels, which is said.</param>
    /// <param name="on">The day of the prices: the last close on or before it. Null is their last day.</param>
    /// <exception cref="InputException">The file or a row cannot be used, a ticker stands twice, or a share has no price; the message names the line.</exception>
    public static Portfolio Read(string path, Prices? prices = null, DateOnly? on = null)
    {
        const string Expected = "positions: CSV with the columns ticker and one of weight, shares";
        var rows = new List<(string Ticker, double? Weight, double? Shares, string Where)>();
        MarketFile.Read(path, Expected, ["ticker"], ["weight", "shares", "name"], row => rows.Add((row.Text("ticker"), row.Number("weight"), row.Number("shares"), row.Where)));
        if (rows.Count == 0) throw new InputException($"{path}: no positions. Expected at least one.");
        if (rows.TrueForAll(row => row.Weight is null) && rows.TrueForAll(row => row.Shares is null)) throw new InputException($"{path}: no row has a weight or shares. Expected {Expected}.");
        var weighted = rows.Exists(row => row.Weight is not null);
        foreach (var row in rows)
            if (weighted && row.Shares is not null) throw new InputException($"{row.Where}: {Untrusted.Quote(row.Ticker)} has shares, and the file has weights. Expected one of the two for the whole file.");
            else if ((weighted ? row.Weight : row.Shares) is null) throw new InputException($"{row.Where}: {Untrusted.Quote(row.Ticker)} has no {(weighted ? "weight" : "number of shares")}. Expected one; leave a ticker that is not held out.");
        var name = Path.GetFileName(path);
        return weighted ? new(name, Weights(rows.Select(row => (row.Ticker, row.Weight!.Value, row.Where))))
            : Worth(name, rows.Select(row => (row.Ticker, row.Shares!.Value, row.Where)), prices ?? throw new InputException($"{path}: holds shares, and no prices are given. Expected prices to weigh them by, or weights."), on);
    }

    /// <summary>Positions made in memory, by their weights.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="positions">Each ticker once.</param>
    /// <exception cref="InputException">One of them cannot be used.</exception>
    public static Portfolio Of(string name, IEnumerable<(string Ticker, double Weight)> positions) =>
        new(name, Weights(positions.Select((one, i) => (one.Ticker, one.Weight, string.Create(CultureInfo.InvariantCulture, $"{name}, item {i + 1}")))));

    /// <summary>Positions made in memory, by their shares.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="shares">Each ticker once; <c>CASH</c> is an amount.</param>
    /// <param name="prices">What they are worth, by the close as it was given: see <see cref="Read"/>.</param>
    /// <param name="on">The day of the prices; null is their last day. From the day on which holders of a delisted share were paid it is worth what they got.</param>
    /// <exception cref="InputException">One of them cannot be used, or has no price.</exception>
    public static Portfolio OfShares(string name, IEnumerable<(string Ticker, double Shares)> shares, Prices prices, DateOnly? on = null) =>
        Worth(name, shares.Select((one, i) => (one.Ticker, one.Shares, string.Create(CultureInfo.InvariantCulture, $"{name}, item {i + 1}"))), prices, on);

    static ImmutableArray<Position> Weights(IEnumerable<(string Ticker, double Weight, string Where)> rows) => Each(rows, (ticker, weight, where) => Math.Abs(weight) <= MostWeight ? new(ticker, weight)
        : throw new InputException(FormattableString.Invariant($"{where}: {Untrusted.Quote(ticker)} weighs {weight}. Expected a part of 1, such as 0.05 for 5%, and no more than {MostWeight} either way.")));

    static Portfolio Worth(string name, IEnumerable<(string Ticker, double Shares, string Where)> rows, Prices prices, DateOnly? on)
    {
        var day = on ?? prices.Last;
        var worth = Each(rows, (ticker, shares, where) =>
        {
            var position = new Position(ticker, 0, shares, 1, day);
            if (position.IsCash) return position;
            if (prices.Find(ticker) is not { } series) throw new InputException($"{where}: {Untrusted.Quote(ticker)} has no price in {Untrusted.Line(prices.Name)}. Expected one to weigh its shares by; capitals count.");
            if (prices.DelistedBy(ticker, day) is { } end) return position with { Price = series.Printed[^1] * (1 + end.Value), PricedOn = end.Date };
            var at = series.Until(day);
            return at >= 0 ? position with { Price = prices.Printed(series, at, day), PricedOn = DateOnly.FromDayNumber(series.Days[at]) }
                : throw new InputException(FormattableString.Invariant($"{where}: {Untrusted.Quote(ticker)} has its first price on {series.First:yyyy-MM-dd}, and it is weighed on {day:yyyy-MM-dd}. Expected a price on or before that day."));
        });
        var total = worth.Sum(position => position.Shares!.Value * position.Price!.Value);
        return total > 0 && double.IsFinite(total) ? new(name, [.. worth.Select(position => position with { Weight = position.Shares!.Value * position.Price!.Value / total })], day, prices)
            : throw new InputException(FormattableString.Invariant($"{Untrusted.Line(name)}: the positions are worth {total} together. Expected more than 0: weights are parts of it; name the cash that short sales brought as CASH, or give weights."));
    }

    static ImmutableArray<Position> Each(IEnumerable<(string Ticker, double Number, string Where)> rows, Func<string, double, string, Position> made)
    {
        var (positions, places) = (ImmutableArray.CreateBuilder<Position>(), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var (ticker, number, where) in rows)
        {
            if (string.IsNullOrWhiteSpace(ticker)) throw new InputException($"{where}: ticker is empty. Expected one for every position, CASH for money.");
            if (!double.IsFinite(number)) throw new InputException(FormattableString.Invariant($"{where}: {Untrusted.Quote(ticker)} has {number}. Expected a finite number."));
            if (!places.TryAdd(ticker, where)) throw new InputException($"{where}: {Untrusted.Quote(ticker)} stands already at {places[ticker]}. Expected each once: add them up.");
            positions.Add(made(ticker, number, where));
        }
        return positions.Count > 0 ? positions.ToImmutable() : throw new InputException("There are no positions. Expected at least one.");
    }

    /// <summary>Refuses a book that is weighed by prices of a day after an instant.</summary>
    internal void RequireKnown(DateTimeOffset asOf)
    {
        if (On is { } on && on > DateOnly.FromDateTime(asOf.UtcDateTime))
            throw new InputException(FormattableString.Invariant($"{Untrusted.Line(Name)} is weighed by prices of {on:yyyy-MM-dd}, and the instant is {asOf.UtcDateTime:yyyy-MM-dd HH:mm}Z. Expected prices of that day or an earlier one: Portfolio.OfShares(…, on: {PortfolioRisk.LastClose(asOf):yyyy-MM-dd})."));
    }

    IEnumerable<string> Found(Prices? prices)
    {
        if (Math.Abs(Sum - 1) > Close)
            yield return FormattableString.Invariant($"Weights add up to {Sum:0.######}, cash included, not to 1. They are used as they stand{(Sum < 1 ? ": for the rest there is no position" : "")}.");
        if (prices is { GivenAdjusted: true } && On < prices.Last)
            yield return Untrusted.Line(FormattableString.Invariant($"Shares are weighed on {On:yyyy-MM-dd} by prices of {prices.Name} that are said to be adjusted and go on until {prices.Last:yyyy-MM-dd}: splits and dividends of these days are in their levels. Expected prices as they were printed, with their corporate actions."));
        if (prices?.Find(Cash) is not null && Positions.Any(position => position.IsCash))
            yield return Untrusted.Line($"CASH is taken for money, and {prices.Name} has prices of a ticker CASH: if its shares are meant, name them otherwise, in the prices too.");
        foreach (var position in Positions)
            if (On is { } known && prices?.DelistedBy(position.Ticker, known) is { } end && prices.Find(position.Ticker) is { } series)
                yield return Untrusted.Line(FormattableString.Invariant($"{position.Ticker} was delisted on {end.Date:yyyy-MM-dd}: it is weighed by what holders got, its last close, {series.Printed[^1]} on {series.Last:yyyy-MM-dd}, times 1 {(end.Value < 0 ? '-' : '+')} {Math.Abs(end.Value)}."));
            else if (On is { } on && position is { PricedOn: { } day, IsCash: false } && on.DayNumber - day.DayNumber > RiskFindings.StaleDays)
                yield return Untrusted.Line(FormattableString.Invariant($"{position.Ticker} is weighed by its price of {day:yyyy-MM-dd}, {on.DayNumber - day.DayNumber} days old."));
    }

    /// <summary><c>book.csv (2 positions, long 0.60, short -0.20, cash 0.60, HHI 0.625, effective 1.6)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Name} ({Held.Count()} {(Held.Count() == 1 ? "position" : "positions")}, long {Long:0.00}, short {Short:0.00}, cash {Positions.Where(position => position.IsCash).Sum(position => position.Weight):0.00}{(Hhi is { } hhi ? string.Create(CultureInfo.InvariantCulture, $", HHI {hhi:0.000}, effective {1 / hhi:0.0}") : "")})"));
}
