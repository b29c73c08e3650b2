namespace ResearchKit.Cli;

/// <summary>Explanations as one HTML file without scripts or references.</summary>
static class ExplanationPage
{
    public static void Write(string path, IEnumerable<Explanation> explanations) => Files.WriteText(path, writer =>
    {
        writer.Write("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Scores taken apart</title><style>body{margin:2em auto;max-width:62em;padding:0 1em}</style></head><body>

            """);
        foreach (var explanation in explanations) writer.Write(explanation.ToHtml());
        writer.Write("</body></html>\n");
    });
}
