using System.Security.Cryptography;

namespace ResearchKit;

/// <summary>The lock of a folder in which one run at a time keeps what it does. It goes with the folder, while it is held; whoever opened it before that and got it after is told that it is no longer the folder's.</summary>
sealed class RunLock : IDisposable
{
    const string Name = "lock";

    const int Tries = 1000, MostBytes = 1 << 20;

    readonly string path;
    readonly FileStream held;

    RunLock(string path, FileStream held) => (this.path, this.held) = (path, held);

    /// <summary>Makes the folder if it is not there, and locks it.</summary>
    /// <exception cref="IOException">Another has it, or it cannot be made.</exception>
    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, Name);
        for (var left = Tries; ; left--)
        {
            FileStream held;
            try
            {
                Directory.CreateDirectory(folder);
                held = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (left > 0 && IsGone(e) && !File.Exists(folder)) { continue; } // Whoever was through has just taken the folder away.
            try
            {
                if (IsThere(held, path)) return new(path, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
            held.Dispose();
            if (left == 0) throw new IOException("The lock is taken away again and again.");
        }
    }

    /// <summary>Whether a file could not be had because another process holds it: a sharing violation on Windows, <c>EAGAIN</c> elsewhere, which has two numbers.</summary>
    public static bool IsHeld(Exception? fault) => fault is IOException && (fault.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>Locks the folder of a file that is made; says, where that cannot be, whether another is at work there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="shown">The file, as it is shown.</param>
    /// <exception cref="InputException">Another has it, or it cannot be made.</exception>
    public static RunLock Take(string folder, string shown) => RunFolder.Guarded(shown, () => Take(folder), fault => IsHeld(fault) ? $"Another run may be at work on {shown}: wait for it, or name another file." : "Make room, or get leave to write there.");

    /// <summary>Whether a file of the folder is its lock.</summary>
    public static bool Is(string file) => Path.GetFileName(file) == Name;

    /// <summary>Takes the lock away while nobody else can have it, and the folder, unless another run has begun there since.</summary>
    public void TakeAway()
    {
        // Windows takes away no file that is open, and none from under another's lock.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        held.Dispose();
        RunSteps.Say("lock.gone", path);
        try
        {
            if (OperatingSystem.IsWindows()) File.Delete(path);
            Directory.Delete(Path.GetDirectoryName(path)!);
        }
        catch (IOException)
        {
            // Another run is at work there, or is through already.
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>Whether a folder was taken away while something was made in it, or while it was made: that is told as <c>EEXIST</c>, of a folder that is there no more.</summary>
    static bool IsGone(IOException fault) => fault is DirectoryNotFoundException or FileNotFoundException || (fault.HResult & 0xFFFF) == 17;

    /// <summary>Whether the file that is locked is the one that the path names: it alone can be given a length that nobody foresees. Whoever may write it may do that, also where it is another user's.</summary>
    static bool IsThere(FileStream held, string path)
    {
        held.SetLength(RandomNumberGenerator.GetInt32(1, MostBytes));
        return new FileInfo(path) is { Exists: true } there && there.Length == held.Length;
    }
}
