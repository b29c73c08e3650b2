using System.Text;

namespace ResearchKit.Kernel;

/// <summary>Takes the console while it lives: what cells write becomes output of the engine, and reading finds the end of input at once.</summary>
sealed class ConsoleCapture : IDisposable
{
    readonly TextWriter output = Console.Out, error = Console.Error;
    readonly TextReader input = Console.In;

    /// <param name="emit">Receives stream name and text, in the order of writing.</param>
    public ConsoleCapture(Action<string, string> emit)
    {
        Console.SetOut(new Writer("stdout", emit));
        Console.SetError(new Writer("stderr", emit));
        Console.SetIn(TextReader.Null);
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
}
