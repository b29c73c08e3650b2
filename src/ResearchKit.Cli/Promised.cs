using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>What <c>./kit score --interval FILE</c> prints beside each value. Nothing of learning is loaded before a file is named.</summary>
sealed class Promised
{
    readonly Conformal conformal;
    readonly Scorer scorer;

    Promised(Conformal conformal, Scorer scorer) => (this.conformal, this.scorer) = (conformal, scorer);

    /// <exception cref="InputException">The file holds no intervals, or was made for another scorer.</exception>
    public static Promised Read(string file, Scorer scorer)
    {
        var conformal = Conformal.Read(file);
        conformal.Require(scorer);
        return new(conformal, scorer);
    }

    /// <summary><c>90% interval</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - (decimal)conformal.Alpha):0.##}% {(conformal.Goal == LearnedGoal.Scores ? "interval" : "set")}");

    /// <summary><c>[-0.12, 0.45]</c>, a set of classes, or why there is neither.</summary>
    public string Text(in Score score, Article article) => conformal.Around(scorer, score, article).ToString();

    public void Write(Utf8JsonWriter json, in Score score, Article article)
    {
        var interval = conformal.Around(scorer, score, article);
        json.WriteStartObject("promised");
        json.WriteNumber("alpha", conformal.Alpha);
        json.WriteString("group", interval.Group);
        if (interval.Reason is { } reason) json.WriteString("reason", reason);
        else if (interval is { Low: { } low, High: { } high })
        {
            json.WriteNumber("low", low);
            json.WriteNumber("high", high);
        }
        else
        {
            json.WriteStartArray("classes");
            foreach (var name in interval.Classes) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
