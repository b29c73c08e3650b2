#!/usr/bin/env -S dotnet run
#:project ../../src/ResearchKit
#:property PublishAot=false
using ResearchKit;

if (args.Length < 1) { Console.Error.WriteLine("usage: dotnet run score.cs ARTICLES [LEXICON]"); return 2; }
var lexicon = Lexicon.Read(args.ElementAtOrDefault(1) ?? "data/lexicons/finance.csv");
var scorer = lexicon.Scorer();
foreach (var article in Corpus.Read(args[0])) Console.WriteLine(scorer.Explain(article));
return 0;
