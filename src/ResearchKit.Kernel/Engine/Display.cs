using Microsoft.AspNetCore.Html;
using ResearchKit.Kernel;

// These names are .NET Interactive's, so that one notebook runs in both kernels.
#pragma warning disable IDE0130 // Namespace does not match folder
namespace Microsoft.DotNet.Interactive
{
    /// <summary>What a cell may call without a prefix: <c>display(x)</c> and <c>HTML("…")</c>.</summary>
    public static class Kernel
    {
        /// <summary>Shows a value now, where the last expression shows its value when the cell is done.</summary>
        /// <param name="value">Anything, also null.</param>
        /// <param name="mimeTypes">Show these forms only; without any, every form there is.</param>
        /// <returns>A handle with which the shown value can be replaced.</returns>
        public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(ValueFormatter.Format(value, mimeTypes), mimeTypes);

        /// <summary>Marks text as HTML, so that it is shown as such when displayed. Encode what you do not trust before.</summary>
        public static IHtmlContent HTML(string content) => new HtmlString(content);

        /// <summary>Asks the user for a line.</summary>
        /// <exception cref="InvalidOperationException">The notebook is run where nobody can be asked.</exception>
        public static Task<string> GetInputAsync(string prompt = "") => Ask(prompt, isPassword: false);

        /// <summary>Asks the user for a line that is not shown as it is typed.</summary>
        /// <exception cref="InvalidOperationException">The notebook is run where nobody can be asked.</exception>
        public static Task<string> GetPasswordAsync(string prompt = "") => Ask(prompt, isPassword: true);

        static Task<string> Ask(string prompt, bool isPassword) => Task.FromResult(CellScope.Current?.Request.Input?.Invoke(new(prompt, isPassword))
            ?? throw new InvalidOperationException("Nobody can be asked for input here. Give it as a parameter: a cell tagged 'parameters', and --set NAME=VALUE."));
    }

    /// <summary>A value on display, which can be replaced by another in the same place.</summary>
    public sealed class DisplayedValue
    {
        readonly string id;
        readonly IReadOnlyCollection<string> mimeTypes;

        DisplayedValue(string id, IReadOnlyCollection<string> mimeTypes) => (this.id, this.mimeTypes) = (id, mimeTypes);

        /// <summary>Shows another value in the place of the first, also from a later cell.</summary>
        public void Update(object? updatedValue) => Emit(new DisplayUpdate(ValueFormatter.Format(updatedValue, mimeTypes), id));

        internal static DisplayedValue Show(MimeBundle data, IReadOnlyCollection<string> mimeTypes)
        {
            var id = Guid.NewGuid().ToString("n");
            Emit(new DisplayData(data, id));
            return new(id, mimeTypes);
        }

        static void Emit(CellOutput output) =>
            (CellScope.Current ?? throw new InvalidOperationException("Values can be displayed from a cell, and from what a cell started, only.")).Emit(output);
    }
}

namespace System
{
    /// <summary><c>x.Display()</c> for any value.</summary>
    public static class DisplayExtensions
    {
        /// <summary>Shows a value, as <c>display(x)</c> does.</summary>
        public static Microsoft.DotNet.Interactive.DisplayedValue Display(this object? value, params string[] mimeTypes) =>
            Microsoft.DotNet.Interactive.Kernel.display(value, mimeTypes);

        /// <summary>Shows text as content of the MIME type named, such as <c>text/html</c>.</summary>
        /// <exception cref="ArgumentException">A JSON type, and the text is not JSON.</exception>
        public static Microsoft.DotNet.Interactive.DisplayedValue DisplayAs(this string value, string mimeType) =>
            Microsoft.DotNet.Interactive.DisplayedValue.Show(MimeBundle.Of(mimeType, value), [mimeType]);
    }
}
