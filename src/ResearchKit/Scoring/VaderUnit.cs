using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a unit of text comes to under VADER.</summary>
/// <param name="Components">The four numbers.</param>
/// <param name="Slope">What one counted unit is worth: 1/√(S² + a).</param>
/// <param name="Exclaimed">What exclamation marks add to S, with its sign; 0 where S is 0.</param>
/// <param name="Asked">What question marks add.</param>
readonly record struct VaderUnit(VaderComponents Components, double Slope, double Exclaimed, double Asked)
{
    /// <summary>Weighs a unit.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="span">Its marks and capitals.</param>
    /// <param name="entries">The lexicon's.</param>
    /// <param name="options">Squash, whether the rules act, and which "but".</param>
    /// <param name="sentiments">One for each word, all 0; filled.</param>
    public static VaderUnit Of(ReadOnlySpan<VaderToken> words, in VaderSpan span, ImmutableArray<Entry> entries, ScorerOptions options, Span<double> sentiments)
    {
        var sentiment = new VaderSentiment(words, entries, IsMixed(span), options.Shifters);
        var but = -1;
        for (var i = 0; i < words.Length; i++)
        {
            if (but < 0 && words[i].Is(VaderClass.But)) but = i;
            if (VaderSentiment.IsHit(words, i)) sentiments[i] = sentiment.Of(i, null);
        }
        if (but >= 0 && options.Shifters) But(sentiments, but, options.Measure);

        double sum = 0, positive = 0, negative = 0, neutral = 0;
        foreach (var value in sentiments)
        {
            sum += value;
            if (value > 0) positive += value + VaderRules.Unit;
            else if (value < 0) negative += value - VaderRules.Unit;
            else neutral += VaderRules.Unit;
        }
        var (exclaimed, asked) = options.Shifters ? (VaderRules.Exclaimed(span.Exclamations), VaderRules.Asked(span.Questions)) : default;
        var emphasis = exclaimed + asked;
        if (positive > -negative) positive += emphasis;
        else if (positive < -negative) negative -= emphasis;
        var total = positive - negative + neutral;
        var sign = Math.Sign(sum);
        sum += sign * emphasis;
        var root = Math.Sqrt(sum * sum + options.Squash);
        return new(new(-negative / total, neutral / total, positive / total, sum / root), 1 / root, sign * exclaimed, sign * asked);
    }

    public static bool IsMixed(in VaderSpan span) => span.Upper > 0 && span.Upper < span.Count;

    static void But(Span<double> sentiments, int but, Measure measure)
    {
        if (measure == Measure.Vader) ButByValue(sentiments, but);
        else
            for (var i = 0; i < sentiments.Length; i++) sentiments[i] *= i < but ? VaderRules.BeforeBut : i > but ? VaderRules.AfterBut : 1;
    }

    /// <summary>The package looks each sentiment up by its value and changes the first that has it, which may be another, changed already. Zeros
    /// stay zeros, so only the others are kept, by value, in the order of the text.</summary>
    static void ButByValue(Span<double> sentiments, int but)
    {
        var places = new Dictionary<double, PriorityQueue<int, int>>();
        for (var i = 0; i < sentiments.Length; i++) Put(sentiments[i], i);
        for (var i = 0; i < sentiments.Length; i++)
        {
            if (sentiments[i] == 0) continue;
            var first = places[sentiments[i]].Peek();
            if (first == but) continue;
            places[sentiments[i]].Dequeue();
            sentiments[first] *= first < but ? VaderRules.BeforeBut : VaderRules.AfterBut;
            Put(sentiments[first], first);
        }

        void Put(double value, int place)
        {
            if (value == 0) return;
            if (!places.TryGetValue(value, out var queue)) places[value] = queue = new();
            queue.Enqueue(place, place);
        }
    }
}
