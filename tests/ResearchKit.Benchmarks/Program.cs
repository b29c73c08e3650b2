using System.Globalization;
using ResearchKit;
using ResearchKit.Benchmarks;

try
{
    if (args is ["bench", .. var wanted])
    {
        BenchVerb.Run(BenchOptions.Read(wanted), Console.Out, Console.Error.WriteLine);
        return 0;
    }
    if (args is ["watch", .. var stream]) return new WatchBenchmark(WatchBenchOptions.Read(stream), Console.Error.WriteLine).Run(Console.Out);
    if (args is not ["impact", .. var options]) throw new InputException($"Benchmark '{args.FirstOrDefault("")}' is not known. Expected: bench, watch, or impact [--articles 10000] [--seed 1] [--rounds 5].");
    int articles = 10_000, rounds = 5;
    ulong seed = 1;
    for (var i = 0; i < options.Length; i += 2)
    {
        if (i + 1 == options.Length || !int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            throw new InputException($"Option {options[i]} has no number. Expected a whole number, 1 or more.");
        switch (options[i])
        {
            case "--articles": articles = number; break;
            case "--rounds": rounds = number; break;
            case "--seed": seed = (ulong)number; break;
            default: throw new InputException($"Option '{options[i]}' is not known. Expected --articles, --seed or --rounds.");
        }
    }
    new ImpactBenchmark(Console.Out, articles, seed, rounds).Run();
    return 0;
}
catch (InputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
