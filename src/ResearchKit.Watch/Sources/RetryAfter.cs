namespace ResearchKit;

/// <summary>How long a server asks to be left alone.</summary>
static class RetryAfter
{
    /// <summary>By its seconds or its time; null where it asks for nothing.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter is { } retry ? retry.Delta ?? (retry.Date is { } date ? date - time.GetUtcNow() : null) : null;
}
