using Xunit;

namespace ResearchKit.Tests;

/// <summary>What notebook 05 comes to on the sample market.</summary>
[Collection(nameof(KitRun))]
public sealed class SignalNotebookTests(KitRun run)
{
    internal const string Name = "05-is-it-a-signal.ipynb";

    /// <summary>Every output as text, in order.</summary>
    internal static string Said(IEnumerable<NotebookFile> executed, string name = Name) => string.Join('\n', executed.Single(notebook => notebook.Name == name).Outputs
        .Select(output => output["data"]?["text/markdown"] ?? output["data"]?["text/plain"]).Select(text => text is System.Text.Json.Nodes.JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text));

    [Fact]
    public void The_leaks_that_were_planted_are_named_and_the_pipeline_has_none()
    {
        var said = Said(run.Executed);
        Assert.Contains("LEAK in index, z-score over all days", said);
        Assert.Matches(@"The leak guard found nothing, and the two that were planted, in \*index\* and \*z-score over all days\*; it cut at 6 of up to \d+ times\. Of 5 placebos 5 came to about 0; of as many planted factors 5 were found\.", said);
    }

    [Fact]
    public void The_response_is_found_where_it_was_planted_and_nowhere_else()
    {
        var said = Said(run.Executed);
        Assert.Matches(@"By the writers' scores: \+\d+ bp, detected; the interval holds the 80 that are there, and it does not hold 0\.", said);
        Assert.Matches(@"The articles that move nothing: .* both intervals hold 0\.", said);
    }

    [Fact]
    public void A_sample_that_is_too_small_is_called_so()
    {
        var said = Said(run.Executed);
        Assert.Contains("**Underpowered: not shown, and not refuted.**", said);
        Assert.Matches(@"By `finance`'s values: \+\d+ bp, underpowered; the interval holds the \d+ that are there, and it holds 0", said);
        Assert.Matches(@"By the plain \*t\*, [1-9] of 5 horizons would get a star .* with the overlap counted, 0 of them would keep it\.", said);
    }
}
