namespace ResearchKit.Cli;

/// <summary>Verifies receipts of models. The library of learning is loaded with this class.</summary>
static class ModelVerifying
{
    public static VerifiedReceipt Run(string file, ReceiptPlaces places)
    {
        var receipt = ModelReceipt.Read(file);
        if (places.Reference is not null) throw new InputException($"{Untrusted.Line(file)}: is a receipt of a model, which was scored among no other articles. Leave out --reference.");
        var article = places.Corpus(receipt.Article)[receipt.Article.Id];
        var model = places.Model ?? ReceiptPlaces.Known(receipt.Model.Path, "model", "--model PATH");
        if (receipt.Model.Kind != ModelKind.Learned && places.Lexicon is not null) throw new InputException($"{Untrusted.Line(file)}: is a receipt of a model without a lexicon. Leave out --lexicon.");
        return new(receipt.Article.Id, receipt.Hash, receipt.Model.Kind switch
        {
            ModelKind.Learned => receipt.Verify(article, LearnedModel.Read(model), Shared.ReadLexicon(places.Lexicon ?? ReceiptPlaces.Known(receipt.Lexicon?.Path, "lexicon", "--lexicon FILE"))),
            ModelKind.Onnx => Onnx(receipt, article, model),
            ModelKind.Chat => receipt.Verify(article, ChatScorer.Open(model, replay: true)),
            var other => throw new InputException($"{Untrusted.Line(file)}: its model is of a kind that this kit does not verify: {other}."),
        });
    }

    static Verification Onnx(ModelReceipt receipt, Article article, string folder)
    {
        using var scorer = OnnxScorer.Open(folder);
        return receipt.Verify(article, scorer);
    }
}
