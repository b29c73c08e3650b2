using Xunit;

namespace ResearchKit.Tests;

/// <summary>The rules' file.</summary>
public sealed class PromotionRulesTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rules_read_back_as_they_were_written()
    {
        var rules = new PromotionRules { MinimumTexts = 30, Margin = 0.01, GuardedTexts = 10, TwoPeople = false, Method = "finance:lead", Metric = "macroF1", Guards = new PromotionRules().Guards.Remove("theme").SetItem("desk", 0.125) };
        rules.Write(folder["rules.json"]);
        Assert.Equal(rules, PromotionRules.Read(folder["rules.json"]));
        Assert.NotEqual(rules, new());
    }

    [Fact]
    public void A_rule_that_is_left_out_has_its_default() => Assert.Equal(new() { Margin = 0.02 }, PromotionRules.Read(folder.Put("rules.json", """{ "margin": 0.02 }""")));

    [Fact]
    public void The_committed_rules_are_the_defaults() => Assert.Equal(new(), PromotionRules.Read(Repository.File("data", "registry", "rules.json")));

    [Theory]
    [InlineData("""{ "minimumText": 3 }""", "Rule 'minimumText' is not known. Available: minimumTexts, margin, guards, guardedTexts, method, metric, twoPeople.")]
    [InlineData("""{ "margin": 0, "margin": 0 }""", "Rule 'margin' stands twice. Expected an object with minimumTexts, margin, guards, guardedTexts, method, metric, twoPeople, each at most once.")]
    [InlineData("""{ "guards": { "theme": 0.1, "theme": 1 } }""", "Rule 'theme' stands twice.")]
    [InlineData("""{ "margin": -0.01 }""", "Rule margin is -0.01. Expected 0 to 1.")]
    [InlineData("""{ "margin": "0" }""", "Rule 'margin' is \"0\". Expected a number.")]
    [InlineData("""{ "margin": 1e999 }""", "Rule 'margin' is 1e999. Expected a number.")]
    [InlineData("""{ "minimumTexts": 0 }""", "Rule minimumTexts is 0. Expected 1 or more.")]
    [InlineData("""{ "minimumTexts": 1.5 }""", "Rule 'minimumTexts' is 1.5. Expected a whole number.")]
    [InlineData("""{ "guardedTexts": 0 }""", "Rule guardedTexts is 0. Expected 1 or more.")]
    [InlineData("""{ "guards": { "theme": 2 } }""", "Rule guards.theme is 2. Expected 0 to 1.")]
    [InlineData("""{ "guards": 1 }""", "rule guards is 1. Expected an object.")]
    [InlineData("""{ "twoPeople": 1 }""", "Rule 'twoPeople' is 1. Expected true or false.")]
    [InlineData("""{ "metric": "luck" }""", "Rule metric: 'luck' is not known. Available: accuracy, macroF1, mae, pearson, spearman.")]
    [InlineData("""{ "method": "luck" }""", "Rule method: 'luck' is not known. Available: ")]
    [InlineData("""{ "method": 1 }""", "Rule 'method' is 1. Expected a name.")]
    [InlineData("[]", "the file is []. Expected an object.")]
    public void A_rule_that_cannot_be_used_is_refused(string json, string message) =>
        Assert.StartsWith($"{folder["rules.json"]}: {message}", Assert.Throws<InputException>(() => PromotionRules.Read(folder.Put("rules.json", json))).Message);

    [Fact]
    public void What_is_no_json_is_refused_with_its_line() =>
        Assert.StartsWith($"{folder["rules.json"]}(2): is no JSON: ", Assert.Throws<InputException>(() => PromotionRules.Read(folder.Put("rules.json", "{\n  margin: 0\n}"))).Message);
}
