using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What a unit of text comes to under VADER.</summary>
/// <param name="Components">The four numbers.</param>
/// <param name="Slope">What one counted unit is worth: 1/√(S² + a).</param>
/// <param name="Exclaimed">What exclamation marks add to S, with its sign; 0 where S is 0.</param>
/// <param name="Asked">What question marks add.</param>
/// <param name="But">Its first <c>but</c> among the tokens; −1 when it has none.</param>
readonly record struct VaderUnit(VaderComponents Components, double Slope, double Exclaimed, double Asked, int But)
{
    /// <summary>Up to so many sentiments are looked through.</summary>
    const int Many = 1024;

    /// <summary>Weighs a unit, and adds its hits and their sentiments to the text's.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The unit's words, marks and capitals.</param>
    /// <param name="options">Squash, whether the rules act, and which "but".</param>
    public static VaderUnit Of(VaderText text, in VaderSpan span, ScorerOptions options)
    {
        var words = text.Tokens.Slice(span.First, span.Count);
        var sentiment = new VaderSentiment(words, span.IsMixed, options.Shifters);
        var (but, first) = (-1, text.Hits.Count);
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].Is(VaderClass.Counts | VaderClass.But)) continue;
            if (but < 0 && words[i].Is(VaderClass.But)) but = span.First + i;
            if (!VaderSentiment.IsHit(words, i)) continue;
            text.Hits.Add(span.First + i);
            text.Sentiments.Add(sentiment.Of(i, null));
        }
        var sentiments = CollectionsMarshal.AsSpan(text.Sentiments)[first..];
        if (but >= 0 && options.Shifters) Contrast(sentiments, CollectionsMarshal.AsSpan(text.Hits)[first..], but, options.Measure == Measure.Vader);

        double sum = 0, positive = 0, negative = 0;
        var neutral = span.Count * VaderRules.Unit;
        foreach (var value in sentiments)
        {
            sum += value;
            if (value > 0) positive += value + VaderRules.Unit;
            else if (value < 0) negative += value - VaderRules.Unit;
            if (value != 0) neutral -= VaderRules.Unit;
        }
        var (exclaimed, asked) = options.Shifters ? (VaderRules.Exclaimed(span.Exclamations), VaderRules.Asked(span.Questions)) : default;
        var emphasis = exclaimed + asked;
        if (positive > -negative) positive += emphasis;
        else if (positive < -negative) negative -= emphasis;
        var total = positive - negative + neutral;
        var sign = Math.Sign(sum);
        sum += sign * emphasis;
        var root = Math.Sqrt(sum * sum + options.Squash);
        return new(new(-negative / total, neutral / total, positive / total, sum / root), 1 / root, sign * exclaimed, sign * asked, but);
    }

    /// <summary>What "but" does. The package looks each sentiment up by its value and changes the first that has it, which may be another, changed already. Zeros stay zeros, so values are the same
    /// where their bits are; where there are many, they are kept by value, in the order of the text.</summary>
    static void Contrast(Span<double> sentiments, ReadOnlySpan<int> places, int but, bool byValue)
    {
        var values = MemoryMarshal.Cast<double, long>(sentiments);
        var queues = byValue && values.Length > Many ? new Dictionary<long, PriorityQueue<int, int>>() : null;
        for (var i = 0; queues is not null && i < values.Length; i++) Put(values[i], i);
        for (var i = 0; i < values.Length; i++)
        {
            if (sentiments[i] == 0) continue;
            var first = !byValue ? i : queues is null ? values.IndexOf(values[i]) : queues[values[i]].Peek();
            if (places[first] == but) continue;
            queues?[values[first]].Dequeue();
            sentiments[first] *= places[first] < but ? VaderRules.BeforeBut : VaderRules.AfterBut;
            if (queues is not null) Put(values[first], first);
        }

        void Put(long value, int place)
        {
            if (!queues.TryGetValue(value, out var queue)) queues[value] = queue = new();
            queue.Enqueue(place, place);
        }
    }
}
