namespace ResearchKit;

/// <summary>A scored article, as it is kept until the file of scores is made.</summary>
readonly record struct ScoreRow(long Row, int Part, long Line, string Id, string TextHash, DateTimeOffset? PublishedAt, DateTimeOffset? AvailableAt, string? Source, double Value, double Positive, double Negative, double Coverage, int Hits, int Sentences, int Tokens, Outcome Outcome)
{
    const byte NoPublishedAt = 1, NoAvailableAt = 2, NoSource = 4;

    public static ScoreRow Of(long row, int part, long line, Article article, in Score score) => new(row, part, line, article.Id, ScoreTable.TextHash(article), article.PublishedAt, article.AvailableAt, article.Source,
        score.Value, score.Positive, score.Negative, score.Coverage, score.Hits, score.Sentences, score.Tokens, score.Outcome);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Row);
        writer.Write(Part);
        writer.Write(Line);
        writer.Write((byte)((PublishedAt is null ? NoPublishedAt : 0) | (AvailableAt is null ? NoAvailableAt : 0) | (Source is null ? NoSource : 0)));
        writer.Write((byte)Outcome);
        writer.Write(Id);
        writer.Write(TextHash);
        if (PublishedAt is { } published) writer.Write(published.UtcTicks);
        if (AvailableAt is { } available) writer.Write(available.UtcTicks);
        if (Source is { } source) writer.Write(source);
        writer.Write(Value);
        writer.Write(Positive);
        writer.Write(Negative);
        writer.Write(Coverage);
        writer.Write(Hits);
        writer.Write(Sentences);
        writer.Write(Tokens);
    }

    public static ScoreRow Read(BinaryReader reader)
    {
        var (row, part, line, without, outcome, id, text) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadByte(), (Outcome)reader.ReadByte(), reader.ReadString(), reader.ReadString());
        DateTimeOffset? Time(byte none) => (without & none) != 0 ? null : new(reader.ReadInt64(), TimeSpan.Zero);
        return new(row, part, line, id, text, Time(NoPublishedAt), Time(NoAvailableAt), (without & NoSource) != 0 ? null : reader.ReadString(),
            reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), outcome);
    }

    /// <summary>The label in the publisher's words.</summary>
    public string Label => Scale.TenWords.Label(new Score(Id, "", Value, Positive, Negative, Coverage, Hits, Sentences, Tokens, Outcome));
}
