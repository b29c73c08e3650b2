using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit verify RECEIPT</c></summary>
static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("RECEIPT") { Description = "A receipt, as ./kit score --receipts writes it." };
        var articles = new Option<string?>("--articles") { Description = "Where the article is now. Default: the source path in the receipt.", HelpName = "PATH" };
        var lexicon = new Option<string?>("--lexicon") { Description = "Where the lexicon is now. Default: the path in the receipt.", HelpName = "LIST" };
        var reference = new Option<string?>("--reference") { Description = "The articles that it was scored among, where the method needs them. Default: where the article is.", HelpName = "PATH" };
        var json = Shared.Json();
        var command = new Command("verify", "Recompute a receipt and name the first part that differs. Exit code 0: same; 1: differs; 2: cannot be checked.\n\nExample:\n  ./kit verify receipts/000_c79e3800b5831abf.json") { path, articles, lexicon, reference, json };
        command.SetAction(parsed =>
        {
            var receipt = Receipt.Read(parsed.GetValue(path)!);
            var source = parsed.GetValue(articles) ?? Known(receipt.Article.Path, "article", "--articles PATH");
            var words = parsed.GetValue(lexicon) ?? Known(receipt.Lexicon.Path, "lexicon", "--lexicon FILE");
            var corpus = Corpus.Read(source, o => o with { MaxLoss = 1 });
            var among = parsed.GetValue(reference) is { } other ? Corpus.Read(other, o => o with { MaxLoss = 1 }) : corpus;
            var verification = receipt.Verify(corpus[receipt.Article.Id], Shared.ReadLexicon(words), among);
            if (parsed.GetValue(json)) PrintJson(receipt, verification);
            else Console.Out.WriteLine($"{Untrusted.Line(receipt.Article.Id)}: {Untrusted.Line(verification.ToString())}");
            return verification.Outcome == VerificationOutcome.Differs ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    static string Known(string? path, string what, string option) => path is null
        ? throw new InputException($"The receipt does not say where its {what} came from. Give {option}.")
        : Home.Locate(path);

    static void PrintJson(Receipt receipt, Verification verification)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("id", receipt.Article.Id);
            json.WriteString("receipt", receipt.Hash);
            json.WriteString("outcome", verification.Outcome.ToString());
            json.WriteString("part", verification.Part);
            json.WriteString("recorded", verification.Recorded);
            json.WriteString("found", verification.Found);
        });
    }
}
