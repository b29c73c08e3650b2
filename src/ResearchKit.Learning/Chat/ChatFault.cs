using System.ClientModel;
using System.Globalization;
using System.Net;

namespace ResearchKit;

/// <summary>What follows from an attempt that brought no answer.</summary>
enum FaultKind
{
    /// <summary>Another attempt may succeed.</summary>
    Passing,

    /// <summary>The article was not asked about: nothing is known of the endpoint.</summary>
    Unasked,

    /// <summary>This article will not be answered; others may.</summary>
    OfArticle,

    /// <summary>Nothing will be answered.</summary>
    Lasting,
}

/// <summary>Why an attempt brought no answer, in words that hold no key.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Reason">For the user.</param>
/// <param name="Wait">How long the endpoint asks to wait; null when it does not.</param>
/// <param name="Busy">Whether it asks everyone to wait.</param>
sealed record ChatFault(FaultKind Kind, string Reason, TimeSpan? Wait = null, bool Busy = false)
{
    public static ChatFault Of(Exception exception, ChatScorerOptions options, Secrets secrets)
    {
        if (exception is AggregateException { InnerException: { } first }) return Of(first, options, secrets);
        if (exception is OperationCanceledException or TimeoutException) return new(FaultKind.Passing, string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"));
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ClientResultException { Status: > 0 } refused) return OfStatus(refused.Status, secrets.Shown(refused.Message), RetryAfter(refused, options.Clock));
            if (cause is HttpRequestException { StatusCode: { } status }) return OfStatus((int)status, secrets.Shown(cause.Message), null);
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }) return new(FaultKind.Passing, "an answer that is longer than any could be");
            if (cause is InputException) return new(FaultKind.Lasting, secrets.Without(cause.Message));
        }
        // What a client throws where a reply is no JSON, or of another form, is not stated anywhere.
        return exception is HttpRequestException or IOException or ClientResultException
            ? new(FaultKind.Passing, $"the connection failed: {secrets.Shown(exception.Message)}")
            : new(FaultKind.Passing, $"the endpoint's reply could not be read ({exception.GetType().Name}: {secrets.Shown(exception.Message)})");
    }

    static ChatFault OfStatus(int status, string message, TimeSpan? wait)
    {
        var kind = status switch
        {
            408 or 409 or 425 or 429 or >= 500 => FaultKind.Passing,
            400 or 413 or 422 => FaultKind.OfArticle,
            _ => FaultKind.Lasting,
        };
        var name = Enum.IsDefined((HttpStatusCode)status) ? $" {(HttpStatusCode)status}" : "";
        return new(kind, string.Create(CultureInfo.InvariantCulture, $"status {status}{name}{(message.Length > 0 ? $": {message}" : "")}"), wait, status == 429 || wait is not null);
    }

    /// <summary>Seconds, or a date.</summary>
    static TimeSpan? RetryAfter(ClientResultException refused, TimeProvider clock)
    {
        if (refused.GetRawResponse() is not { } response || !response.Headers.TryGetValue("Retry-After", out var asked) || asked is null) return null;
        if (double.TryParse(asked, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? (until - clock.GetUtcNow()) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero : null;
    }
}
