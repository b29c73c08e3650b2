namespace ResearchKit;

/// <summary>How much each sentence of a text says of the rest: the formulas of <see cref="Summary"/>.</summary>
sealed class SentenceRanking
{
    const int Most = 500, Steps = 100;

    const double Damping = 0.85, Settled = 1e-9, Lead = 0.3;

    readonly double[][] cosines;

    public SentenceRanking(IReadOnlyList<SentencePlace> sentences)
    {
        cosines = Cosines([.. sentences.Take(Most).Select(sentence => sentence.Words)]);
        var shares = Walk(cosines);
        var most = shares.DefaultIfEmpty().Max();
        Salience = [.. shares.Select((share, place) => (1 - Lead) * share / most + Lead / Math.Sqrt(1 + place))];
    }

    /// <summary>Of each sentence, 0 to 1.</summary>
    public IReadOnlyList<double> Salience { get; }

    /// <summary>The sentences that say most and repeat each other least, the best first.</summary>
    public IReadOnlyList<int> Take(int count)
    {
        var taken = new List<int>();
        var left = Enumerable.Range(0, cosines.Length).ToList();
        var repeats = new double[cosines.Length];
        while (taken.Count < count && left.Count > 0)
        {
            var best = left.MaxBy(i => Salience[i] * (1 - repeats[i]));
            taken.Add(best);
            left.Remove(best);
            foreach (var i in left) repeats[i] = Math.Max(repeats[i], cosines[best][i]);
        }
        return taken;
    }

    static double[][] Cosines(IReadOnlyList<string>[] sentences)
    {
        var frequency = sentences.SelectMany(words => words.Distinct()).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        // Ordinal order, so that sums are the same whichever way the words stand.
        var vectors = sentences.Select(words => words.CountBy(word => word, StringComparer.Ordinal)
            .Select(word => (word.Key, Value: word.Value * Math.Log((double)sentences.Length / frequency[word.Key]))).OrderBy(word => word.Key, StringComparer.Ordinal).ToArray()).ToArray();
        double[] lengths = [.. vectors.Select(vector => Math.Sqrt(vector.Sum(word => word.Value * word.Value)))];
        var cosines = sentences.Select(_ => new double[sentences.Length]).ToArray();
        for (var i = 0; i < vectors.Length; i++)
        {
            cosines[i][i] = 1;
            for (var j = 0; j < i; j++)
                if (lengths[i] > 0 && lengths[j] > 0) cosines[i][j] = cosines[j][i] = Math.Min(1, Product(vectors[i], vectors[j]) / (lengths[i] * lengths[j]));
        }
        return cosines;
    }

    static double Product((string Word, double Value)[] a, (string Word, double Value)[] b)
    {
        var sum = 0.0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var order = string.CompareOrdinal(a[i].Word, b[j].Word);
            if (order == 0) sum += a[i].Value * b[j].Value;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return sum;
    }

    static double[] Walk(double[][] cosines)
    {
        var n = cosines.Length;
        double[] sums = [.. cosines.Select(row => row.Sum())], shares = [.. cosines.Select(_ => 1.0 / n)];
        for (var step = 0; step < Steps; step++)
        {
            double[] next = [.. cosines.Select((row, i) => (1 - Damping) / n + Damping * Enumerable.Range(0, n).Sum(j => row[j] / sums[j] * shares[j]))];
            var moved = next.Zip(shares, (a, b) => Math.Abs(a - b)).Sum();
            shares = next;
            if (moved < Settled) break;
        }
        return shares;
    }
}
