namespace ResearchKit;

/// <summary>What is asked of prices.</summary>
public sealed record PricesOptions
{
    /// <summary>The greatest factor, up or down, by which a close may differ from the one before it without a word in the corporate actions. Unadjusted prices that move further are refused; adjusted ones are named among the findings.</summary>
    /// <value>Default: 1.75, which a split of 1:2 exceeds unless the price rises by 14% on its day. A split of 2:3 stays below: state it. More than 1.</value>
    public double LargestMove { get; init; } = 1.75;

    /// <summary>The greatest share of rows without a close that is put up with.</summary>
    /// <value>Default: 0.05. 0 to 1.</value>
    public double MaxLoss { get; init; } = 0.05;

    internal PricesOptions Validated() =>
        !(LargestMove > 1 && double.IsFinite(LargestMove)) ? throw new InputException(FormattableString.Invariant($"Option LargestMove is {LargestMove}. Expected a factor of more than 1."))
        : !(MaxLoss is >= 0 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option MaxLoss is {MaxLoss}. Expected a share, 0 to 1."))
        : this;
}
