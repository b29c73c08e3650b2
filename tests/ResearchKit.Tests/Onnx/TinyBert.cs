namespace ResearchKit.Tests;

/// <summary>A classifier of BERT's shape with random weights: as a model in ONNX, and computed a second time in plain loops and double precision.</summary>
sealed record TinyBert(int Pieces, int Labels = 3, ulong Seed = 1, int Positions = 48, int Size = 8, int Heads = 2, int Layers = 2)
{
    const float Epsilon = 1e-12f;

    readonly Dictionary<string, (float[] Numbers, int[] Sizes)> weights = Draw(Pieces, Labels, Seed, Positions, Size, Layers);

    /// <summary>The number of a piece whose weights are no numbers, for a faulty export.</summary>
    public int? Faulty { get; init; }

    /// <summary>Whether token types are asked for; DistilBERT has none.</summary>
    public bool HasTypes { get; init; } = true;

    /// <summary>The size of the input: a number of pieces, or a name for any number.</summary>
    public object Width { get; init; } = "pieces";

    /// <summary>How many texts at a time: a number, or a name for any number.</summary>
    public object Batch { get; init; } = "texts";

    /// <summary>The kind of the inputs' numbers.</summary>
    public int Kind { get; init; } = OnnxGraph.Long;

    /// <summary>Whether what is left of each piece is given out, without pooler and classifier.</summary>
    public bool IsBare { get; init; }

    /// <summary>What the first input is called.</summary>
    public string FirstInput { get; init; } = "input_ids";

    static Dictionary<string, (float[], int[])> Draw(int pieces, int labels, ulong seed, int positions, int size, int layers)
    {
        var draws = new Draws(seed);
        var all = new Dictionary<string, (float[], int[])>();
        Table("word", pieces, size);
        Table("position", positions, size);
        Table("type", 2, size);
        Norm("norm");
        for (var layer = 0; layer < layers; layer++)
        {
            foreach (var name in new[] { "query", "key", "value", "dense" }) Dense($"{layer}.{name}", size, size);
            Norm($"{layer}.norm");
            Dense($"{layer}.up", size, 4 * size);
            Dense($"{layer}.down", 4 * size, size);
            Norm($"{layer}.out");
        }
        Dense("pooler", size, size);
        Dense("classifier", size, labels);
        return all;

        void Dense(string name, int from, int to)
        {
            Table(name, from, to);
            all[$"{name}.bias"] = (Numbers(to, 0, 0.1), [to]);
        }

        void Norm(string name)
        {
            all[name] = (Numbers(size, 1, 0.2), [size]);
            all[$"{name}.bias"] = (Numbers(size, 0, 0.2), [size]);
        }

        // As large as leaves the sums of the order of 1.
        void Table(string name, int rows, int columns) => all[name] = (Numbers(rows * columns, 0, name.Any(char.IsDigit) || name is "pooler" or "classifier" ? 3 / Math.Sqrt(rows) : 1), [rows, columns]);

        float[] Numbers(int count, double middle, double spread)
        {
            var numbers = new float[count];
            for (var i = 0; i < count; i++) numbers[i] = (float)(middle + spread * (2 * draws.Share() - 1));
            return numbers;
        }
    }

    public byte[] Write()
    {
        var graph = new OnnxGraph();
        graph.Input(FirstInput, Kind, Batch, Width);
        graph.Input("attention_mask", Kind, Batch, Width);
        if (HasTypes) graph.Input("token_type_ids", Kind, Batch, Width);
        foreach (var (name, (numbers, sizes)) in weights) graph.Tensor(name, Faulty is { } piece && name == "word" ? [.. numbers.Select((number, i) => i / Size == piece ? float.NaN : number)] : numbers, sizes);
        var (zero, one, two) = (graph.Tensor("n0", 0L), graph.Tensor("n1", 1L), graph.Tensor("n2", 2L));
        var (split, join) = (graph.Tensor("split", 0L, 0L, Heads, Size / Heads), graph.Tensor("join", 0L, 0L, Size));
        var length = graph.Node("Slice", [graph.Node("Shape", [FirstInput]), one, two]);
        var x = Add(graph.Node("Gather", ["word", FirstInput]), graph.Node("Slice", ["position", zero, length, zero]));
        if (HasTypes) x = Add(x, graph.Node("Gather", ["type", "token_type_ids"]));
        x = Norm("norm", x);
        var hidden = graph.Node("Mul", [graph.Node("Sub", [Scalar("unit", 1), graph.Node("Cast", [graph.Node("Unsqueeze", ["attention_mask", graph.Tensor("n12", 1L, 2L)])], ("to", 1))]), Scalar("hide", -10000)]);
        for (var layer = 0; layer < Layers; layer++)
        {
            var of = layer;
            var scores = graph.Node("MatMul", [Head("query", 0, 2, 1, 3), Head("key", 0, 2, 3, 1)]);
            var attention = graph.Node("Softmax", [Add(graph.Node("Div", [scores, Scalar($"{layer}.root", (float)Math.Sqrt(Size / Heads))]), hidden)], ("axis", -1));
            var context = graph.Node("Reshape", [graph.Node("Transpose", [graph.Node("MatMul", [attention, Head("value", 0, 2, 1, 3)])], ("perm", new[] { 0, 2, 1, 3 })), join]);
            x = Norm($"{layer}.norm", Add(x, Dense($"{layer}.dense", context)));
            var up = Dense($"{layer}.up", x);
            var bent = graph.Node("Mul", [graph.Node("Mul", [up, Add(graph.Node("Erf", [graph.Node("Div", [up, Scalar($"{layer}.two", (float)Math.Sqrt(2))])]), "unit")]), Scalar($"{layer}.half", 0.5f)]);
            x = Norm($"{layer}.out", Add(x, Dense($"{layer}.down", bent)));

            string Head(string name, params int[] order) => graph.Node("Transpose", [graph.Node("Reshape", [Dense($"{of}.{name}", x), split])], ("perm", order));
        }
        if (IsBare) graph.Named("logits", "Identity", [x]);
        else graph.Named("logits", "Add", [graph.Node("MatMul", [graph.Node("Tanh", [Dense("pooler", graph.Node("Gather", [x, graph.Node("Squeeze", [zero])], ("axis", 1)))]), "classifier"]), "classifier.bias"]);
        graph.Output("logits", IsBare ? [Batch, Width, Size] : [Batch, Labels]);
        return graph.Write();

        string Add(string a, string b) => graph.Node("Add", [a, b]);
        string Dense(string name, string input) => Add(graph.Node("MatMul", [input, name]), $"{name}.bias");
        string Norm(string name, string input) => graph.Node("LayerNormalization", [input, name, $"{name}.bias"], ("axis", -1), ("epsilon", Epsilon));
        string Scalar(string name, float number) => graph.Tensor(name, [number], []);
    }

    /// <summary>The logits of a text in pieces, with [CLS] and [SEP] among them.</summary>
    public double[] Logits(IReadOnlyList<int> ids)
    {
        var x = ids.Select((id, i) => Norm("norm", [.. Enumerable.Range(0, Size).Select(k => W("word", id, k) + W("position", i, k) + (HasTypes ? W("type", 0, k) : 0))])).ToArray();
        for (var layer = 0; layer < Layers; layer++)
        {
            var (query, key, value) = (x.Select(row => Dense($"{layer}.query", row)).ToArray(), x.Select(row => Dense($"{layer}.key", row)).ToArray(), x.Select(row => Dense($"{layer}.value", row)).ToArray());
            var context = x.Select(_ => new double[Size]).ToArray();
            var wide = Size / Heads;
            for (var head = 0; head < Heads; head++)
                for (var i = 0; i < x.Length; i++)
                {
                    var near = Softmax([.. key.Select(row => Enumerable.Range(head * wide, wide).Sum(k => query[i][k] * row[k]) / Math.Sqrt(wide))]);
                    for (var k = head * wide; k < (head + 1) * wide; k++) context[i][k] = value.Select((row, j) => near[j] * row[k]).Sum();
                }
            x = [.. x.Zip(context, (row, seen) => Norm($"{layer}.norm", Sum(row, Dense($"{layer}.dense", seen))))];
            x = [.. x.Select(row => Norm($"{layer}.out", Sum(row, Dense($"{layer}.down", [.. Dense($"{layer}.up", row).Select(up => up * 0.5 * (1 + Erf(up / Math.Sqrt(2))))]))))];
        }
        return Dense("classifier", [.. Dense("pooler", x[0]).Select(Math.Tanh)]);
    }

    public static double[] Softmax(double[] numbers)
    {
        var powers = numbers.Select(Math.Exp).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }

    static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    double W(string name, int row, int column) => weights[name].Numbers[row * weights[name].Sizes[^1] + column];

    double[] Dense(string name, double[] row)
    {
        var (table, bias) = (weights[name], weights[$"{name}.bias"].Numbers);
        return [.. Enumerable.Range(0, table.Sizes[1]).Select(to => bias[to] + row.Select((number, from) => number * table.Numbers[from * table.Sizes[1] + to]).Sum())];
    }

    double[] Norm(string name, double[] row)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(number => (number - mean) * (number - mean)) + Epsilon);
        return [.. row.Select((number, k) => (number - mean) / deviation * weights[name].Numbers[k] + weights[$"{name}.bias"].Numbers[k])];
    }

    /// <summary>The error function by its series, which converges for all that comes by here.</summary>
    static double Erf(double x)
    {
        if (Math.Abs(x) > 5) return Math.Sign(x);
        double sum = x, term = x;
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
