using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace ResearchKit;

/// <summary>A client for an endpoint that speaks OpenAI's protocol. It tries once: patience is the scorer's.</summary>
static class ChatEndpoint
{
    /// <exception cref="InputException">It is no address of an endpoint.</exception>
    public static Uri Address(string endpoint)
    {
        const string Expected = "Expected an address such as http://localhost:11434/v1 or https://api.openai.com/v1, without user, password, query and fragment.";
        // What is wrong may be that a key stands in it: it is not repeated.
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) throw new InputException($"The endpoint is no address. {Expected}");
        if (address.Scheme is not ("http" or "https")) throw new InputException($"The endpoint's address begins with '{address.Scheme}:'. {Expected}");
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0) throw new InputException($"The endpoint's address on {address.Host} has a user, a query or a fragment, where a key would be shown. {Expected} A key stands in an environment variable.");
        return address;
    }

    /// <exception cref="InputException">There is no key, or it would be sent in the clear.</exception>
    public static IChatClient Open(Uri address, string model, ChatScorerOptions options, Secrets secrets)
    {
        var key = secrets.Key;
        if (key is null && !address.IsLoopback) throw new InputException($"The environment variable {options.KeyVariable} is not set. Expected the key of {address}: set it, or name another variable by the option {nameof(options.KeyVariable)}.");
        if (key is not null && !address.IsLoopback && address.Scheme == "http") throw new InputException($"{address}: the key would be sent in the clear. Expected an address that begins with https:, or one on this machine.");
        var http = new HttpClient(new Bounded(MostBytes(options)) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback, UseCookies = false } }) { Timeout = Timeout.InfiniteTimeSpan };
        return new OpenAI.Chat.ChatClient(model, new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new() { EnableLogging = false },
        }).AsIChatClient();
    }

    /// <summary>Eight characters a token, of up to four bytes each and escaped, and what stands around them.</summary>
    static long MostBytes(ChatScorerOptions options) => 64 * 1024 + 64L * options.MaxAnswerTokens;

    /// <summary>Reads no reply that is longer than any could be.</summary>
    sealed class Bounded(long most) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var response = await base.SendAsync(request, stop).ConfigureAwait(false);
            try
            {
                await response.Content.LoadIntoBufferAsync(most, stop).ConfigureAwait(false);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        /// <summary>Nothing asks in this way.</summary>
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken stop) => throw new NotSupportedException();
    }
}
