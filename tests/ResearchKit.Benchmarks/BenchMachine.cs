using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Benchmarks;

/// <summary>Where it was measured, without the machine's own name.</summary>
/// <param name="Processor">The model, where the system tells.</param>
/// <param name="Cores">As many as this process may use.</param>
/// <param name="Os">Operating system and architecture.</param>
/// <param name="Runtime">With its version.</param>
/// <param name="Kit">The version of the kit.</param>
/// <param name="VectorBits">The widest vectors that the runtime uses.</param>
sealed record BenchMachine(string Processor, int Cores, string Os, string Runtime, string Kit, int VectorBits)
{
    const string LinuxProcessors = "/proc/cpuinfo";

    public static BenchMachine Here() => new(Model(), Environment.ProcessorCount, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}", RuntimeInformation.FrameworkDescription,
        typeof(Article).Assembly.GetName().Version!.ToString(3), Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);

    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    static string Model()
    {
        if (!File.Exists(LinuxProcessors)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
        var fields = File.ReadLines(LinuxProcessors).Select(line => line.Split(':')).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0].Trim()).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
        return fields.TryGetValue("model name", out var name) ? $"{name}, family {fields.GetValueOrDefault("cpu family")}, model {fields.GetValueOrDefault("model")}" : "unknown";
    }
}
