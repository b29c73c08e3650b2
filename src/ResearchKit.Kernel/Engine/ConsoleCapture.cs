using System.Text;

namespace ResearchKit.Kernel;

/// <summary>Takes the console while it lives: what cells write becomes output of the engine, and reading finds the end of input at once.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    readonly TextWriter _out = Console.Out, _error = Console.Error;
    readonly TextReader _in = Console.In;

    /// <param name="emit">Receives stream name and text, in the order of writing.</param>
    public ConsoleCapture(Action<string, string> emit)
    {
        Console.SetOut(new Writer("stdout", emit));
        Console.SetError(new Writer("stderr", emit));
        Console.SetIn(TextReader.Null);
    }

    public void Dispose()
    {
        Console.SetOut(_out);
        Console.SetError(_error);
        Console.SetIn(_in);
    }

    sealed class Writer : TextWriter
    {
        readonly string _name;
        readonly Action<string, string> _emit;

        public Writer(string name, Action<string, string> emit) : base(System.Globalization.CultureInfo.InvariantCulture)
        {
            (_name, _emit) = (name, emit);
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => _emit(_name, value.ToString());

        public override void Write(char[] buffer, int index, int count) => _emit(_name, new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => _emit(_name, buffer.ToString());

        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                _emit(_name, value);
        }

        public override void WriteLine(string? value) => _emit(_name, value + "\n");
    }
}
