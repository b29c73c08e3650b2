using System.Collections;

namespace ResearchKit.Kernel;

/// <summary>Collections that hold themselves: the formatters of lists would follow them until the stack is full.</summary>
static class Endless
{
    const int Deepest = 30, Widest = 100;

    public static bool Is(object? value) => Is(value, []);

    static bool Is(object? value, List<object> above)
    {
        if (value is not ICollection items || value is string)
            return false;
        if (above.Count >= Deepest || above.Exists(a => ReferenceEquals(a, value)))
            return true;
        if (value.GetType().GetElementType() is { IsPrimitive: true })
            return false;
        above.Add(value);
        try
        {
            foreach (var item in items.Cast<object?>().Take(Widest))
            {
                var inner = item is DictionaryEntry entry ? entry.Value : item;
                if (inner is ICollection && Is(inner, above))
                    return true;
            }
        }
        catch (Exception)
        {
            return false; // a foreign collection that cannot be read will say so when it is shown
        }
        finally
        {
            above.RemoveAt(above.Count - 1);
        }
        return false;
    }
}
