using PublicApiGenerator;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a user can name. A public member that comes, goes or changes is a diff someone signs.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_scoring_library_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.txt", typeof(Scorer).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_evaluation_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Evaluation.txt", typeof(Evaluation).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_the_signals_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Signals.txt", typeof(Theme).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_watching_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Watch.txt", typeof(Watcher).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_promotion_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Promotion.txt", typeof(LexiconDraft).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_archives_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Archives.txt", typeof(Archive).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));

    [Fact]
    public void The_public_API_of_learning_is_as_approved() =>
        ApprovedText.Check("public-api-ResearchKit.Learning.txt", typeof(Learn).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"));
}
