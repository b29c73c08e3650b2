using System.Text.RegularExpressions;

namespace ResearchKit.Cli;

/// <summary>A folder of receipts: one file an article, named by its id.</summary>
static partial class ReceiptFiles
{
    const int Longest = 100;

    public static void Check(string folder)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: is a file. Expected a folder for receipts, which is made when it is missing.");
    }

    public static void Write(string folder, MadeReceipt receipt) => receipt.Write(Path.Combine(folder, Name(receipt.ArticleId)));

    /// <summary>A name for each receipt of an article, where it may come again with another text: by the beginning of the receipt's hash, which an alert tells.</summary>
    /// <remarks>Without dots: a name that begins with one is hidden, and one that ends before one may be a device's on Windows.</remarks>
    public static string Name(string id, string hash) => $"{Safe(id).Replace('.', '_')}-{hash[..12]}.json";

    /// <summary>Where it lies.</summary>
    public static string Place(string folder, string id, string hash) => Path.Combine(folder, Name(id, hash));

    static string Safe(string id) => string.Concat(id.Take(Longest).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    /// <summary>A file name that stays in its folder whatever the id holds. An id that is changed for it gets the hash of the text behind
    /// it, so that two such ids do not meet.</summary>
    public static string Name(string id)
    {
        var safe = Safe(id);
        var plain = safe == id && !id.StartsWith('.') && !Taken().IsMatch(id);
        return plain ? $"{safe}.json" : $"{safe.Replace('.', '_')}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))[..12]}.json";
    }

    /// <summary>Names of devices on Windows, and names that look like one made here for another id.</summary>
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|$)|-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Taken();
}
