using System.Text.Json.Serialization.Metadata;

namespace ResearchKit;

/// <summary>A file that records are added to and never changed, each with the hash of the one before; several may write.</summary>
/// <remarks>It reads its file whenever it is asked, so it sees what others have added.</remarks>
/// <param name="path">The file, which need not exist yet.</param>
/// <param name="shown">What it is called in messages.</param>
/// <param name="verify">How people have it verified.</param>
/// <param name="wait">How long to wait for another writer.</param>
/// <param name="form">The record's JSON.</param>
/// <param name="sign">The same record with a hash.</param>
sealed class Ledger<T>(string path, string shown, string verify, TimeSpan wait, JsonTypeInfo<T> form, Func<T, string, T> sign) where T : class, ILink
{
    readonly ChainFile<T> chain = new(path, shown, verify, form, sign);

    public Chain<T> Read() => chain.Read();

    /// <summary>Records what is not there yet.</summary>
    /// <param name="known">Finds it among the records, as it was recorded before.</param>
    /// <param name="make">Makes it: its number, and the hash of the record before. Its own hash is set.</param>
    /// <exception cref="InputException">The file is not as it was written, another writer does not end, or it cannot be written; then nothing has changed.</exception>
    public T Record(Func<T, bool> known, Func<int, string?, T> make) => ChainWrite.Guarded(shown, () =>
    {
        using var one = ChainLock.Take(Path.GetDirectoryName(Path.GetFullPath(path))!, shown, wait);
        var before = chain.Read();
        if (before.Whole().FirstOrDefault(known) is { } found) return found;
        chain.Mend(before);
        var last = before.Links.LastOrDefault();
        var made = chain.Signed(make((last?.Number ?? 0) + 1, last?.Hash));
        chain.Append(before, made);
        return made;
    }, () => chain.Read().Links.Any(known));
}
