using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>One write to a lexicon's part of a registry, under the lock: all of it, or nothing that a reader sees.</summary>
/// <remarks>The version is made in a folder of its own and moved into place; the evaluation is written; then the new history takes the place of the old in one rename, and only from then on is there a new version. What a writer that died has left is named by no history, and the next takes it away.</remarks>
sealed class RegistryWrite(RegistryFiles files, string name)
{
    readonly ChainFile<RegistryEvent> chain = files.History(name);
    Chain<RegistryEvent>? before;
    string? moved;

    public RegistryHistory History { get; private set; } = new(name, []);

    /// <summary>Reads the history, brings its head up to date and takes away what is left over.</summary>
    /// <exception cref="InputException">The history is broken.</exception>
    public void Begin()
    {
        before = chain.Read();
        var shown = files.Show(name, RegistryFiles.HistoryName);
        History = new(name, before.Whole());
        if (RegistryHistory.Faults(name, shown, History.Events).FirstOrDefault() is { } fault) throw new InputException(fault.ToString());
        ChainSteps.Say("cleanup.start", files.At(name));
        foreach (var left in files.LeftOver(name, History).ToList())
        {
            Remove(files.At(left));
            ChainSteps.Say("cleanup.removed", files.At(left));
        }
        ChainSteps.Say("cleanup.stop", files.At(name));
        chain.Mend(before);
    }

    /// <summary>Takes away the first version that a writer of the same words left when it died.</summary>
    /// <param name="content">The hash of the words.</param>
    /// <exception cref="InputException">There are versions, of which nobody knows what they are.</exception>
    public void Restart(string content)
    {
        if (files.Versions(name).ToList() is not { Count: > 0 } there) return;
        var words = files.At(name, there[0], $"{name}.csv");
        if (there.Count > 1 || RegistryFiles.FilesOf(files.At(name, RegistryFiles.EvaluationsName)).Any() || File.Exists(words) && Lexicon.Read(words).Hash != content)
            throw new InputException($"{files.Show(name)}: holds versions and no history that names them. Expected {RegistryFiles.HistoryName}, which was there when they were made: take it from git again. Nothing was changed.");
        Remove(files.At(name, there[0]));
    }

    /// <summary>Makes a version and moves it into place. No part of the registry yet.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="contents">Each file's name, and what writes it.</param>
    /// <returns>The files with their hashes, in ordinal order.</returns>
    public ImmutableArray<RegistryFile> Stage(int version, IEnumerable<(string Name, Action<string> Write)> contents)
    {
        var (staging, place) = (files.At(name, RegistryFiles.Staging), files.At(name, RegistryFiles.Number(version)));
        Directory.CreateDirectory(staging);
        foreach (var (file, write) in contents) Write(Path.Combine(staging, file), write);
        ImmutableArray<RegistryFile> written = [.. RegistryFiles.FilesOf(staging).Select(file => new RegistryFile(file, RegistryFiles.Sha256(Path.Combine(staging, file))!))];
        ChainSteps.Say("version.staged", staging);
        Directory.Move(staging, place);
        moved = place;
        ChainSteps.Say("version.moved", place);
        return written;
    }

    /// <summary>Writes the evaluation that an event rests on. No part of the registry yet.</summary>
    public void Stage(int number, Evidence evidence) => Write(files.At(name, RegistryFiles.EvaluationsName, RegistryFiles.Evaluation(number)), evidence.Write);

    /// <summary>The event with the number, the link and the hash that make it the next.</summary>
    public RegistryEvent Next(RegistryEvent made)
    {
        var last = History.Events.LastOrDefault();
        return chain.Signed(made with { Number = (last?.Number ?? 0) + 1, Previous = last?.Hash });
    }

    /// <summary>Commits an event that <see cref="Next"/> has signed.</summary>
    public void Commit(RegistryEvent made)
    {
        Directory.CreateDirectory(files.At(name));
        chain.Append(before!, made);
    }

    /// <summary>Takes away what a write that failed has made, as far as the disk allows; what stays is left over and harms nobody.</summary>
    public void Abandon()
    {
        try
        {
            if (before is null || chain.Read().Links.Length != before.Links.Length) return;
            foreach (var left in files.LeftOver(name, History).ToList()) Remove(files.At(left));
            if (moved is not null && Directory.Exists(moved)) Remove(moved);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            // The error that led here is the one to tell.
        }
    }

    static void Write(string path, Action<string> write)
    {
        ChainSteps.Say("file.start", path);
        write(path);
        ChainSteps.Say("file.written", path);
    }

    static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
    }
}
