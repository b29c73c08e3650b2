using System.Collections.Frozen;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a word is to VADER's rules: the classes of <c>vader.txt</c>; then whether it boosts, begins a phrase or comes second in one, carries a valence of its own, and is in capitals; and whether it is a function word.</summary>
[Flags]
enum VaderClass : uint
{
    None, Negates = 1, Never = 2, So = 4, Without = 8, Doubt = 16, No = 32, Nor = 64, Least = 128, Spares = 256, Kind = 512, Of = 1024, But = 2048,
    Boosts = 4096, Begins = 8192, Follows = 16384, Counts = 32768, Upper = 65536, Foreign = 131072, English = 262144,

    /// <summary>What moves a hit near it, phrases apart.</summary>
    Moves = Negates | Never | So | Without | No | Nor | Least | Boosts,
}

/// <summary>What the tables say of a word.</summary>
/// <param name="Class">Its classes.</param>
/// <param name="Booster">What it adds to a hit after it, in the kit's units; 0 for words that are no boosters.</param>
/// <param name="Number">Its number in phrases, from 1 to 255; 0 for words that stand in none.</param>
readonly record struct VaderWord(VaderClass Class, double Booster, int Number);

/// <summary>The tables and constants of VADER: <c>Scoring/rivals.md</c>, section 5. A valence of the kit is a quarter of VADER's, so every constant
/// is; dividing by four loses no bit.</summary>
static class VaderRules
{
    /// <summary>VADER's unit in the kit's.</summary>
    public const double Unit = 0.25;

    public const double Capitals = 0.733 * Unit, Negation = -0.74, NeverSo = 1.25, SecondBefore = 0.95, ThirdBefore = 0.9, BeforeBut = 0.5, AfterBut = 1.5;

    /// <summary>The 15 of S/√(S² + 15).</summary>
    public const double Squash = 15 * Unit * Unit;

    /// <summary>A text of more sentences than this saturates as a whole.</summary>
    public const int LongText = 10;

    const double Exclamation = 0.292 * Unit, Question = 0.18 * Unit, Questions = 0.96 * Unit;

    static readonly (FrozenDictionary<string, VaderWord> Words, FrozenDictionary<(int, int, int), double> Boosters, FrozenDictionary<(int, int, int), double> Idioms) Tables = Read();

    /// <summary>Whether a measure is VADER's.</summary>
    public static bool Are(Measure measure) => measure is Measure.Vader or Measure.VaderCorrected;

    /// <summary>The words, in lower case. One that is not among them but holds <c>n't</c> negates too.</summary>
    public static FrozenDictionary<string, VaderWord> Words => Tables.Words;

    /// <summary>What a phrase of two or three words, given by their numbers, adds to a hit near it; the third number of two is 0.</summary>
    public static bool Boosts((int, int, int) phrase, out double added) => Tables.Boosters.TryGetValue(phrase, out added);

    /// <summary>The valence of an idiom of two or three words.</summary>
    public static bool IsIdiom((int, int, int) phrase, out double valence) => Tables.Idioms.TryGetValue(phrase, out valence);

    /// <summary>What exclamation marks add to a sum that is not 0, in its direction.</summary>
    public static double Exclaimed(int count) => Math.Min(count, 4) * Exclamation;

    /// <summary>What question marks add.</summary>
    public static double Asked(int count) => count <= 1 ? 0 : count <= 3 ? count * Question : Questions;

    static (FrozenDictionary<string, VaderWord>, FrozenDictionary<(int, int, int), double>, FrozenDictionary<(int, int, int), double>) Read()
    {
        var words = new Dictionary<string, VaderWord>();
        var (boosters, idioms) = (new Dictionary<(int, int, int), double>(), new Dictionary<(int, int, int), double>());
        foreach (var line in Resource.Lines("vader.txt", typeof(VaderRules)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = line[..colon].Split(' ');
            var number = head.Length > 1 ? double.Parse(head[1], CultureInfo.InvariantCulture) * Unit : 0;
            foreach (var phrase in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(phrase => phrase.Split(' ')))
            {
                if (phrase.Length > 1)
                    (head[0] == "idiom" ? idioms : boosters)[(Number(phrase[0], VaderClass.Begins), Number(phrase[1], VaderClass.Follows), phrase.Length > 2 ? Number(phrase[2], VaderClass.None) : 0)] = number;
                else if (head[0] == "booster") words[phrase[0]] = Known(phrase[0], VaderClass.Boosts) with { Booster = number };
                else words[phrase[0]] = Known(phrase[0], Enum.Parse<VaderClass>(head[0], ignoreCase: true));
            }
        }
        return (words.ToFrozenDictionary(), boosters.ToFrozenDictionary(), idioms.ToFrozenDictionary());

        VaderWord Known(string word, VaderClass more)
        {
            var known = words.GetValueOrDefault(word);
            return known with { Class = known.Class | more };
        }

        int Number(string word, VaderClass more)
        {
            var known = Known(word, more);
            words[word] = known = known with { Number = known.Number > 0 ? known.Number : words.Values.Max(other => other.Number) + 1 };
            return known.Number;
        }
    }
}
