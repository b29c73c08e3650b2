using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A word or words to find in a text, and what guards them against other meanings.</summary>
/// <param name="Text">One word or several; hyphens and line breaks count as spaces, a final <c>'s</c> in the text is passed over.</param>
public sealed record Phrase(string Text)
{
    /// <summary>Whether only the spelling of <see cref="Text"/>, or all capitals, will do. False by default: any case.</summary>
    public bool AsWritten { get; init; }

    /// <summary>Words of which one must stand somewhere in the article; empty for none.</summary>
    public ImmutableArray<string> Needs { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Words none of which may stand in the sentence.</summary>
    public ImmutableArray<string> Unless { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Text and guards in a line, for a hash.</summary>
    internal string Key => $"{Text}\u001F{AsWritten}\u001F{string.Join('\u001E', Needs)}\u001F{string.Join('\u001E', Unless)}";

    /// <summary>The text.</summary>
    public override string ToString() => Untrusted.Line(Text);

    /// <summary>Why it cannot be used; null when it can.</summary>
    /// <param name="name">Whether it is a name, which needs a capital to be told from a function word.</param>
    internal string? Fault(bool name = false)
    {
        if (CompiledLexicon.Canonical(Text) is not { Length: > 0 } words) return $"{Untrusted.Quote(Text)} holds no word. Expected a word or several.";
        if ((!AsWritten || name && !Text.Any(char.IsUpper)) && words.Split(' ').All(word => Language.IsFunctionWord(word)))
            return $"{Untrusted.Quote(Text)} would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.";
        return Needs.Concat(Unless).FirstOrDefault(guard => CompiledLexicon.Canonical(guard).Length == 0) is { } guard ? $"the guard {Untrusted.Quote(guard)} holds no word." : null;
    }
}
