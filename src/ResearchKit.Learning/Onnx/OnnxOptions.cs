using System.Globalization;

namespace ResearchKit;

/// <summary>Where a model in ONNX runs.</summary>
public enum OnnxDevice
{
    /// <summary>On a graphics card where the native library at hand has a provider for one (CUDA or DirectML) and it starts, or else on the processor.</summary>
    Auto,

    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>On a graphics card; an error where there is none.</summary>
    Gpu,
}

/// <summary>How a model in ONNX is read and run. Part of a scorer's identity.</summary>
public sealed record OnnxOptions
{
    /// <summary>How sentences are weighted: <see cref="Weighting.Equal"/>, <see cref="Weighting.Length"/> by their words as the kit counts them, or <see cref="Weighting.Lead"/>.</summary>
    /// <value>Default: <see cref="Weighting.Equal"/>.</value>
    public Weighting Weighting { get; init; } = Weighting.Equal;

    /// <summary>How often sentences of the title and the first paragraph count under <see cref="Weighting.Lead"/>.</summary>
    /// <value>Default 2. More than 0, at most 1000.</value>
    public double LeadWeight { get; init; } = 2;

    /// <summary>The most pieces that the model reads at a time, with the two that open and close them. A longer sentence is read in parts. A model that was made for fewer reads fewer.</summary>
    /// <value>Default 512. 3 to 8192.</value>
    public int MaxPieces { get; init; } = 512;

    /// <summary>The most pieces of one run, padding counted; a single part may have more. More suit a graphics card.</summary>
    /// <value>Default 1024. 1 to 1,048,576.</value>
    public int BatchPieces { get; init; } = 1024;

    /// <summary>Whether sentences of different articles share a run where a corpus is scored as a whole: faster for short texts, above all on a graphics card. The last bits of a value then depend on what is scored with it.</summary>
    /// <value>Default false.</value>
    public bool ShareRuns { get; init; }

    /// <summary>Threads within one run. With 1, articles are what runs side by side.</summary>
    /// <value>Default 1. 1 to 1024.</value>
    public int Threads { get; init; } = 1;

    /// <summary>Where the model runs.</summary>
    /// <value>Default: <see cref="OnnxDevice.Auto"/>.</value>
    public OnnxDevice Device { get; init; } = OnnxDevice.Auto;

    /// <summary>What the model's outputs stand for, in their order: <c>negative, neutral, positive</c>. For a model whose <c>config.json</c> does not say it.</summary>
    /// <value>Default: null, as <c>config.json</c> says.</value>
    public string? Labels { get; init; }

    /// <summary>The file of the model within its folder, where there are several.</summary>
    /// <value>Default: null, <c>model.onnx</c> or <c>onnx/model.onnx</c>, or else the only one.</value>
    public string? Model { get; init; }

    /// <summary>Whether articles are scored that are not in English, and a model is taken whose vocabulary is not English: for a model of another language.</summary>
    /// <value>Default false.</value>
    public bool AnyLanguage { get; init; }

    /// <summary>The options that move a value and differ from the defaults, in one form; empty when none do. The file of the model is known by its hash.</summary>
    internal string Difference()
    {
        var other = new OnnxOptions();
        return string.Join(',', new (string Name, object? Mine, object? Other)[]
        {
            ("weighting", Weighting, other.Weighting),
            ("leadWeight", LeadWeight, other.LeadWeight),
            ("maxPieces", MaxPieces, other.MaxPieces),
            ("batchPieces", BatchPieces, other.BatchPieces),
            ("shareRuns", ShareRuns, other.ShareRuns),
            ("threads", Threads, other.Threads),
            ("anyLanguage", AnyLanguage, other.AnyLanguage),
        }.Where(option => !Equals(option.Mine, option.Other)).Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Name}={option.Mine}")));
    }

    internal OnnxOptions Validated() =>
        Weighting is not (Weighting.Equal or Weighting.Length or Weighting.Lead) ? throw Fault(nameof(Weighting), Weighting, "one of Equal, Length, Lead")
        : LeadWeight is not (> 0 and <= 1000) ? throw Fault(nameof(LeadWeight), LeadWeight, "more than 0, at most 1000")
        : MaxPieces is < 3 or > 8192 ? throw Fault(nameof(MaxPieces), MaxPieces, "3 to 8192")
        : BatchPieces is < 1 or > 1 << 20 ? throw Fault(nameof(BatchPieces), BatchPieces, "1 to 1048576")
        : Threads is < 1 or > 1024 ? throw Fault(nameof(Threads), Threads, "1 to 1024")
        : !Enum.IsDefined(Device) ? throw Fault(nameof(Device), Device, $"one of {string.Join(", ", Enum.GetNames<OnnxDevice>())}")
        : this;

    static InputException Fault(string option, object found, string allowed) => new(string.Create(CultureInfo.InvariantCulture, $"Option {option} is {found}. Expected {allowed}."));
}
