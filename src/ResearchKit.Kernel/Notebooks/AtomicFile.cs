namespace ResearchKit.Kernel;

/// <summary>Writes files whole or not at all, so that nobody reads half a report.</summary>
static class AtomicFile
{
    /// <summary>The streams of a process have names as files do, and may lead to files with a length.</summary>
    static readonly string[] Streams = ["/dev/std", "/dev/fd/", "/proc/"];

    public static void Write(string path, Action<Stream> write)
    {
        var temporary = "";
        try
        {
            var full = Path.GetFullPath(path);
            if (IsNoPlainFile(full))
            {
                using var stream = new FileStream(full, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                write(stream);
                return;
            }
            // A link stays one: what it leads to is replaced.
            full = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
            temporary = $"{full}.{Guid.NewGuid():n}.tmp";
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var stream = File.Create(temporary))
                write(stream);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Devices and pipes have no length, and are written into. So is an empty file, which has nothing to lose.</summary>
    static bool IsNoPlainFile(string full) => !OperatingSystem.IsWindows() && File.Exists(full)
        && (Streams.Any(s => full.StartsWith(s, StringComparison.Ordinal)) || new FileInfo(full).Length == 0);
}
