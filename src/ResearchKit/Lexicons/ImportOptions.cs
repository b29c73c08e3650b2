using System.Globalization;

namespace ResearchKit;

/// <summary>The published form of a list of words with sentiment.</summary>
public enum ListForm
{
    /// <summary>The kit's own CSV: term, role, valence and more.</summary>
    Kit,

    /// <summary>The master dictionary of Loughran and McDonald: a CSV with the columns Word, Positive and Negative that hold 0, the year a word was added, or minus the year it was removed.</summary>
    LoughranMcDonald,

    /// <summary>Plain words, as Henry's: <c>word,positive</c> or <c>word,negative</c> a line (comma or tab); or a folder of <c>positive*.txt</c> and <c>negative*.txt</c>, a word a line.</summary>
    Words,

    /// <summary>The NRC emotion lexicon: word, category, and 0 or 1, parted by tabs; only the categories positive and negative are read.</summary>
    Nrc,

    /// <summary>AFINN: term, tab, and a whole number from −5 to 5; the valence is a fifth of it.</summary>
    Afinn,

    /// <summary>VADER's <c>vader_lexicon.txt</c>: token, mean, standard deviation and ratings, parted by tabs, with <c>emoji_utf8_lexicon.txt</c> if that lies beside it; the valence is a
    /// quarter of the mean. Terms stand as they are written, emoticons among them, and the last of repeated tokens wins.</summary>
    Vader,
}

/// <summary>How <see cref="Lexicon.Read(string, Func{ImportOptions, ImportOptions}?)"/> reads a list. Set with <c>o => o with { AsOf = new(2014, 12, 31) }</c>; a value out of range is an <see cref="InputException"/>.</summary>
public sealed record ImportOptions
{
    /// <summary>The form of the list.</summary>
    /// <value>Default null: recognised by what stands in the file.</value>
    public ListForm? Form { get; init; }

    /// <summary>The day as of which a list with years is read.</summary>
    /// <remarks>The list tells the year of a change, not its day, so a change counts from the last day of its year: no earlier day knows of it. A removed word does not say when it
    /// was added: it is taken to have been there since the first year that the file names.</remarks>
    /// <value>Default null: the latest edition in the file. Other forms have no years and refuse a day.</value>
    public DateOnly? AsOf { get; init; }

    /// <summary>The valence of a word that is listed as positive; a negative one has minus that. A form that grades its words keeps its grades.</summary>
    /// <value>Above 0 to 1. Default 1: a list says the sign and no more, and with ±1 the sum of valences is the count P − N that such lists are published for.</value>
    public double Valence
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Valence {value} is out of range. Expected above 0 to 1."));
    } = 1;

    /// <summary>The largest share of terms that may be left out before reading fails.</summary>
    /// <value>0 to 1. Default 0.05. The kit's own form allows none.</value>
    public double MaxLoss
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"MaxLoss {value} is not a share. Expected 0 to 1."));
    } = 0.05;

    /// <summary>The licence under which the user has the list.</summary>
    /// <value>Default null: the one that stands beside the file, or else the one that the form is known to be published under.</value>
    public Licence? Licence { get; init; }
}
