#!/usr/bin/env -S dotnet run
#:project ../../src/ResearchKit
#:property PublishAot=false
using ResearchKit;

if (args.Length < 1) { Console.Error.WriteLine("usage: dotnet run score.cs ARTICLES [LEXICON]"); return 2; }
try
{
    var scorer = Lexicon.Read(args.ElementAtOrDefault(1) ?? "data/lexicons/finance.csv").Scorer();
    foreach (var article in Corpus.Read(args[0])) Console.WriteLine(scorer.Explain(article));
    return 0;
}
catch (InputException e) { Console.Error.WriteLine(e.Message); return 2; }
