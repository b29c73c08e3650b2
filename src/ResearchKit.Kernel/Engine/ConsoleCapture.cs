using System.Text;

namespace ResearchKit.Kernel;

/// <summary>Takes the console while it lives: what cells write becomes output of the cell, and reading asks
/// its user; where nobody can be asked, it finds the end of input at once.</summary>
sealed class ConsoleCapture : IDisposable
{
    readonly TextWriter output = Console.Out, error = Console.Error;
    readonly TextReader input = Console.In;

    readonly Writer ours, oursError;
    readonly Reader oursInput;

    /// <param name="scope">The cell that writes or reads just now; null before the first.</param>
    public ConsoleCapture(Func<CellScope?> scope)
    {
        ours = new Writer("stdout", Emit);
        oursError = new Writer("stderr", Emit);
        oursInput = new Reader(() => scope()?.Request.Input?.Invoke(new("", IsPassword: false)));
        Take();

        void Emit(string name, string text) => scope()?.Emit(new StreamText(name, text));
    }

    /// <summary>Takes the console, also from a cell that gave it to something else and did not give it back.</summary>
    public void Take()
    {
        Console.SetOut(ours);
        Console.SetError(oursError);
        Console.SetIn(oursInput);
    }

    public void Dispose()
    {
        Console.SetOut(output);
        Console.SetError(error);
        Console.SetIn(input);
    }

    sealed class Writer : TextWriter
    {
        readonly string name;
        readonly Action<string, string> emit;

        public Writer(string name, Action<string, string> emit) : base(System.Globalization.CultureInfo.InvariantCulture)
        {
            (this.name, this.emit) = (name, emit);
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => emit(name, value.ToString());

        public override void Write(char[] buffer, int index, int count) => emit(name, new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => emit(name, buffer.ToString());

        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                emit(name, value);
        }

        public override void WriteLine(string? value) => emit(name, value + "\n");
    }

    /// <summary>A line at a time, as a person answers.</summary>
    sealed class Reader(Func<string?> ask) : TextReader
    {
        string rest = "";

        public override string? ReadLine()
        {
            var line = rest.Length > 0 ? rest.TrimEnd('\n') : ask();
            rest = "";
            return line;
        }

        public override int Read()
        {
            var c = Peek();
            if (c >= 0)
                rest = rest[1..];
            return c;
        }

        public override int Peek()
        {
            if (rest.Length == 0 && ask() is { } line)
                rest = line + "\n";
            return rest.Length == 0 ? -1 : rest[0];
        }
    }
}
