using System.Runtime.InteropServices;
using System.Text;

namespace ResearchKit.Tests;

/// <summary>A model in ONNX, written field by field with the numbers that onnx.proto gives them: no tool is needed to make one.</summary>
sealed class OnnxGraph
{
    const int Float = 1, Operators = 17, Form = 8;

    readonly List<byte[]> nodes = [], tensors = [], inputs = [], outputs = [];

    /// <summary>Whole numbers of 64 bits, as the kind of an input.</summary>
    public const int Long = 7;

    /// <summary>Whole numbers of 32 bits.</summary>
    public const int Int = 6;

    /// <summary>An operator with one output.</summary>
    /// <returns>The output's name.</returns>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) => Named($"{type}{nodes.Count}", type, inputs, attributes);

    /// <summary>The same with a name for the output.</summary>
    public string Named(string output, string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new Message();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, type);
        foreach (var (name, value) in attributes)
        {
            var attribute = new Message().Text(1, name);
            if (value is float number) attribute.Fixed(2, number).Number(20, 1);
            else if (value is int whole) attribute.Number(3, whole).Number(20, 2);
            else
            {
                foreach (var part in (int[])value) attribute.Number(8, part);
                attribute.Number(20, 7);
            }
            node.Bytes(5, attribute.Written);
        }
        nodes.Add(node.Written);
        return output;
    }

    public string Tensor(string name, float[] numbers, params int[] sizes) => Tensor(name, Float, MemoryMarshal.AsBytes(numbers.AsSpan()), sizes);

    public string Tensor(string name, params long[] numbers) => Tensor(name, Long, MemoryMarshal.AsBytes(numbers.AsSpan()), numbers.Length);

    string Tensor(string name, int kind, ReadOnlySpan<byte> bytes, params int[] sizes)
    {
        var tensor = new Message();
        foreach (var size in sizes) tensor.Number(1, size);
        tensors.Add(tensor.Number(2, kind).Text(8, name).Bytes(9, bytes).Written);
        return name;
    }

    /// <param name="name">The input's name.</param>
    /// <param name="kind">The kind of its numbers.</param>
    /// <param name="sizes">Numbers, or names for any number.</param>
    public void Input(string name, int kind, params object[] sizes) => inputs.Add(Value(name, kind, sizes));

    public void Output(string name, params object[] sizes) => outputs.Add(Value(name, Float, sizes));

    static byte[] Value(string name, int kind, object[] sizes)
    {
        var shape = new Message();
        foreach (var size in sizes) shape.Bytes(1, (size is int number ? new Message().Number(1, number) : new Message().Text(2, (string)size)).Written);
        return new Message().Text(1, name).Bytes(2, new Message().Bytes(1, new Message().Number(1, kind).Bytes(2, shape.Written).Written).Written).Written;
    }

    public byte[] Write()
    {
        var graph = new Message();
        foreach (var node in nodes) graph.Bytes(1, node);
        graph.Text(2, "tiny");
        foreach (var tensor in tensors) graph.Bytes(5, tensor);
        foreach (var input in inputs) graph.Bytes(11, input);
        foreach (var output in outputs) graph.Bytes(12, output);
        return new Message().Number(1, Form).Bytes(7, graph.Written).Bytes(8, new Message().Number(2, Operators).Written).Written;
    }

    /// <summary>A message of protocol buffers.</summary>
    sealed class Message
    {
        readonly MemoryStream stream = new();

        public byte[] Written => stream.ToArray();

        public Message Number(int field, long number)
        {
            Variable((ulong)field << 3);
            Variable((ulong)number);
            return this;
        }

        public Message Fixed(int field, float number)
        {
            Variable((ulong)field << 3 | 5);
            stream.Write(BitConverter.GetBytes(number));
            return this;
        }

        public Message Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Message Bytes(int field, ReadOnlySpan<byte> bytes)
        {
            Variable((ulong)field << 3 | 2);
            Variable((ulong)bytes.Length);
            stream.Write(bytes);
            return this;
        }

        void Variable(ulong number)
        {
            for (; number >= 0x80; number >>= 7) stream.WriteByte((byte)(number | 0x80));
            stream.WriteByte((byte)number);
        }
    }
}
