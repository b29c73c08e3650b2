using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;

namespace ResearchKit.Kernel;

/// <summary>Turns values into MIME bundles with the formatters that libraries and cells have registered. A formatter is foreign code, so
/// each call is guarded: one that throws costs its own form of the value and no more.</summary>
static partial class ValueFormatter
{
    /// <summary>Every form of a value: what its type prefers, plain text, and a Plotly figure if its type offers one.</summary>
    /// <param name="value">Anything; null is the plain text <c>null</c>.</param>
    /// <param name="only">If any are named, these MIME types instead.</param>
    public static MimeBundle Format(object? value, params IReadOnlyCollection<string> only)
    {
        if (value is null)
            return MimeBundle.Of(MimeBundle.Plain, "null");
        if (value is Exception exception && only.Count == 0)
            return MimeBundle.Of(MimeBundle.Plain, exception.ToString());
        if (Endless.Is(value))
            return MimeBundle.Of(MimeBundle.Plain, $"{Plainly(value)}\n[It holds itself, or collections in collections without end, and is not shown.]");
        var forms = new List<KeyValuePair<string, string>>();
        var notes = new List<string>();
        foreach (var mimeType in Order(only.Count > 0 ? only : Wanted(value.GetType(), notes)))
        {
            try
            {
                forms.Add(new(mimeType, Text(value, mimeType)));
            }
            catch (Exception e)
            {
                notes.Add($"[The {mimeType} formatter of {value.GetType().Name} failed: {Root(e).GetType().Name}: {Root(e).Message}]");
            }
        }
        if (notes.Count == 0 && forms.Count > 0)
            return new(forms);
        var plain = forms.Find(f => f.Key == MimeBundle.Plain).Value ?? Plainly(value);
        return new([.. forms.Where(f => f.Key != MimeBundle.Plain), new(MimeBundle.Plain, string.Join('\n', [plain, .. notes]))]);
    }

    static string Text(object value, string mimeType)
    {
        // Formatting looks for a missing formatter of a preferred type until the stack is full, so it is never asked for one.
        if (!Offers(value.GetType(), mimeType))
            throw new InvalidOperationException("no formatter is registered");
        var text = value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
        MimeBundle.RequireJson(mimeType, text);
        return mimeType == MimeBundle.Html ? DefaultStyle().Replace(text, "") : text;
    }

    static IEnumerable<string> Wanted(Type type, List<string> notes)
    {
        IEnumerable<string> preferred = [];
        try
        {
            preferred = Formatter.GetPreferredMimeTypesFor(type);
        }
        catch (Exception e)
        {
            notes.Add($"[The formatters of {type.Name} cannot be created: {Root(e).GetType().Name}: {Root(e).Message}]");
        }
        return preferred.Append(MimeBundle.Plain).Concat(Offers(type, MimeBundle.Plotly) ? [MimeBundle.Plotly] : []).Distinct();
    }

    static IOrderedEnumerable<string> Order(IEnumerable<string> mimeTypes) =>
        mimeTypes.OrderBy(m => m switch { MimeBundle.Plain => 2, MimeBundle.Html => 1, _ => 0 }).ThenBy(m => m, StringComparer.Ordinal);

    static bool Offers(Type type, string mimeType) =>
        Formatter.RegisteredFormatters().Any(f => f.MimeType == mimeType && (f.Type.IsAssignableFrom(type) || Generic(type, f.Type)));

    static bool Generic(Type type, Type definition) => definition.IsGenericTypeDefinition
        && Bases(type).Any(t => t.IsGenericType && t.GetGenericTypeDefinition() == definition);

    static IEnumerable<Type> Bases(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            yield return t;
        foreach (var i in type.GetInterfaces())
            yield return i;
    }

    static string Plainly(object value)
    {
        try
        {
            return value.ToString() ?? value.GetType().Name;
        }
        catch (Exception)
        {
            return value.GetType().Name;
        }
    }

    static Exception Root(Exception e) =>
        e is System.Reflection.TargetInvocationException or TypeInitializationException && e.InnerException is { } inner ? Root(inner) : e;

    // The same rules in every output; a report states them once.
    [GeneratedRegex(@"<style>\s*\.dni-code-hint\b[^<]*</style>")]
    private static partial Regex DefaultStyle();
}
