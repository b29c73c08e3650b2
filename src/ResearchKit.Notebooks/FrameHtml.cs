using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>A DataFrame as an HTML table: numbers to the right with their full value in the hover, a bar beside scores and shares, long text
/// cut. A few lines of script show it in pages; without them it is a plain table.</summary>
static class FrameHtml
{
    const int MostRows = 500;
    const int MostCharacters = 120;
    const int LongName = 14;
    const int WideText = 40;
    const int PageRows = 25;

    // A table that stands twice is paged twice, and a page that is run again pages each once.
    const string Script = """
        document.querySelectorAll('[data-frame="{0}"]').forEach(function(box){if(box.done)return;box.done=true;var rows=box.querySelectorAll('tbody tr'),at=0,size={1},bar=document.createElement('p'),note=document.createElement('span');
        function button(text,name,step){var b=document.createElement('button');b.type='button';b.textContent=text;b.setAttribute('aria-label',name);b.style.cssText='font:inherit;color:inherit;background:none;border:1px solid currentColor;border-radius:4px;padding:0 .6em;margin-right:.4em;cursor:pointer';b.onclick=function(){show(at+step*size)};bar.appendChild(b);return b}
        var back=button('‹','earlier rows',-1),on=button('›','later rows',1);bar.appendChild(note);
        function show(from){at=Math.max(0,Math.min(from,rows.length-1));at-=at%size;rows.forEach(function(r,i){r.hidden=i<at||i>=at+size});note.textContent=(at+1)+'–'+Math.min(at+size,rows.length)+' of '+rows.length;back.disabled=at===0;on.disabled=at+size>=rows.length;back.style.opacity=back.disabled?.35:1;on.style.opacity=on.disabled?.35:1}
        box.insertBefore(bar,box.firstChild);show(0);addEventListener('beforeprint',function(){rows.forEach(function(r){r.hidden=false})});addEventListener('afterprint',function(){show(at)})})
        """;

    public static string Write(DataFrame frame)
    {
        var columns = frame.Columns.Select(column => (column.Name, Number: FrameText.IsNumber(column), Bar: FrameBar.Of(column))).ToList();
        var html = new StringBuilder("<table style=\"font-variant-numeric:tabular-nums\"><thead><tr>");
        foreach (var (name, number, _) in columns) html.Append(Head(name, number)).Append(Text(name)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in frame.Rows.Take(MostRows))
        {
            html.Append("<tr>");
            foreach (var (cell, column) in row.Zip(columns)) html.Append(Cell(cell, column.Bar));
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table>\n");
        if (frame.Rows.Count > MostRows) html.Append(CultureInfo.InvariantCulture, $"<p>{MostRows} of {frame.Rows.Count} rows</p>\n");
        return frame.Rows.Count > PageRows ? Paged(html.ToString()) : html.ToString();
    }

    /// <summary>The name of the box is made of its content, so that it does not change from run to run.</summary>
    static string Paged(string table)
    {
        var name = $"frame-{Hashing.Sha256(table)[..12]}";
        var script = Script.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", PageRows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).ReplaceLineEndings("\n");
        return $"<div data-frame=\"{name}\">{table}</div>\n<script>{script}</script>\n";
    }

    static string Head(string name, bool number)
    {
        var style = (number ? "text-align:right;" : "") + (name.Length > LongName ? "white-space:normal;max-width:12em" : "");
        return style.Length > 0 ? $"<th style=\"{style}\">" : "<th>";
    }

    static string Cell(object? cell, FrameBar? bar) => cell switch
    {
        null => "<td></td>",
        double number => $"<td style=\"text-align:right;white-space:nowrap\" title=\"{number.ToString("R", CultureInfo.InvariantCulture)}\">{FrameText.Shown(number)}{bar?.Draw(number)}</td>",
        DateTime time => $"<td style=\"white-space:nowrap\">{FrameText.Shown(time)}</td>",
        string text when text.Length > MostCharacters => $"<td style=\"max-width:28em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap\" title=\"{WebUtility.HtmlEncode(text)}\">{WebUtility.HtmlEncode(text[..MostCharacters])}…</td>",
        string text => $"{(text.Length > WideText ? "<td style=\"min-width:18em\">" : "<td>")}{Text(text)}</td>",
        bool yes => $"<td>{FrameText.Shown(yes)}</td>",
        IFormattable number => $"<td style=\"text-align:right;white-space:nowrap\">{WebUtility.HtmlEncode(number.ToString(null, CultureInfo.InvariantCulture))}{(number is decimal exact ? bar?.Draw((double)exact) : null)}</td>",
        _ => $"<td>{WebUtility.HtmlEncode(cell.ToString())}</td>",
    };

    /// <summary>A method's long name may break behind its marks, where the page is narrow.</summary>
    static string Text(string text) => WebUtility.HtmlEncode(text).Replace(":", ":<wbr>", StringComparison.Ordinal).Replace("/", "/<wbr>", StringComparison.Ordinal);
}
