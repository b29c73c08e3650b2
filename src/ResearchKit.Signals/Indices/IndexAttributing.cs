using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Adds contributions up by what they belong to.</summary>
static class IndexAttributing
{
    /// <summary>How far an explanation's value may lie from its observation's.</summary>
    const double Close = 1e-12;

    public static IndexAttribution Of(IndexMove move, IEnumerable<Explanation> explanations, IEnumerable<(string Article, string Name, ImmutableArray<Contribution> Contributions)>? themes, IEnumerable<(string Article, string Name, ImmutableArray<Contribution> Contributions)>? tickers)
    {
        var explained = explanations.ToLookup(one => one.Article.Id, StringComparer.Ordinal);
        var (byTerm, byTheme, byTicker) = (new Sums(), Owners.Of(themes, IndexAttribution.NoTheme), Owners.Of(tickers, IndexAttribution.NoCompany));
        double before = 0, after = 0;
        foreach (var part in move.Parts)
        {
            var seen = part.Observation;
            var left = seen.Value;
            if (Match(explained[seen.ArticleId], seen) is { } explanation)
                foreach (var one in explanation.Contributions)
                {
                    left -= one.Value;
                    var (first, second) = (part.WeightBefore * one.Value, part.WeightAfter * one.Value);
                    byTerm.Add(one.Term, first, second);
                    byTheme?.Add(seen.ArticleId, one, first, second);
                    byTicker?.Add(seen.ArticleId, one, first, second);
                }
            (before, after) = (before + part.WeightBefore * left, after + part.WeightAfter * left);
        }
        return new()
        {
            Move = move,
            Terms = byTerm.Shares(),
            Themes = byTheme?.Shares() ?? [],
            Tickers = byTicker?.Shares() ?? [],
            Remainder = new("(remainder)", before, after),
        };
    }

    static Explanation? Match(IEnumerable<Explanation> explanations, in Observation seen)
    {
        Explanation? other = null;
        foreach (var one in explanations)
            if (Math.Abs(one.Score.Value - seen.Value) <= Close) return one;
            else other = one;
        return other is null ? null : throw new InputException(FormattableString.Invariant($"Article {Untrusted.Quote(seen.ArticleId)} has the value {seen.Value} in the index, and {other.Score.Value} by its explanation ({Untrusted.Line(other.Method)}). Expected explanations by the method, and of the rows, that the index was made of."));
    }

    /// <summary>Sums by name.</summary>
    internal sealed class Sums
    {
        readonly Dictionary<string, (double Before, double After)> sums = new(StringComparer.Ordinal);

        public void Add(string name, double before, double after) => sums[name] = sums.GetValueOrDefault(name) is var known ? (known.Before + before, known.After + after) : default;

        public ImmutableArray<IndexShare> Shares() => [.. sums.Select(one => new IndexShare(one.Key, one.Value.Before, one.Value.After)).OrderByDescending(share => Math.Abs(share.Change)).ThenBy(share => share.Name, StringComparer.Ordinal)];
    }

    /// <summary>Sums by those whose rows have a contribution at the same place.</summary>
    internal sealed class Owners(ILookup<string, (string Article, string Name, ImmutableArray<Contribution> Contributions)> rows, string nobody)
    {
        readonly Sums sums = new();

        public static Owners? Of(IEnumerable<(string Article, string Name, ImmutableArray<Contribution> Contributions)>? rows, string nobody) =>
            rows is null ? null : new(rows.ToLookup(row => row.Article, StringComparer.Ordinal), nobody);

        public void Add(string article, Contribution one, double before, double after)
        {
            foreach (var (name, share) in Shares(article, one)) sums.Add(name, before * share, after * share);
        }

        /// <summary>The owners of a contribution, each with the same share of it.</summary>
        public IEnumerable<(string Name, double Share)> Shares(string article, Contribution one)
        {
            List<string> owners = [.. rows[article].Where(row => row.Contributions.Any(other => other.Start < one.Start + one.Length && one.Start < other.Start + other.Length)).Select(row => row.Name).Distinct(StringComparer.Ordinal)];
            return owners.Count == 0 ? [(nobody, 1)] : owners.Select(owner => (owner, 1.0 / owners.Count));
        }

        public ImmutableArray<IndexShare> Shares() => sums.Shares();
    }
}
