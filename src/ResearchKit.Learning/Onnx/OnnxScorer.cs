using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A classifier of texts in ONNX, such as FinBERT, as a way of scoring. The weights are yours: a folder, never a download.</summary>
/// <remarks>Each sentence that the kit reads is worth P(positive) − P(negative), by a softmax over the model's outputs, and an article the weighted mean of its sentences:
/// Σ wᵢ·(pᵢ − nᵢ) / Σ wᵢ. A sentence of more pieces than the model takes is read in parts of about the same size, and is worth their mean by pieces. FinBERT: Araci (2019), arXiv:1908.10063.
/// The same bits on one runtime, processor family and device, for one setting of the options, whatever else is scored beside it.</remarks>
public sealed partial class OnnxScorer : Scorer, IDisposable
{
    const int ShownOfSentence = 28;

    readonly OnnxFolder folder;
    readonly OnnxModel model;

    OnnxScorer(OnnxFolder folder, OnnxModel model, OnnxOptions options)
    {
        (this.folder, this.model, Options) = (folder, model, options);
        var differs = string.Join(',', new[] { options.Difference(), model.Provider == "cpu" ? "" : $"device={model.Provider}" }.Where(part => part.Length > 0));
        Identity = $"onnx:{folder.Name}@{folder.Hash[..8]}{(differs.Length == 0 ? "" : $"/{differs}")}";
        Classes = folder.Labels.Names.Length == 2 ? Scale.Three(0, 0) : Scale.Three(-0.5, 0.5);
    }

    /// <summary>Opens a model: a folder with <c>model.onnx</c>, <c>config.json</c>, and <c>vocab.txt</c> or <c>tokenizer.json</c>, as Hugging Face's exporter writes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is read and run.</param>
    /// <exception cref="InputException">A file is missing or not what it should be; the vocabulary is not the model's, or not English; the labels are not positive, negative and
    /// neutral; the model asks for other inputs, gives other outputs, or does not run.</exception>
    public static OnnxScorer Open(string folder, Func<OnnxOptions, OnnxOptions>? options = null)
    {
        var chosen = (options?.Invoke(new()) ?? new()).Validated();
        var read = new OnnxFolder(folder, chosen);
        return new(read, new(read, chosen), chosen);
    }

    /// <summary>The folder's name, the start of <see cref="Hash"/>, and the options that differ from the defaults: <c>onnx:finbert@3f2a9c12/weighting=Length</c>.</summary>
    public override string Identity { get; }

    /// <summary>Neutral within 0.5 of 0, where neutral is the likelier label as long as the opposite one is unlikely; with two labels never neutral.</summary>
    public override Scale Classes { get; }

    /// <summary>The options in full.</summary>
    public OnnxOptions Options { get; }

    /// <summary>The labels in the order of the model's outputs.</summary>
    public ImmutableArray<string> Labels => folder.Labels.Names;

    /// <summary>SHA-256, in lower-case hexadecimal, over the model's bytes, its vocabulary, how words are written, and the labels in their order.</summary>
    public string Hash => folder.Hash;

    /// <summary>What runs it: <c>cpu</c>, <c>cuda</c> or <c>dml</c>.</summary>
    public string Provider => model.Provider;

    /// <summary>The score of an article. Silent where the vocabulary knows none of its words; its coverage is the share of words of which it knows anything.</summary>
    /// <returns>A value in [−1, 1]; silent or unsupported language give 0 with that outcome.</returns>
    /// <exception cref="InputException">The model gave something that is no number, or failed.</exception>
    public override Score Score(Article article) => Explain(article).Score;

    /// <summary>The score of an article, taken apart by sentences: they sum to the value, and nothing remains. The note of each says how likely each label is.</summary>
    /// <exception cref="InputException">The model gave something that is no number, or failed.</exception>
    public override Explanation Explain(Article article)
    {
        if (Read(article) is not { } reading) return Unread(article, Outcome.UnsupportedLanguage);
        if (Known(reading) == 0) return Unread(article, Outcome.Silent);
        var shares = Shares(article, reading);
        var contributions = ImmutableArray.CreateBuilder<Contribution>(reading.Sentences.Count);
        var text = article.Text;
        foreach (var (sentence, i) in reading.Sentences.Select((sentence, i) => (sentence, i)))
        {
            var valence = shares[i][folder.Labels.Positive] - shares[i][folder.Labels.Negative];
            contributions.Add(new(Opening(text.AsSpan(sentence.Start, sentence.Length)), Likely(shares[i]), i, sentence.Start, sentence.Length, valence, [], valence, reading.Weights[i], reading.Weights[i] * valence));
        }
        return Sum(article, reading, contributions.DrainToImmutable(), contributions => Math.Clamp(contributions.Sum(part => part.Value), -1, 1));
    }

    /// <summary>Name, labels, and where it runs.</summary>
    public override string ToString() => Untrusted.Line($"{Identity} ({string.Join(", ", Labels)}; {Provider})");

    /// <summary>Gives back the memory of the model, which cannot be used any more; waits for what is being scored.</summary>
    public void Dispose() => model.Dispose();

    /// <summary>An article in pieces, and the weight of each sentence; the weights sum to 1.</summary>
    sealed record Reading(List<PieceSentence> Sentences, List<SentenceSlice> Slices, double[] Weights);

    /// <summary>Null for a language that the model is not for.</summary>
    Reading? Read(Article article)
    {
        if (!Options.AnyLanguage && !article.IsEnglish) return null;
        var sentences = OnnxText.Read(article, folder);
        double[] weights = [.. sentences.Select(sentence => Options.Weighting switch
        {
            Weighting.Length => sentence.Tokens,
            Weighting.Lead => sentence.Lead ? Options.LeadWeight : 1,
            _ => 1,
        })];
        var total = weights.Sum();
        return new(sentences, [.. sentences.SelectMany((sentence, number) => OnnxText.Slices(number, sentence, model.MostPieces))], [.. weights.Select(weight => weight / total)]);
    }

    /// <summary>How likely each label is for each sentence.</summary>
    double[][] Shares(Article article, Reading reading)
    {
        var logits = model.Logits([.. reading.Slices.Select(slice => slice.Pieces())], () => $"article {Untrusted.Quote(article.Id)}");
        double[][] shares = [.. reading.Sentences.Select(_ => new double[Labels.Length])];
        foreach (var (slice, row) in reading.Slices.Zip(logits))
            foreach (var (share, label) in Softmax(row).Select((share, label) => (share, label))) shares[slice.Sentence][label] += slice.Share * share;
        return shares;
    }

    static double[] Softmax(float[] logits)
    {
        var most = logits.Max();
        double[] powers = [.. logits.Select(logit => Math.Exp((double)logit - most))];
        var total = powers.Sum();
        return [.. powers.Select(power => power / total)];
    }

    /// <summary>Contributions as an explanation, with a score that fits them.</summary>
    Explanation Sum(Article article, Reading reading, ImmutableArray<Contribution> contributions, Func<ImmutableArray<Contribution>, double> value)
    {
        var bySentence = contributions.ToLookup(part => part.Sentence, part => part.Value);
        var score = new Score(article.Id, Identity, value(contributions), contributions.Sum(part => Math.Max(part.Value, 0)), contributions.Sum(part => Math.Max(-part.Value, 0)),
            Known(reading), contributions.Length, reading.Sentences.Count, reading.Sentences.Sum(sentence => sentence.Tokens), Outcome.Scored);
        return new(article, score, Identity, [.. reading.Sentences.Select((sentence, i) => new SentencePart(sentence.Start, sentence.Length, sentence.Tokens, reading.Weights[i], bySentence[i].Sum()))], contributions);
    }

    /// <summary>The share of the words of which the vocabulary knows anything.</summary>
    double Known(Reading reading)
    {
        var words = reading.Sentences.SelectMany(sentence => sentence.Words).ToList();
        return words.Count == 0 ? 0 : words.Count(word => word.Pieces.Any(piece => piece != folder.Vocabulary.UnknownNumber)) / (double)words.Count;
    }

    Explanation Unread(Article article, Outcome outcome) => new(article, new(article.Id, Identity, 0, 0, 0, 0, 0, 0, 0, outcome), Identity, [], []);

    /// <summary>How likely each label is: <c>positive 0.91, negative 0.02, neutral 0.07</c>.</summary>
    string Likely(double[] shares) => string.Join(", ", Labels.Zip(shares, (label, share) => string.Create(CultureInfo.InvariantCulture, $"{label} {share:0.00}")));

    /// <summary>The beginning of a sentence, whole words of it.</summary>
    static string Opening(ReadOnlySpan<char> sentence)
    {
        if (sentence.Length <= ShownOfSentence) return sentence.ToString();
        var end = sentence[..ShownOfSentence].LastIndexOf(' ');
        return $"{sentence[..(end > 0 ? end : ShownOfSentence - 1)]}…";
    }
}
