namespace ResearchKit;

/// <summary>A file of an archive.</summary>
/// <param name="Path">As the user named it, with '/' separators.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record ArchivePart(string Path, long Bytes)
{
    /// <summary>Where it is.</summary>
    internal string Location { get; init; } = Path;

    internal PartForm Form { get; init; }

    internal Packing Packing { get; init; }

    /// <summary>Its folder below the one that was named, with a final '/': part of the id of a text file.</summary>
    internal string Folder { get; init; } = "";

    /// <summary>Its name as if it were not compressed.</summary>
    internal string Plain => Packing == Packing.None ? Path : Path[..Path.LastIndexOf('.')];

    /// <summary><c>news/a.jsonl (1234 bytes)</c>.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Path} ({Bytes} bytes)"));

    /// <summary>The form and the packing that a name says; null when it names no articles.</summary>
    internal static (PartForm Form, Packing Packing)? FormOf(string name)
    {
        var ending = System.IO.Path.GetExtension(name).ToLowerInvariant();
        var packing = ending switch { ".gz" => Packing.Gzip, ".zst" => Packing.Zstd, _ => Packing.None };
        if (packing != Packing.None) ending = System.IO.Path.GetExtension(name[..^ending.Length]).ToLowerInvariant();
        return ending switch
        {
            ".jsonl" or ".ndjson" => (PartForm.Json, packing),
            ".csv" => (PartForm.Csv, packing),
            ".txt" => (PartForm.Text, packing),
            ".parquet" when packing == Packing.None => (PartForm.Parquet, packing),
            _ => null,
        };
    }
}

/// <summary>How articles stand in a file.</summary>
enum PartForm
{
    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>A table with a header.</summary>
    Csv,

    /// <summary>One article.</summary>
    Text,

    /// <summary>Columns.</summary>
    Parquet,
}

/// <summary>How a file is compressed.</summary>
enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstd,
}
