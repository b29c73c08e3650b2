namespace ResearchKit;

/// <summary>When a question may be asked: so many at once, so many a minute, and none while the endpoint wants rest.</summary>
sealed class ChatPace(ChatScorerOptions options)
{
    readonly SemaphoreSlim places = new(options.Concurrency);
    readonly TimeSpan apart = options.RequestsPerMinute is { } most ? TimeSpan.FromMinutes(1) / most : TimeSpan.Zero;
    readonly Lock deciding = new();
    DateTimeOffset next, rested;

    /// <summary>Asks when it is time to.</summary>
    public async Task<T> InTurn<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        await places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (Turn() is var turn && turn > TimeSpan.Zero) await Task.Delay(turn, options.Clock, stop).ConfigureAwait(false);
            while (Rest() is var rest && rest > TimeSpan.Zero) await Task.Delay(rest, options.Clock, stop).ConfigureAwait(false);
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Lets nobody ask for a while.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (deciding) rested = Later(rested, options.Clock.GetUtcNow() + wait);
    }

    TimeSpan Turn()
    {
        lock (deciding)
        {
            var now = options.Clock.GetUtcNow();
            var at = Later(now, next);
            next = at + apart;
            return at - now;
        }
    }

    TimeSpan Rest()
    {
        lock (deciding) return rested - options.Clock.GetUtcNow();
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
