using System.Globalization;
using System.Text;

namespace ResearchKit.Tests;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
sealed class ArticleFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("articles").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Put(string name, string text) => Put(name, Encoding.UTF8.GetBytes(text));

    public string Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public Corpus Read(Func<ReadOptions, ReadOptions>? options = null) => Corpus.Read(Path, options);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The one rejection of a file with these contents, without its path.</summary>
    public static string Rejection(string name, string text)
    {
        using var folder = new ArticleFolder();
        folder.Put(name, text);
        return Xunit.Assert.Single(folder.Read(o => o with { MaxLoss = 1 }).Rejected).ToString()[(folder.Path.Length + 1)..];
    }

    /// <summary>The message with which a file given directly is refused, without its path.</summary>
    public static string Refusal(string name, byte[] bytes)
    {
        using var folder = new ArticleFolder();
        return Refusal(folder.Put(name, bytes));
    }

    public static string Refusal(string path)
    {
        var refused = Xunit.Assert.Throws<InputException>(() => Corpus.Read(path));
        return refused.Message.Replace(System.IO.Path.GetDirectoryName(path) + "/", "");
    }

    public static Article One(string name, string text)
    {
        using var folder = new ArticleFolder();
        return Xunit.Assert.Single(Corpus.Read(folder.Put(name, text)));
    }

    public static void UnderCulture(string culture, Action test)
    {
        var thread = Thread.CurrentThread;
        var before = thread.CurrentCulture;
        thread.CurrentCulture = new CultureInfo(culture);
        try { test(); }
        finally { thread.CurrentCulture = before; }
    }
}
