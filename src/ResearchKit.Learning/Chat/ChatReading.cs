using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Makes a score and an explanation of answers.</summary>
/// <remarks>For n answers with values v the value is Σv/n. A quote that k of them give, and that adds a on their average, contributes a·k/n. What the contributions do not come to is the remainder:
/// a quote's share is the model's own word, and nothing forces the words of one answer to sum.</remarks>
sealed class ChatReading
{
    /// <summary>Of a quote so much is shown as its term; its place says the rest.</summary>
    const int LongestTerm = 60;

    readonly Article article;
    readonly ScannedText scanned = new();

    ChatReading(Article article)
    {
        this.article = article;
        scanned.Read(article.Title, article.Paragraphs.AsSpan());
    }

    public static ChatReading Of(Article article) => new(article);

    /// <summary>Whether there is a word to judge.</summary>
    public bool HasWords => scanned.Sentences.Length > 0;

    public Score Unasked(string identity, Outcome outcome) => outcome == Outcome.UnsupportedLanguage
        ? new(article.Id, identity, 0, 0, 0, 0, 0, 0, 0, outcome)
        : new(article.Id, identity, 0, 0, 0, 0, 0, scanned.Sentences.Length, scanned.Tokens.Length, outcome);

    public Score Score(string identity, ImmutableArray<ChatAnswer> answers)
    {
        var parts = Contributions(answers);
        double value = 0, positive = 0, negative = 0;
        foreach (var answer in answers) value += answer.Value;
        foreach (var part in parts)
        {
            positive += Math.Max(part.Value, 0);
            negative += Math.Max(-part.Value, 0);
        }
        var silent = answers.All(answer => answer.Label == Scale.Silent);
        return new(article.Id, identity, Math.Clamp(value / answers.Length, -1, 1), positive, negative, Coverage(parts), parts.Length, scanned.Sentences.Length, scanned.Tokens.Length, silent ? Outcome.Silent : Outcome.Scored);
    }

    public Explanation Explain(ChatReply reply)
    {
        if (reply.Score.Outcome == Outcome.UnsupportedLanguage) return new(article, reply.Score, reply.Score.Method, [], []);
        var parts = reply.Answers.IsEmpty ? [] : Contributions(reply.Answers);
        var sentences = ImmutableArray.CreateBuilder<SentencePart>(scanned.Sentences.Length);
        for (var i = 0; i < scanned.Sentences.Length; i++)
        {
            var (start, end) = Place(i);
            sentences.Add(new(start, end - start, scanned.Sentences[i].Count, 1, parts.Where(part => part.Sentence == i).Sum(part => part.Value)));
        }
        return new(article, reply.Score, reply.Score.Method, sentences.DrainToImmutable(), parts) { Remainder = reply.Score.Value - parts.Sum(part => part.Value), RemainderNote = Note(reply), NoteHeading = "from" };
    }

    static string Note(ChatReply reply)
    {
        if (reply.Answers.IsEmpty) return "nothing was asked: there is no word to judge";
        const string One = "the model's value less what its quotes add by its own account, which nothing proves";
        return reply.Answers.Length == 1 ? One : string.Create(CultureInfo.InvariantCulture, $"{One}; mean of {reply.Answers.Length} answers from {reply.Lowest:+0.00;-0.00;0.00} to {reply.Highest:+0.00;-0.00;0.00}, {reply.Agreement * 100:0}% of one label");
    }

    /// <summary>One for each place that is quoted, in the order of the text.</summary>
    ImmutableArray<Contribution> Contributions(ImmutableArray<ChatAnswer> answers)
    {
        var text = article.Text;
        return
        [
            .. answers.SelectMany(answer => answer.Evidence).GroupBy(quote => (quote.Start, quote.Length)).OrderBy(same => same.Key).Select(same =>
            {
                var (start, length) = same.Key;
                var (quoted, adds) = (same.Count(), same.Average(quote => quote.Adds));
                var weight = (double)quoted / answers.Length;
                var note = answers.Length == 1 ? "quoted by the model" : string.Create(CultureInfo.InvariantCulture, $"quoted in {quoted} of {answers.Length} answers");
                return new Contribution(Term(text.Substring(start, length)), note, Sentence(text, start), start, length, adds, [], adds, weight, adds * weight + 0.0);
            }),
        ];
    }

    static string Term(string quote)
    {
        var line = string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestTerm) return line;
        var end = char.IsHighSurrogate(line[LongestTerm - 2]) ? LongestTerm - 2 : LongestTerm - 1;
        return $"{line[..end]}…";
    }

    /// <summary>The number of the sentence in which a quote's first letter or digit stands.</summary>
    int Sentence(string text, int start)
    {
        while (start < text.Length - 1 && !char.IsLetterOrDigit(text[start])) start++;
        var number = 0;
        for (var i = 1; i < scanned.Sentences.Length && Place(i).Start <= start; i++) number = i;
        return number;
    }

    double Coverage(ImmutableArray<Contribution> parts)
    {
        if (scanned.Tokens.Length == 0) return 0;
        var covered = 0;
        foreach (var sentence in scanned.Sentences)
            foreach (ref readonly var token in scanned.Tokens.Slice(sentence.First, sentence.Count))
            {
                var (start, end) = (sentence.Block + token.Start, sentence.Block + token.End);
                if (parts.Any(part => part.Start <= start && end <= part.Start + part.Length)) covered++;
            }
        return (double)covered / scanned.Tokens.Length;
    }

    (int Start, int End) Place(int sentence)
    {
        var span = scanned.Sentences[sentence];
        return (span.Block + scanned.Tokens[span.First].Start, span.Block + scanned.Tokens[span.First + span.Count - 1].End);
    }
}
