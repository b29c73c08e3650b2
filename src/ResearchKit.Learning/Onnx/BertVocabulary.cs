using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace ResearchKit;

/// <summary>The pieces that a model of BERT's kind knows, by their numbers.</summary>
sealed class BertVocabulary
{
    public const string Expected = "a vocabulary of BERT's kind: one piece a line, with [PAD], [UNK], [CLS] and [SEP] among them";

    const string Unknown = "[UNK]";

    readonly WordPieceTokenizer tokenizer;

    /// <param name="file">For errors.</param>
    /// <param name="pieces">By their numbers.</param>
    public BertVocabulary(string file, ImmutableArray<string> pieces)
    {
        Pieces = pieces;
        var numbers = new Dictionary<string, int>(pieces.Length, StringComparer.Ordinal);
        for (var number = 0; number < pieces.Length; number++)
            if (!numbers.TryAdd(pieces[number], number))
                throw new InputException($"{file}: piece {Untrusted.Quote(pieces[number])} has two numbers, {numbers[pieces[number]]} and {number}. Expected {Expected}.");
        (Padding, UnknownNumber, Begin, End) = (Of("[PAD]"), Of(Unknown), Of("[CLS]"), Of("[SEP]"));
        Mask = numbers.TryGetValue("[MASK]", out var mask) ? mask : UnknownNumber;
        // A function word of the kit that the model writes as one piece.
        var words = Language.AllFunctionWords.Where(word => Language.IsFunctionWord(word)).ToList();
        EnglishShare = words.Count(numbers.ContainsKey) / (double)words.Count;
        // Without anything but lower case it was made from text in lower case.
        IsLowerCase = !pieces.Any(piece => piece.Any(char.IsUpper) && !piece.StartsWith('['));
        tokenizer = WordPieceTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', pieces))), new WordPieceOptions { UnknownToken = Unknown });

        int Of(string piece) => numbers.TryGetValue(piece, out var number) ? number : throw new InputException($"{file}: holds {pieces.Length} pieces, and no {piece}. Expected {Expected}.");
    }

    public ImmutableArray<string> Pieces { get; }

    public int Padding { get; }

    public int UnknownNumber { get; }

    public int Begin { get; }

    public int End { get; }

    /// <summary>What stands in the place of a word that is hidden; the unknown piece, where the vocabulary has none for it.</summary>
    public int Mask { get; }

    /// <summary>Which share of the commonest English words it holds whole, 0 to 1.</summary>
    public double EnglishShare { get; }

    /// <summary>Whether it holds no capital letter.</summary>
    public bool IsLowerCase { get; }

    /// <summary>The pieces of a word: the longest that it begins with, and so on; the unknown one where that does not come out, or for more than 100 characters.</summary>
    public IReadOnlyList<int> Of(string word) => tokenizer.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false);
}
