namespace ResearchKit.Kernel;

/// <summary>The answer of a check: whether a notebook still shows what it showed.</summary>
/// <param name="Notebook">As the user named it.</param>
/// <param name="Against">What it was compared with.</param>
/// <param name="Compared">How many code cells were compared.</param>
/// <param name="Differences">In the order of cells.</param>
sealed record NotebookCheck(string Notebook, ExpectedOutputs Against, int Compared, IReadOnlyList<CellDifference> Differences)
{
    public bool IsEqual => Differences.Count == 0;

    /// <param name="notebook">The notebook.</param>
    /// <param name="expected">What its cells showed before.</param>
    /// <param name="run">What they show now.</param>
    /// <param name="comparison">How the two are compared.</param>
    public static NotebookCheck Of(Notebook notebook, ExpectedOutputs expected, CheckRun run, OutputComparison comparison)
    {
        var cells = notebook.Cells.Where(c => !c.Tags.Contains(Parameters.InjectedTag)).ToList();
        var differences = new List<CellDifference>();
        var compared = 0;
        // Behind the cell that failed nothing ran, and nothing is there to compare.
        var failed = run.Failure is null ? -1 : Failed(run);
        for (var i = 0; i < cells.Count && i < run.Cells.Count && (run.Failure is null || i <= failed); i++)
        {
            var (cell, now) = (cells[i], run.Cells[i]);
            if (!cell.IsCode || cell.IgnoresOutput)
                continue;
            compared++;
            var before = expected.For(cell)?.Outputs ?? [];
            differences.AddRange(comparison.Compare(cell, now.ExecutionCount, before, now.Outputs));
        }
        if (run.Failure is { } failure)
            differences.Insert(0, new(failed < 0 ? 0 : cells[failed].Number, failed < 0 ? null : run.Cells[failed].ExecutionCount, "", 0, $"the run stopped here: {failure}", []));
        var known = cells.Where(c => c.IsCode).Select(expected.For).OfType<ExpectedOutputs.Entry>().ToHashSet(ReferenceEqualityComparer.Instance);
        if (expected.IsApproved && run.Failure is null)
        {
            differences.AddRange(expected.Cells.Where(e => e.Outputs.Count > 0 && !known.Contains(e))
                .Select(e => new CellDifference(0, null, "", 0, FormattableString.Invariant($"the approved file has a cell {Terminal.Line(e.Id ?? "", 80)} (then cell {e.Number}) that the notebook has not"), [])));
        }
        return new(notebook.Path, expected, compared, differences);
    }

    /// <summary>Lines for a person; one if all is equal.</summary>
    public IEnumerable<string> Text()
    {
        var before = Against.IsApproved ? $"approved in {Terminal.Line(Against.Name, 300)}" : "stored in it";
        if (IsEqual)
            return [FormattableString.Invariant($"{Terminal.Line(Notebook, 300)}: {Compared} cells show what is {before}")];
        return
        [
            .. Differences.SelectMany(d => d.Diff.Count == 0 ? [$"{Terminal.Line(Notebook, 300)}: {d}"] : (IEnumerable<string>)[$"{Terminal.Line(Notebook, 300)}: {d}", $"--- {(Against.IsApproved ? "approved" : "stored")}", "+++ now", .. d.Diff]),
            FormattableString.Invariant($"{Terminal.Line(Notebook, 300)}: {Differences.Select(d => d.Cell).Distinct().Count()} of {Compared} cells do not show what is {before}"),
        ];
    }

    /// <summary>The last cell that ran into an error nobody expected.</summary>
    static int Failed(CheckRun run) => run.Cells.ToList().FindLastIndex(c => c.Outputs.Any(o => Lines.From(o["output_type"]) == "error"));
}
