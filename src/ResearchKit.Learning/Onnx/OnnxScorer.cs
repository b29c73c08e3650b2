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

    internal override string ModelHash => Hash;

    /// <summary>Of <see cref="Hash"/>: weights, tokenizer and configuration each by itself.</summary>
    internal ImmutableArray<ReceiptPart> Parts => folder.Parts;

    /// <summary>What the last bits depend on besides.</summary>
    internal string Runtime => $"{Receipt.Runtime}, ONNX Runtime {OnnxSession.Version}, {Provider}";

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
        var reading = Read(article);
        return Explain(article, reading, reading is null ? [] : model.Logits(reading.Texts, _ => Named(article)));
    }

    /// <summary>Name, labels, and where it runs.</summary>
    public override string ToString() => Untrusted.Line($"{Identity} ({string.Join(", ", Labels)}; {Provider})");

    /// <summary>Gives back the memory of the model, which cannot be used any more; waits for what is being scored.</summary>
    public void Dispose() => model.Dispose();

    /// <summary>An article in pieces, and the weight of each sentence; the weights sum to 1.</summary>
    /// <param name="Sentences">The sentences.</param>
    /// <param name="Slices">What the model reads at a time; nothing, where it knows no word.</param>
    /// <param name="Weights">A weight for each sentence.</param>
    /// <param name="Known">The share of the words of which the vocabulary knows anything.</param>
    sealed record Reading(List<PieceSentence> Sentences, ImmutableArray<SentenceSlice> Slices, double[] Weights, double Known)
    {
        public int[][] Texts => [.. Slices.Select(slice => slice.Pieces())];
    }

    /// <summary>Null for a language that the model is not for.</summary>
    Reading? Read(Article article)
    {
        if (!Options.AnyLanguage && !article.IsEnglish) return null;
        var sentences = OnnxText.Read(article, folder);
        var words = sentences.SelectMany(sentence => sentence.Words).ToList();
        var known = words.Count == 0 ? 0 : words.Count(word => word.Pieces.Any(piece => piece != folder.Vocabulary.UnknownNumber)) / (double)words.Count;
        double[] weights = [.. sentences.Select(sentence => Options.Weighting switch
        {
            Weighting.Length => sentence.Tokens,
            Weighting.Lead => sentence.Lead ? Options.LeadWeight : 1,
            _ => 1,
        })];
        var total = weights.Sum();
        return new(sentences, known == 0 ? [] : [.. sentences.SelectMany((sentence, number) => OnnxText.Slices(number, sentence, model.MostPieces))], [.. weights.Select(weight => weight / total)], known);
    }

    /// <param name="article">The article.</param>
    /// <param name="reading">What was read of it.</param>
    /// <param name="logits">A row for each slice of that.</param>
    Explanation Explain(Article article, Reading? reading, ReadOnlySpan<float[]> logits)
    {
        if (reading is null || reading.Known == 0)
            return new(article, new(article.Id, Identity, 0, 0, 0, 0, 0, 0, 0, reading is null ? Outcome.UnsupportedLanguage : Outcome.Silent), Identity, [], []);
        // How likely each label is for each sentence.
        double[][] shares = [.. reading.Sentences.Select(_ => new double[Labels.Length])];
        for (var i = 0; i < logits.Length; i++)
            foreach (var (label, share) in Softmax(logits[i]).Index()) shares[reading.Slices[i].Sentence][label] += reading.Slices[i].Share * share;
        var text = article.Text;
        ImmutableArray<Contribution> contributions = [.. reading.Sentences.Index().Select(item =>
        {
            var (i, sentence) = item;
            var valence = shares[i][folder.Labels.Positive] - shares[i][folder.Labels.Negative];
            return new Contribution(Opening(text.AsSpan(sentence.Start, sentence.Length)), Likely(shares[i]), i, sentence.Start, sentence.Length, valence, [], valence, reading.Weights[i], reading.Weights[i] * valence);
        })];
        // A sum of weights may pass 1 in the last bit.
        return Sum(article, reading, contributions, Math.Clamp(contributions.Sum(part => part.Value), -1, 1));
    }

    static string Named(Article article) => $"article {Untrusted.Quote(article.Id)}";

    static double[] Softmax(float[] logits)
    {
        var most = logits.Max();
        double[] powers = [.. logits.Select(logit => Math.Exp((double)logit - most))];
        var total = powers.Sum();
        return [.. powers.Select(power => power / total)];
    }

    /// <summary>Contributions as an explanation, with a score that fits them.</summary>
    Explanation Sum(Article article, Reading reading, ImmutableArray<Contribution> contributions, double value)
    {
        var bySentence = contributions.ToLookup(part => part.Sentence, part => part.Value);
        var score = new Score(article.Id, Identity, value, contributions.Sum(part => Math.Max(part.Value, 0)), contributions.Sum(part => Math.Max(-part.Value, 0)),
            reading.Known, contributions.Length, reading.Sentences.Count, reading.Sentences.Sum(sentence => sentence.Tokens), Outcome.Scored);
        return new(article, score, Identity, [.. reading.Sentences.Select((sentence, i) => new SentencePart(sentence.Start, sentence.Length, sentence.Tokens, reading.Weights[i], bySentence[i].Sum()))], contributions) { NoteHeading = contributions.Any(part => part.Note.Length > 0) ? "how likely" : null };
    }

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
