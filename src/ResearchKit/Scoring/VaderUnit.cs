using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What a unit of text comes to under VADER.</summary>
/// <param name="Components">The four numbers.</param>
/// <param name="Slope">What one counted unit is worth: 1/√(S² + a).</param>
/// <param name="Exclaimed">What exclamation marks add to S, with its sign; 0 where S is 0.</param>
/// <param name="Asked">What question marks add.</param>
readonly record struct VaderUnit(VaderComponents Components, double Slope, double Exclaimed, double Asked)
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
        foreach (var token in text.Told(span))
        {
            if (but < 0 && words[token - span.First].Is(VaderClass.But)) but = token;
            if (!VaderSentiment.IsHit(words, token - span.First)) continue;
            text.Hits.Add(token);
            text.Sentiments.Add(sentiment.Of(token - span.First, null));
        }
        var sentiments = CollectionsMarshal.AsSpan(text.Sentiments)[first..];
        if (but >= 0 && options.Shifters) But(sentiments, CollectionsMarshal.AsSpan(text.Hits)[first..], but, options.Measure);

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
        return new(new(-negative / total, neutral / total, positive / total, sum / root), 1 / root, sign * exclaimed, sign * asked);
    }

    static void But(Span<double> sentiments, ReadOnlySpan<int> places, int but, Measure measure)
    {
        if (measure == Measure.Vader) ButByValue(sentiments, places, but);
        else
            for (var i = 0; i < sentiments.Length; i++) sentiments[i] *= Factor(places[i], but);
    }

    static double Factor(int place, int but) => place < but ? VaderRules.BeforeBut : place > but ? VaderRules.AfterBut : 1;

    /// <summary>The package looks each sentiment up by its value and changes the first that has it, which may be another, changed already. Zeros
    /// stay zeros.</summary>
    static void ButByValue(Span<double> sentiments, ReadOnlySpan<int> places, int but)
    {
        if (sentiments.Length > Many)
        {
            ButByQueues(sentiments, places, but);
            return;
        }
        // Values are the same where their bits are: there are no zeros among those that are looked for.
        var values = MemoryMarshal.Cast<double, long>(sentiments);
        for (var i = 0; i < values.Length; i++)
        {
            if (sentiments[i] == 0) continue;
            var first = values.IndexOf(values[i]);
            sentiments[first] *= Factor(places[first], but);
        }
    }

    /// <summary>The same where looking through all of them would take long: the others than zeros by value, in the order of the text.</summary>
    static void ButByQueues(Span<double> sentiments, ReadOnlySpan<int> places, int but)
    {
        var queues = new Dictionary<double, PriorityQueue<int, int>>();
        for (var i = 0; i < sentiments.Length; i++) Put(sentiments[i], i);
        for (var i = 0; i < sentiments.Length; i++)
        {
            if (sentiments[i] == 0) continue;
            var first = queues[sentiments[i]].Peek();
            if (places[first] == but) continue;
            queues[sentiments[i]].Dequeue();
            sentiments[first] *= Factor(places[first], but);
            Put(sentiments[first], first);
        }

        void Put(double value, int place)
        {
            if (value == 0) return;
            if (!queues.TryGetValue(value, out var queue)) queues[value] = queue = new();
            queue.Enqueue(place, place);
        }
    }
}
