using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>Writes one article.</summary>
sealed class ArticleWriter
{
    const string Ticker = "$TICKER";

    readonly Vocabulary vocabulary;
    readonly bool ascii;
    readonly double termChance;
    readonly StringBuilder text = new();
    SplitMix random;
    int words;

    public ArticleWriter(Vocabulary vocabulary, SplitMix random, GeneratedOptions options)
    {
        (this.vocabulary, this.random) = (vocabulary, random);
        ascii = Unit() >= options.NonAscii;
        // p pieces of m words among others of one give the share s where p·m = s·(p·m + 1 − p).
        termChance = options.Terms / (vocabulary.Terms.MeanWords * (1 - options.Terms) + options.Terms);
        words = options.Words * 2 / 5 + Below(options.Words * 3 / 5) + Below(options.Words * 3 / 5);
    }

    public int Below(int count) => random.Below(count);

    public string Source() => vocabulary.Sources.Draw(ref random);

    public string Title()
    {
        text.Clear();
        Pieces(7 + Below(6));
        return text.ToString();
    }

    public ImmutableArray<string> Paragraphs()
    {
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        while (words > 0)
        {
            text.Clear();
            if (paragraphs.Count == 0)
            {
                text.Append(Name()).Append(ascii ? " - " : " — ");
                words--;
            }
            for (var sentences = 2 + Below(3); sentences > 0 && words > 0; sentences--) Sentence();
            paragraphs.Add(text.ToString());
        }
        return paragraphs.ToImmutable();
    }

    void Sentence()
    {
        if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        var length = Math.Min(8 + Below(14) + Below(14), Math.Max(words, 4));
        if (Below(8) > 0)
        {
            Pieces(length);
            text.Append(Below(40) == 0 ? '?' : '.');
            return;
        }
        text.Append(ascii ? '"' : '“');
        Pieces(length);
        text.Append(ascii ? ",\" said " : ",” said ").Append(Name()).Append('.');
        words -= 2;
    }

    /// <summary>So many words, the first with a capital.</summary>
    void Pieces(int length)
    {
        var begins = true;
        var before = "";
        while (length > 0)
        {
            var piece = Piece();
            if (piece == before) continue;
            if (!begins) text.Append(Below(16) > 0 ? " " : Below(10) > 0 ? ", " : ascii ? " - " : " – ");
            text.Append(begins ? Capital(piece) : piece);
            before = piece;
            begins = false;
            length -= Ranked.Words(piece);
            words -= Ranked.Words(piece);
        }
    }

    string Piece()
    {
        if (Unit() < termChance) return vocabulary.Terms.Draw(ref random).Replace(Ticker, $"${vocabulary.Tickers.Draw(ref random)}", StringComparison.Ordinal);
        return Below(1000) switch
        {
            < 25 => vocabulary.Companies.Draw(ref random),
            < 55 => Number(),
            < 70 => Name(),
            < 76 => vocabulary.Themes.Draw(ref random),
            < 78 => $"${vocabulary.Tickers.Draw(ref random)}",
            _ => vocabulary.Words.Draw(ref random),
        };
    }

    string Name() => (ascii ? vocabulary.Names : vocabulary.Accented).Draw(ref random);

    string Number() => Below(8) switch
    {
        0 => Text($"{2023 + Below(5)}"),
        1 => Text($"{2 + Below(60)}"),
        2 => Text($"{Below(40)}.{Below(10)}%"),
        3 => Text($"{1 + Below(90)},{Below(1000):D3}"),
        4 => Text($"{(ascii ? '$' : '€')}{1 + Below(900)}.{Below(10)} million"),
        5 => Text($"{(ascii ? "EUR " : "£")}{1 + Below(90)} billion"),
        6 => Text($"Q{1 + Below(4)}"),
        _ => Text($"{1 + Below(12)}%"),
    };

    double Unit() => Ranked.Unit(ref random);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Capital(string piece) => $"{char.ToUpperInvariant(piece[0])}{piece[1..]}";
}
