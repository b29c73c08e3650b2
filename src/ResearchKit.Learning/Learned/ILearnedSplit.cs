namespace ResearchKit;

/// <summary>A fold: the rows that are fitted on, and those that are judged by what was fitted.</summary>
readonly record struct LearnedFold(int[] Fitted, int[] Judged);

/// <summary>A way to part labelled texts so that none is judged by what knows it.</summary>
interface ILearnedSplit
{
    /// <summary>As the name of a method has it; empty for the common way.</summary>
    string By { get; }

    /// <summary>Folds of some rows.</summary>
    /// <exception cref="InputException">They are too few.</exception>
    IReadOnlyList<LearnedFold> Of(IReadOnlyList<int> rows, int folds, ulong seed);
}
