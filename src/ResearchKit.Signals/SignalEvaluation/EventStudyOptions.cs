namespace ResearchKit;

/// <summary>Windows of an event study, in trading days from the event, which is day 0. Set with <c>o => o with { CarLast = 3 }</c>.</summary>
public sealed record EventStudyOptions
{
    /// <summary>Days that the market model is fitted to.</summary>
    /// <value>Default 120. 10 to 5000.</value>
    public int EstimationDays { get; init; } = 120;

    /// <summary>The fewest of them on which a ticker has a return.</summary>
    /// <value>Default 60. 6 to <see cref="EstimationDays"/>.</value>
    public int FewestEstimationDays { get; init; } = 60;

    /// <summary>Days between the last of them and the first day of the path, or the event where that is earlier, so that news that leaks out early does not move the model.</summary>
    /// <value>Default 10. 0 to 1000.</value>
    public int Gap { get; init; } = 10;

    /// <summary>The first day of the path.</summary>
    /// <value>Default −5. −250 to 250.</value>
    public int First { get; init; } = -5;

    /// <summary>The last day of the path.</summary>
    /// <value>Default 10. <see cref="First"/> to 250.</value>
    public int Last { get; init; } = 10;

    /// <summary>The first day that is tested. Where day 0 is the day of the first trade at its close (<see cref="Trade.AtNextClose"/>), its return was over when one could trade.</summary>
    /// <value>Default 1. <see cref="First"/> to <see cref="CarLast"/>.</value>
    public int CarFirst { get; init; } = 1;

    /// <summary>The last day that is tested.</summary>
    /// <value>Default 5. <see cref="CarFirst"/> to <see cref="Last"/>.</value>
    public int CarLast { get; init; } = 5;

    /// <summary>The share of cases that the band of the path holds.</summary>
    /// <value>Default 0.95. More than 0.5, less than 1.</value>
    public double Level { get; init; } = 0.95;

    internal int CarDays => CarLast - CarFirst + 1;

    internal int PathDays => Last - First + 1;

    internal EventStudyOptions Validated() =>
        EstimationDays is < 10 or > 5000 ? throw new InputException($"Option EstimationDays is {EstimationDays}. Expected 10 to 5000.")
        : FewestEstimationDays < 6 || FewestEstimationDays > EstimationDays ? throw new InputException($"Option FewestEstimationDays is {FewestEstimationDays}. Expected 6 to EstimationDays, which is {EstimationDays}.")
        : Gap is < 0 or > 1000 ? throw new InputException($"Option Gap is {Gap}. Expected 0 to 1000.")
        : First < -250 || Last > 250 || !(First <= CarFirst && CarFirst <= CarLast && CarLast <= Last) ? throw new InputException(FormattableString.Invariant($"Options First {First}, CarFirst {CarFirst}, CarLast {CarLast}, Last {Last}. Expected them in this order, from -250 to 250."))
        : Level is not (> 0.5 and < 1) ? throw new InputException(FormattableString.Invariant($"Option Level is {Level}. Expected more than 0.5, less than 1."))
        : this;
}
