using System.Diagnostics;
using System.Globalization;

namespace ResearchKit;

/// <summary>One writer at a time: an open file that nobody else can open. The system lets go of it when the process ends, however it ends.</summary>
sealed class ChainLock : IDisposable
{
    const string Name = ".lock";

    readonly FileStream file;

    ChainLock(FileStream file) => this.file = file;

    /// <summary>Waits for the lock of a folder, and makes the folder where there is none.</summary>
    /// <exception cref="InputException">Another has it and does not let go of it in time.</exception>
    public static ChainLock Take(string folder, string shown, TimeSpan wait)
    {
        var path = Path.Combine(folder, Name);
        ChainSteps.Say("lock.wait", path);
        Directory.CreateDirectory(folder);
        var start = Stopwatch.GetTimestamp();
        while (true)
            try
            {
                return Taken(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsTaken(e))
            {
                if (Stopwatch.GetElapsedTime(start) >= wait)
                    throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{shown}: another writer is at work, and was still after {wait.TotalSeconds:0.###} seconds. Expected it to end: nothing was changed; try again."));
                Thread.Sleep(20);
            }
    }

    public void Dispose()
    {
        file.Dispose();
        ChainSteps.Say("lock.released", file.Name);
    }

    static ChainLock Taken(FileStream file)
    {
        try
        {
            ChainSteps.Say("lock.taken", file.Name);
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Would block, on Linux and macOS; a sharing violation, on Windows.</summary>
    static bool IsTaken(IOException e) => e.HResult is 11 or 35 || e.HResult == unchecked((int)0x80070020);
}
