using System.CommandLine;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary><c>./kit verify RECEIPT</c></summary>
static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("RECEIPT") { Description = "A receipt, as ./kit score --receipts writes it." };
        var articles = new Option<string?>("--articles") { Description = "Where the article is now. Default: the source path in the receipt.", HelpName = "PATH" };
        var lexicon = new Option<string?>("--lexicon") { Description = "Where the lexicon is now. Default: the path in the receipt.", HelpName = "LIST" };
        var model = new Option<string?>("--model") { Description = "Where the model of a model's receipt is now: its file, its folder, or a chat model's settings, whose cassette is replayed. Default: the path in the receipt.", HelpName = "PATH" };
        var reference = new Option<string?>("--reference") { Description = "The articles that it was scored among, where the method needs them. Default: where the article is.", HelpName = "PATH" };
        var json = Shared.Json();
        var command = new Command("verify", "Recompute a receipt and name the first part that differs. Exit code 0: same; 1: differs; 2: cannot be checked.\n\nExamples:\n  ./kit verify receipts/000_c79e3800b5831abf.json\n  ./kit verify receipts/a.json --model model.json") { path, articles, lexicon, model, reference, json };
        command.SetAction(parsed =>
        {
            var (file, places) = (parsed.GetValue(path)!, new ReceiptPlaces(parsed.GetValue(articles), parsed.GetValue(lexicon), parsed.GetValue(model), parsed.GetValue(reference)));
            var verified = IsOfModel(file) ? ModelVerifying.Run(file, places) : OfRules(file, places);
            if (parsed.GetValue(json)) PrintJson(verified);
            else Console.Out.WriteLine($"{Untrusted.Line(verified.Id)}: {Untrusted.Line(verified.Verification.ToString())}");
            return verified.Verification.Outcome == VerificationOutcome.Differs ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    static VerifiedReceipt OfRules(string file, ReceiptPlaces places)
    {
        if (places.Model is not null) throw new InputException($"{Untrusted.Line(file)}: is a receipt of rules, which rest on no model. Leave out --model.");
        var receipt = Receipt.Read(file);
        var corpus = places.Corpus(receipt.Article);
        var words = Shared.ReadLexicon(places.Lexicon ?? ReceiptPlaces.Known(receipt.Lexicon.Path, "lexicon", "--lexicon FILE"));
        var among = places.Reference is { } other ? Corpus.Read(other, o => o with { MaxLoss = 1 }) : corpus;
        return new(receipt.Article.Id, receipt.Hash, receipt.Verify(corpus[receipt.Article.Id], words, among));
    }

    /// <summary>Which of the two forms a file has. One that cannot be read is of neither, and its reader says why.</summary>
    static bool IsOfModel(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(Files.ReadText(file, "a receipt, as ./kit score --receipts writes it"));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("model", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static void PrintJson(VerifiedReceipt verified)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("id", verified.Id);
            json.WriteString("receipt", verified.Hash);
            json.WriteString("outcome", verified.Verification.Outcome.ToString());
            json.WriteString("part", verified.Verification.Part);
            json.WriteString("recorded", verified.Verification.Recorded);
            json.WriteString("found", verified.Verification.Found);
        });
    }
}

/// <summary>What verifying a receipt came to.</summary>
sealed record VerifiedReceipt(string Id, string Hash, Verification Verification);

/// <summary>Where the parts of a receipt are now, as far as the user says it.</summary>
sealed record ReceiptPlaces(string? Articles, string? Lexicon, string? Model, string? Reference)
{
    public Corpus Corpus(ReceiptArticle article) => ResearchKit.Corpus.Read(Articles ?? Known(article.Path, "article", "--articles PATH"), o => o with { MaxLoss = 1 });

    /// <summary>A place that the receipt says.</summary>
    public static string Known(string? path, string what, string option) => path is null
        ? throw new InputException($"The receipt does not say where its {what} came from. Give {option}.")
        : Home.Locate(path);
}
