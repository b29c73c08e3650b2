using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace ResearchKit;

/// <summary>Opens a model in ONNX Runtime, on the device that is asked for.</summary>
static class OnnxSession
{
    /// <summary>What runs on graphics cards, by the names of ONNX Runtime; the package of the kit has none, and a native library put in its place may.</summary>
    static readonly (string Provider, string Name, Action<SessionOptions> Take)[] Cards =
    [
        ("CUDAExecutionProvider", "cuda", options => options.AppendExecutionProvider_CUDA()),
        ("DmlExecutionProvider", "dml", options => options.AppendExecutionProvider_DML()),
    ];

    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <exception cref="InputException">The file is no model, or the device or the native library is not there.</exception>
    public static (InferenceSession Session, string Provider) Open(string file, OnnxOptions options)
    {
        string[] providers;
        try
        {
            var environment = OrtEnv.Instance();
            environment.DisableTelemetryEvents();
            providers = environment.GetAvailableProviders();
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new InputException($"ONNX Runtime's native library cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {e.GetBaseException().Message} Expected it beside Microsoft.ML.OnnxRuntime.dll, where a build puts it for Linux and Windows (x64, arm64) and for macOS (arm64).", e);
        }
        if (options.Device != OnnxDevice.Cpu)
        {
            var (faults, found) = (new List<string>(), Cards.Where(card => providers.Contains(card.Provider)).ToList());
            foreach (var card in found)
                try
                {
                    return (Start(file, options, card.Take), card.Name);
                }
                // A provider that is there may lack a driver or a card.
                catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
                {
                    faults.Add($"{card.Name}: {e.Message}");
                }
            if (options.Device == OnnxDevice.Gpu)
                throw new InputException($"Option Device is Gpu, and {(found.Count == 0 ? $"ONNX Runtime has only {string.Join(", ", providers)}" : Untrusted.Show(string.Join("; ", faults), 300))}. Expected CUDA or DirectML: put the native library of Microsoft.ML.OnnxRuntime.Gpu in the place of the one there is, or take Auto or Cpu.");
        }
        try
        {
            return (Start(file, options, _ => { }), "cpu");
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{file}: cannot be loaded: {Untrusted.Show(e.Message, 300)} Expected a model in ONNX, whole, with any file of weights beside it.", e);
        }
    }

    static InferenceSession Start(string file, OnnxOptions chosen, Action<SessionOptions> take)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = chosen.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // What goes wrong is thrown, and said once.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Threads that wait for work leave the processor to others.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        take(options);
        return new(file, options);
    }
}
