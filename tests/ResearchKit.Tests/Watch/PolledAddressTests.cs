using System.Net;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Where a poll may be led, and what of an address is shown.</summary>
public sealed class PolledAddressTests
{
    const string Rss = "<rss><channel><item><guid>1</guid><title>One.</title></item></channel></rss>";

    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    static Loopback Leads(Func<string> to, int status = 302) => new((_, _, response) =>
    {
        response.StatusCode = status;
        response.Headers["Location"] = to();
    });

    /// <summary>As if 127.0.0.1 lay outside, and every other address of this machine inside.</summary>
    static bool IsInner(IPAddress address) => !address.Equals(IPAddress.Loopback);

    [Theory]
    [InlineData("http://127.0.0.2:9/feed", "127.0.0.2")]
    [InlineData("http://[::1]:9/feed", "[::1]")]
    [InlineData("http://localhost:9/feed", "localhost")]
    public async Task A_server_outside_leads_nobody_inside(string to, string host)
    {
        using var server = Leads(() => to);
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, Soon, new(), TimeProvider.System, isInner: IsInner), () => !arrivals.Said.IsEmpty);
        Assert.Equal($"{server.Address}: points to {host}, which lies in this machine's own network, and is not followed. Expected an address outside; to read that one, name it itself", arrivals.Said.First());
    }

    [Fact]
    public async Task A_name_is_judged_by_the_address_that_it_leads_to()
    {
        var own = Dns.GetHostName();
        Assert.SkipWhen(await Addresses(own) is not { Length: > 0 } found || Array.TrueForAll(found, one => one.Equals(IPAddress.Loopback)), "The name of this machine leads nowhere, or to 127.0.0.1.");
        using var server = Leads(() => $"http://{own}:9/");
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, Soon, new(), TimeProvider.System, isInner: IsInner), () => !arrivals.Said.IsEmpty);
        Assert.Contains($"points to {own}, which lies in this machine's own network", arrivals.Said.First(), StringComparison.OrdinalIgnoreCase);
    }

    static async Task<IPAddress[]> Addresses(string name)
    {
        try { return await Dns.GetHostAddressesAsync(name); }
        catch (System.Net.Sockets.SocketException) { return []; }
    }

    [Fact]
    public async Task Inside_one_may_be_led_inside_and_a_password_stays_with_its_server()
    {
        string? first = null, second = "none";
        using var last = new Loopback((request, _, response) =>
        {
            second = request.Headers["Authorization"];
            Loopback.Write(response, Rss);
        });
        using var server = new Loopback((request, _, response) =>
        {
            (first, response.StatusCode) = (request.Headers["Authorization"], 307);
            response.Headers["Location"] = last.Address.ToString();
        });
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(new($"http://jo:pass@127.0.0.1:{server.Address.Port}/feed?key=QUERY"), Soon, new(), TimeProvider.System), () => !arrivals.Taken.IsEmpty);
        Assert.Equal(("Basic " + Convert.ToBase64String("jo:pass"u8), null), (first, second));
        Assert.Matches($@"^feed:http://127\.0\.0\.1:{server.Address.Port}/feed\?…#[0-9a-f]{{8}}$", arrivals.Taken.First().Source);
    }

    [Fact]
    public async Task A_circle_and_another_kind_of_address_are_not_followed()
    {
        Loopback? circle = null;
        using (circle = Leads(() => circle!.Address.ToString()))
        {
            var arrivals = new Arrivals();
            await arrivals.Until(new PolledAddress(circle.Address, Soon, new(), TimeProvider.System), () => !arrivals.Said.IsEmpty);
            Assert.EndsWith("points from one address to the next more than 5 times, and is not followed", arrivals.Said.First(), StringComparison.Ordinal);
        }
        using var file = Leads(() => "file:///etc/passwd", 301);
        var other = new Arrivals();
        await other.Until(new PolledAddress(file.Address, Soon, new(), TimeProvider.System), () => !other.Said.IsEmpty);
        Assert.Contains("and is not followed: from http to file", other.Said.First(), StringComparison.Ordinal);
        using var safe = new PolledAnswer(new("https://example.org/"), TimeSpan.FromSeconds(1), _ => false);
        Assert.EndsWith("is not followed: from https to http", Assert.Throws<FormatException>(() => safe.Next(new("https://example.org/"), new("http://example.org/"))).Message, StringComparison.Ordinal);
        Assert.Equal("https://example.org/b", safe.Next(new("https://example.org/a"), new("/b", UriKind.Relative)).ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.255.0.1", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("223.255.255.255", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("2002:7f00:1::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("2606:4700::1111", false)]
    public void Addresses_inside_are_known(string address, bool inner) => Assert.Equal(inner, InnerAddresses.Contains(IPAddress.Parse(address)));

    [Fact]
    public async Task An_answer_with_a_nul_byte_costs_its_line_alone_and_waits_of_months_are_waited()
    {
        using var server = new Loopback((_, _, response) => Loopback.Write(response, "{\"id\":\"1\",\"text\":\"a\"}\n\0\n{\"id\":\"2\",\"text\":\"b\"}\n", "application/x-ndjson"));
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, TimeSpan.FromDays(60), new(), TimeProvider.System), () => arrivals.Taken.Count == 2, () =>
        {
            Wait.For(() => arrivals.Taken.Count == 2).GetAwaiter().GetResult();
            Thread.Sleep(300);
        });
        Assert.StartsWith($"rejected: {server.Address}: item 2: holds a NUL byte", Assert.Single(arrivals.Said), StringComparison.Ordinal);
    }

    [Fact]
    public void Chance_makes_a_wait_longer_by_a_tenth_at_most_and_never_shorter()
    {
        Assert.Equal([60, 63, 66], new[] { 0, 0.5, 1 }.Select(chance => PolledAddress.Wait(TimeSpan.FromSeconds(60), 0, null, chance).TotalSeconds));
        Assert.Equal(550, PolledAddress.Wait(TimeSpan.FromSeconds(60), 0, TimeSpan.FromSeconds(500), 1).TotalSeconds);
    }
}
