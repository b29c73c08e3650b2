using System.Globalization;
using System.Net;
using System.Text;

namespace ResearchKit;

/// <summary>Shows a reproduction as its verdict and the table of its matches.</summary>
sealed class ReproductionFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => Html((Reproduction)value)),
        new ValueFormatter("text/plain", value => value.ToString()!),
    ];

    static string Html(Reproduction reproduction)
    {
        var html = new StringBuilder($"<p>{WebUtility.HtmlEncode(reproduction.ToString())}</p>\n");
        if (reproduction.Matches.IsEmpty) return html.ToString();
        html.Append("<table><thead><tr><th>specification</th><th>departs in</th><th>value</th><th>off by</th><th>other articles matched</th></tr></thead><tbody>\n");
        foreach (var match in reproduction.Matches)
            html.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{match.Specification}</td><td>{match.Specification.Complexity}</td><td>{match.Value:+0.0000;−0.0000;0.0000}</td><td>{match.Value - reproduction.Target:+0.0000;−0.0000;0.0000}</td><td>{match.OthersMatched} of {reproduction.Others}</td></tr>\n");
        return html.Append("</tbody></table>\n").ToString();
    }
}
