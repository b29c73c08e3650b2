using System.Net;
using Microsoft.Playwright;
using Xunit;

namespace ResearchKit.Tests;

public sealed class AlertPageTests
{
    const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

    const string Token = "0123456789abcdef";

    readonly Wire wire = new(15);

    AlertMessage Alert(string title, int hour = 0) => AlertMessage.Of(Wire.Watch(Wire.Rule(AlertCondition.Below, 0.9)).Meet(wire.Article(1, 2 + hour, hour) with { Title = title, Source = Hostile }, Wire.Hour(hour))[0], 0);

    static AlertPage Open(string? token = null, params AlertMessage[] before) => AlertPage.Open(new(IPAddress.Loopback, Loopback.FreePort()), token, [.. before]);

    [Fact]
    public async Task It_shows_what_was_and_what_comes_and_loads_nothing_from_elsewhere()
    {
        var (first, second) = (Alert("first"), Alert("second", 1));
        await using var page = Open(null, first);
        using var client = new HttpClient();
        using var response = await client.GetAsync(page.Address);
        Assert.StartsWith("default-src 'none'; script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("//", (await response.Content.ReadAsStringAsync()).Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var reader = new StreamReader(await client.GetStreamAsync(page.Address + "events"));
        Assert.Equal($"data: {first.Json}", await Line(reader));
        await page.Tell([second], CancellationToken.None);
        Assert.Equal($"data: {second.Json}", await Line(reader));
    }

    [Fact]
    public async Task Browsers_that_come_and_go_leave_room_for_the_next()
    {
        var alert = Alert("news");
        await using var page = Open(null, alert);
        using var client = new HttpClient();
        for (var i = 0; i < 120; i++)
        {
            using var reader = new StreamReader(await client.GetStreamAsync(page.Address + "events"));
            Assert.Equal($"data: {alert.Json}", await Line(reader));
        }
    }

    static async Task<string> Line(StreamReader reader)
    {
        while (true)
            if (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) is { } line && line.StartsWith("data: ", StringComparison.Ordinal)) return line;
    }

    [Fact]
    public async Task Elsewhere_than_on_the_loopback_address_a_token_is_needed()
    {
        Assert.Contains("Expected a token, in a file that --token names, or 127.0.0.1.", Assert.Throws<InputException>(() => AlertPage.Open(new(IPAddress.Any, 8080), null, [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The token has 5 characters.", Assert.Throws<InputException>(() => AlertPage.Open(new(IPAddress.Any, 8080), "short", [])).Message, StringComparison.Ordinal);
        await using var page = Open(Token);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page.Address + path);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        foreach (var path in new[] { "", "events", "page.js", "?token=0123456789abcdeX" }) Assert.Equal(HttpStatusCode.Unauthorized, (await Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Get("", ("Authorization", $"Bearer {Token}"))).StatusCode);
        var entered = await Get($"?token={Token}");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (entered.StatusCode, entered.Headers.Location!.ToString()));
        Assert.Contains("HttpOnly; SameSite=Strict", entered.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get("events", ("Cookie", $"researchkit-alerts-{new Uri(page.Address).Port}={Token}"))).StatusCode);
    }

    [Fact]
    public async Task The_name_of_the_loopback_address_leads_to_it_too_and_every_address_of_ipv6_is_refused()
    {
        await using var page = Open();
        using var client = new HttpClient();
        using var response = await client.GetAsync(page.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.EndsWith("would be every address of this machine, and only those of IPv4 would answer. Expected 0.0.0.0 for these, or one address of IPv6.", Assert.Throws<InputException>(() => AlertPage.Open(new(IPAddress.IPv6Any, 8080), Token, [])).Message, StringComparison.Ordinal);
    }

    /// <summary>Judged by itself: the system's own listener, elsewhere than on Windows, has answered 404 to every other name before the page is asked, so that a request cannot tell whether the page would refuse it.</summary>
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("127.0.0.7", true)]
    [InlineData("127.0.0.8", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_page_of_the_loopback_address_answers_to_its_own_names_alone(string? name, bool own) => Assert.Equal(own, AlertPage.IsOwn(name, "127.0.0.7"));

    [Fact]
    public async Task Another_name_that_leads_to_this_machine_gets_no_answer()
    {
        await using var page = Open(null, Alert("secret"));
        using var client = new HttpClient();
        // The listener ends this connection by itself, and would at times answer what comes next on it without asking the page.
        using var request = new HttpRequestMessage(HttpMethod.Get, page.Address) { Headers = { Host = "evil.example", ConnectionClose = true } };
        using var response = await client.SendAsync(request);
        Assert.False(response.IsSuccessStatusCode);
        using var posted = await client.PostAsync(page.Address, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        using var missing = await client.GetAsync(page.Address + "../../etc/passwd");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task In_a_browser_alerts_come_live_and_hostile_text_stays_text()
    {
        Browser.Require();
        await using var live = Open(Token, Alert("The first title"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1000, Height = 900 } });
        var faults = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") faults.Add(message.Text); };
        page.PageError += (_, fault) => faults.Add(fault);
        await page.GotoAsync($"{live.Address}?token={Token}");
        Assert.Equal(live.Address, page.Url);
        await page.Locator("#alerts > li").First.WaitForAsync();
        await live.Tell([Alert(Hostile, 2)], CancellationToken.None);
        await page.Locator("#alerts > li").Nth(1).WaitForAsync();
        Assert.StartsWith(Hostile, await page.Locator("#alerts > li .because").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("summary").First.ClickAsync();
        Assert.Equal(["gains", "+0.200"], (await page.Locator("#alerts > li").First.Locator("tbody tr:has-text('gains') td").AllInnerTextsAsync()).Take(2));
        Assert.Equal("live", await page.Locator("#state").InnerTextAsync());
        Assert.Equal("Alerts", await page.TitleAsync());
        Assert.Empty(faults);
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "alert-page.png"), FullPage = true });
    }
}
