using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Benchmarks;

/// <summary>Where it was measured. No name of a host: that is nobody's business.</summary>
/// <param name="Processor">The model, where the system tells.</param>
/// <param name="Cores">As many as this process may use.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">With its version.</param>
/// <param name="VectorBits">The widest vectors that the runtime uses.</param>
/// <param name="PeakMegabytes">The most memory that the process had, the corpus in it.</param>
sealed record BenchMachine(string Processor, int Cores, string System, string Runtime, int VectorBits, double PeakMegabytes)
{
    public static BenchMachine Here()
    {
        using var process = global::System.Diagnostics.Process.GetCurrentProcess();
        return new(Model(), Environment.ProcessorCount, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}", RuntimeInformation.FrameworkDescription,
            Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128, process.PeakWorkingSet64 / 1e6);
    }

    static string Model()
    {
        const string Linux = "/proc/cpuinfo";
        if (!File.Exists(Linux)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
        string Field(string name) => File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
        return $"{Field("model name")}, family {Field("cpu family")} model {Field("model\t")}";
    }
}
