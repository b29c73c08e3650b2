using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Labelled sets in their published forms, with rows invented for these tests.</summary>
public sealed class LabelsTests
{
    static Labels Read(string name, string content, Encoding? encoding = null)
    {
        using var folder = new ArticleFolder();
        File.WriteAllText(folder[name], content, encoding ?? new UTF8Encoding(false));
        return Labels.Read(folder[name]);
    }

    static string Refusal(string name, string content) => Assert.Throws<InputException>(() => Read(name, content)).Message;

    [Fact]
    public void PhraseBank_is_a_sentence_an_at_sign_and_a_label_in_Latin_1()
    {
        var labels = Read("s.txt", "Orvåne rose , it said .@positive\nMail ir@orvane.example fell .@negative\r\n\nIt is .@neutral", Encoding.Latin1);
        Assert.Equal(["Orvåne rose , it said .", "Mail ir@orvane.example fell .", "It is ."], labels.Select(item => item.Article.Text));
        Assert.Equal([1, -1, 0], labels.Select(item => item.Class!.Value));
        Assert.All(labels, item => Assert.Null(item.Score));
    }

    [Fact]
    public void FiQA_has_one_item_for_each_judgement_of_a_sentence()
    {
        var labels = Read("f.json", """{"7": {"sentence": "Orvane beats Kelmet", "info": [{"target": "Orvane", "sentiment_score": "0.5"}, {"target": "Kelmet", "sentiment_score": "-0.4"}]}}""");
        Assert.Equal([("Orvane", 0.5, 1), ("Kelmet", -0.4, -1)], labels.Select(item => (item.Target, item.Score!.Value, item.Judged)));
        Assert.Single(labels.Select(item => item.Group).Distinct());
    }

    [Fact]
    public void SemEval_is_an_array_of_titles_with_a_company_and_a_score()
    {
        var item = Assert.Single(Read("s.json", """[{"id": 2, "company": "Orvane", "title": "Orvane books growth", "sentiment": 0.05}]"""));
        Assert.Equal(("2", "Orvane", 0.05, 0), (item.Article.Id, item.Target, item.Score!.Value, item.Judged));
    }

    [Fact]
    public void SEntFiN_has_a_label_for_each_entity_whatever_quotes_stand_in_it()
    {
        var labels = Read("s.csv", "S No.,Title,Decisions,Words\n1,Orvane up,\"{'Orvane': 'positive', \"\"L'Or\"\": 'neutral', 'Osk's Fund': 'negative'}\",2\n");
        Assert.Equal([("Orvane", 1), ("L'Or", 0), ("Osk's Fund", -1)], labels.Select(item => (item.Target!, item.Class!.Value)));
    }

    [Fact]
    public void Articles_with_the_publishers_words_or_scores_are_labels()
    {
        var labels = Read("a.jsonl", "{\"id\":\"a\",\"text\":\"One.\",\"label\":\"mildly positive\",\"score\":0.15}\n{\"id\":\"b\",\"text\":\"Two.\",\"label\":\"mixed\"}\n{\"id\":\"c\",\"text\":\"Three.\",\"score\":-0.3}\n");
        Assert.Equal([1, 0, -1], labels.Select(item => item.Judged));
        Assert.Equal([0.15, null, -0.3], labels.Select(item => item.Score));
    }

    [Fact]
    public void A_folder_is_one_set_and_levels_of_agreement_are_not()
    {
        using var folder = new ArticleFolder();
        File.WriteAllText(folder["b.txt"], "Two.@negative");
        File.WriteAllText(folder["a.txt"], "One.@positive");
        File.WriteAllText(folder["License.txt"], "no label");
        Assert.Equal(["One.", "Two."], Labels.Read(folder.Path).Select(item => item.Article.Text));
        using var levels = new ArticleFolder();
        File.WriteAllText(levels["Sentences_50Agree.txt"], "One.@positive");
        File.WriteAllText(levels["Sentences_75Agree.txt"], "One.@positive");
        Assert.Contains("Name one of Sentences_50Agree.txt, Sentences_75Agree.txt", Assert.Throws<InputException>(() => Labels.Read(levels.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        Assert.Contains("s.txt(2): no '@'", Refusal("s.txt", "One.@positive\nTwo."), StringComparison.Ordinal);
        Assert.Contains("s.txt(1): label 'glad' is not known. Expected negative, neutral, positive", Refusal("s.txt", "One.@glad"), StringComparison.Ordinal);
        Assert.Contains("f.json: 7: score '2' cannot be used. Expected a number from -1 to 1.", Refusal("f.json", """{"7": {"sentence": "a", "info": [{"target": "b", "sentiment_score": "2"}]}}"""), StringComparison.Ordinal);
        Assert.Contains("is neither FiQA task 1", Refusal("f.json", """{"7": {"sentence": "a"}}"""), StringComparison.Ordinal);
        Assert.Contains("f.json(1): is no JSON", Refusal("f.json", "{"), StringComparison.Ordinal);
        Assert.Contains("s.csv(2): Decisions '{}' is no dictionary", Refusal("s.csv", "S No.,Title,Decisions,Words\n1,Orvane up,{},2\n"), StringComparison.Ordinal);
        Assert.Contains("has neither label nor score", Refusal("a.jsonl", "{\"id\":\"a\",\"text\":\"One.\"}\n"), StringComparison.Ordinal);
        Assert.Contains("no labelled text", Refusal("s.txt", ""), StringComparison.Ordinal);
    }
}
