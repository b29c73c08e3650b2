using Xunit;

namespace ResearchKit.Tests;

public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading()
    {
        var pages = Markdown.All.ToDictionary(page => Path.GetFullPath(Repository.File(page.Path)));
        Assert.NotEmpty(pages);
        var broken = pages.Values.SelectMany(page => page.Links.Where(link => !Leads(page, link)).Select(link => $"{page}: {link}"));
        Assert.Empty(broken);

        bool Leads(Markdown page, string link)
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? Path.GetFullPath(Repository.File(page.Path)) : Path.GetFullPath(Path.Combine(page.Folder, Uri.UnescapeDataString(parts[0])));
            if (!File.Exists(target) && !Directory.Exists(target)) return false;
            return parts.Length == 1 || !pages.TryGetValue(target, out var other) || other.Anchors.Contains(parts[1]);
        }
    }

    [Fact]
    public void A_link_to_what_is_not_there_is_found()
    {
        var page = new Markdown("README.md", "# A b-c: `d`\n[one](gone.md) [two](https://example.org/gone.md) [three](#a-b-c-d) ![four](<gone.png>)\n```\n[five](gone.md)\n```\n");
        Assert.Equal(["gone.md", "#a-b-c-d", "gone.png"], page.Links);
        Assert.Equal(["a-b-c-d"], page.Anchors);
    }
}
