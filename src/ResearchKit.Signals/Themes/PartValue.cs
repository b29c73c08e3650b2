namespace ResearchKit;

/// <summary>What a text says of a company or a theme, not taken apart.</summary>
/// <param name="Name">The company's or theme's.</param>
/// <param name="Share">Relevance or prevalence, 0 to 1.</param>
/// <param name="Score">Its value, with hits and coverage.</param>
readonly record struct PartValue(string Name, double Share, Score Score);
