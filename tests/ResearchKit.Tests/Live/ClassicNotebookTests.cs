using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Playwright;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Classic Notebook in a browser, as a quant sits before it: opens a notebook, clicks, and sees charts and highlighted text. Screenshots
/// are left in artifacts/live.</summary>
[Collection(nameof(KitRun))]
public sealed class ClassicNotebookTests(ClassicNotebookTests.Server server) : IClassFixture<ClassicNotebookTests.Server>
{
    const float Patience = 300_000;

    public sealed class Server : IDisposable
    {
        readonly LiveHouse house = new();
        readonly Lazy<Process> process;
        readonly int port = FreePort();

        public Server() => process = new(() =>
        {
            var start = house.Start("notebook", "/usr/bin/jupyter-notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", FormattableString.Invariant($"--port={port}"),
                "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.enable_mathjax=False", $"--notebook-dir={house.Notebooks}");
            var started = Process.Start(start)!;
            // Whatever it writes must not fill its pipe.
            started.BeginOutputReadLine();
            started.BeginErrorReadLine();
            return started;
        });

        public string Address(string notebook)
        {
            Browser.Require();
            _ = process.Value;
            return FormattableString.Invariant($"http://127.0.0.1:{port}/notebooks/{notebook}");
        }

        public void Dispose()
        {
            if (process.IsValueCreated)
            {
                process.Value.Kill(entireProcessTree: true);
                process.Value.WaitForExit();
                process.Value.Dispose();
            }
            house.Dispose();
        }

        static int FreePort()
        {
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    [Theory]
    [InlineData("01-reproduce-a-score.ipynb", "mark >> text=optionality")]
    [InlineData("03-themes-and-scores.ipynb", "mark >> nth=0")]
    public async Task A_notebook_run_by_clicking_shows_its_charts_and_the_highlighted_explanation(string notebook, string highlighted)
    {
        var address = server.Address(notebook);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Browser.Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 1000 } });
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                lock (elsewhere) elsewhere.Add(request.Url);
        };
        await Open(page, address);
        await page.WaitForFunctionAsync("() => window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.info_reply.status === 'ok'", null, new() { Timeout = Patience });

        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");

        // Every cell has run when the last has its number and none waits.
        await page.WaitForFunctionAsync("() => { const p = [...document.querySelectorAll('.code_cell .input_prompt')].map(e => e.textContent); return p.length && !p.some(t => t.includes('*')) && /\\d/.test(p[p.length - 1]); }",
            null, new() { Timeout = Patience });
        Assert.Equal(0, await page.Locator(".output_error").CountAsync());
        var charts = NotebookCharts(notebook);
        Assert.Equal(charts, await page.Locator(".js-plotly-plot .main-svg:first-child").CountAsync());
        var first = page.Locator(".js-plotly-plot").First;
        await first.ScrollIntoViewIfNeededAsync();
        Assert.True(await first.IsVisibleAsync());
        Assert.NotEqual(0, await first.Locator(".point, .hm, .bars, .lines").CountAsync());
        await Picture(page, notebook, "chart");
        var explanation = page.Locator(highlighted).First;
        await explanation.ScrollIntoViewIfNeededAsync();
        Assert.True(await explanation.IsVisibleAsync());
        await Picture(page, notebook, "explanation");
        Assert.Empty(elsewhere);
    }

    /// <summary>As many as the runner wrote.</summary>
    static int NotebookCharts(string notebook) => NotebookFile.Read(Repository.File("artifacts", "report", "executed")).Single(file => file.Name == notebook).Charts;

    /// <summary>The server takes a moment to listen.</summary>
    static async Task Open(IPage page, string address)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await page.GotoAsync(address, new() { Timeout = Patience });
                return;
            }
            catch (PlaywrightException e) when (attempt < 120 && e.Message.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal))
            {
                await Task.Delay(500);
            }
        }
    }

    static Task Picture(IPage page, string notebook, string what) =>
        page.ScreenshotAsync(new() { Path = Repository.File("artifacts", "live", $"{Path.GetFileNameWithoutExtension(notebook)}-{what}.png") });
}
