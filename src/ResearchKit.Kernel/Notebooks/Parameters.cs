namespace ResearchKit.Kernel;

/// <summary>Values for a notebook's parameters, as papermill does it: the cell tagged <c>parameters</c> declares defaults, and a cell placed
/// after it assigns what the caller gave.</summary>
/// <param name="Values">Name and text, in the order given.</param>
/// <param name="Declaring">The cell that declares them; null if there are no values.</param>
sealed record Parameters(IReadOnlyList<KeyValuePair<string, string>> Values, Cell? Declaring)
{
    public const string Tag = "parameters", InjectedTag = "injected-parameters";

    /// <summary>Checks the names before anything is run.</summary>
    /// <exception cref="InputException">A name the notebook does not declare; lists those it does.</exception>
    public static Parameters For(Notebook notebook, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        if (values.Count == 0)
            return new(values, null);
        var declaring = CellOf(notebook)
            ?? throw new InputException($"{notebook.Path}: --set {values[0].Key}: no cell is tagged '{Tag}'. Tag the cell that declares the defaults.");
        var known = DeclaredBy(notebook);
        foreach (var (name, _) in values)
        {
            if (!known.Contains(name))
                throw new InputException($"{notebook.Path}: --set {name}: cell {declaring.Number} declares no such parameter. Available: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
        }
        return new(values, declaring);
    }

    /// <summary>The names that a notebook's parameters cell declares; none when it has no such cell.</summary>
    public static IReadOnlyList<string> DeclaredBy(Notebook notebook) => CellOf(notebook) is { } cell ? [.. CellSource.Read(cell.Source).Declarations()] : [];

    static Cell? CellOf(Notebook notebook) => notebook.Cells.FirstOrDefault(c => c.IsCode && c.Tags.Contains(Tag));

    /// <summary>The injected cell's code, with each value in the type that the parameters cell gave it.</summary>
    /// <exception cref="InputException">A value does not parse, or the parameter cannot be assigned.</exception>
    public string Code(CellEngine engine) => string.Join('\n', ["// Parameters", .. Values.Select(v => Assignment(engine, v.Key, v.Value))]);

    static string Assignment(CellEngine engine, string name, string text) => engine.Variable(name) switch
    {
        { IsReadOnly: false } variable => $"{name} = {ParameterValue.Literal(name, text, variable.Type)};",
        _ => throw new InputException($"--set {name}: it is a constant. Declare it with var or its type to make it a parameter."),
    };
}
