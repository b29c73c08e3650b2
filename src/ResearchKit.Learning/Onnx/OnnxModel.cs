using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ResearchKit;

/// <summary>A classifier in ONNX Runtime: pieces in, logits out. Safe to share between threads.</summary>
sealed class OnnxModel : IDisposable
{
    const string Ids = "input_ids", Attention = "attention_mask", Types = "token_type_ids";

    readonly OnnxFolder folder;
    readonly InferenceSession session;

    /// <summary>Runs read it; who gives the session back waits for them. ONNX Runtime itself would bring the process down.</summary>
    readonly ReaderWriterLockSlim running = new();

    readonly string output;
    readonly string[] inputs;
    readonly bool narrow;

    /// <summary>So many pieces does the model take, no more and no fewer; 0 for any number.</summary>
    readonly int width;

    readonly int batchPieces;
    bool isClosed;

    /// <exception cref="InputException">The file is no model, asks for other inputs, gives other outputs, or cannot be run.</exception>
    public OnnxModel(OnnxFolder folder, OnnxOptions options)
    {
        this.folder = folder;
        (session, Provider) = OnnxSession.Open(folder.ModelFile, options);
        try
        {
            inputs = [.. session.InputNames];
            if (inputs.FirstOrDefault(name => name is not (Ids or Attention or Types)) is { } other || !inputs.Contains(other = Ids))
                throw Fault($"asks for {string.Join(", ", inputs.Select(name => Untrusted.Quote(name)))}", $"{Ids}, and at most {Attention} and {Types} besides: a classifier of texts of BERT's kind");
            foreach (var name in inputs)
            {
                var input = session.InputMetadata[name];
                if (input.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32) || input.Dimensions.Length != 2)
                    throw Fault($"takes {name} as {input.ElementDataType} of {input.Dimensions.Length} dimensions", "whole numbers of 2 dimensions, texts × pieces");
                if (input.Dimensions[0] > 1) throw Fault($"takes {input.Dimensions[0]} texts at a time", "any number or 1: export it with dynamic axes");
            }
            narrow = session.InputMetadata[Ids].ElementDataType == TensorElementType.Int32;
            batchPieces = session.InputMetadata[Ids].Dimensions[0] == 1 ? 1 : options.BatchPieces;
            width = Math.Max(0, session.InputMetadata[Ids].Dimensions[1]);
            if (width > folder.MaxPieces || width is 1 or 2) throw Fault($"takes {width} pieces at a time, no fewer", $"3 to {folder.MaxPieces}, by max_position_embeddings and the option MaxPieces");
            output = session.OutputNames.Contains("logits") ? "logits" : session.OutputNames.Count == 1 ? session.OutputNames[0]
                : throw Fault($"gives {string.Join(", ", session.OutputNames.Select(name => Untrusted.Quote(name)))}", "logits");
            Check([.. session.OutputMetadata[output].Dimensions.Select(size => (long)size)]);
            // Once through, with the last piece that the vocabulary has: an embedding with fewer rows shows itself here.
            _ = Logits([[folder.Vocabulary.Pieces.Length - 1]], _ => "the last piece of the vocabulary");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>What runs it: <c>cpu</c>, <c>cuda</c> or <c>dml</c>.</summary>
    public string Provider { get; }

    /// <summary>The most pieces of a text, besides the two that open and close it.</summary>
    public int MostPieces => (width > 0 ? width : folder.MaxPieces) - 2;

    /// <summary>The logits of texts in pieces, by runs of texts of about the same length.</summary>
    /// <param name="texts">Each of 1 to <see cref="MostPieces"/> pieces.</param>
    /// <param name="where">What one of them is, for errors.</param>
    /// <param name="sideBySide">Whether several runs are made at once.</param>
    /// <returns>A row for each, in their order: a number for each label.</returns>
    public float[][] Logits(IReadOnlyList<int[]> texts, Func<int, string> where, bool sideBySide = false)
    {
        var logits = new float[texts.Count][];
        running.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(OnnxScorer));
            if (sideBySide) Parallel.ForEach(Batches(texts), batch => Run(texts, batch, logits, where));
            else
                foreach (var batch in Batches(texts)) Run(texts, batch, logits, where);
        }
        finally
        {
            running.ExitReadLock();
        }
        return logits;
    }

    /// <summary>Texts by length, the shortest first; a run takes as many as fit.</summary>
    IEnumerable<int[]> Batches(IReadOnlyList<int[]> texts)
    {
        var batch = new List<int>();
        foreach (var text in Enumerable.Range(0, texts.Count).OrderBy(i => texts[i].Length))
        {
            if (batch.Count > 0 && (batch.Count + 1L) * Width(texts[text].Length) > batchPieces)
            {
                yield return [.. batch];
                batch.Clear();
            }
            batch.Add(text);
        }
        if (batch.Count > 0) yield return [.. batch];
    }

    int Width(int pieces) => width > 0 ? width : pieces + 2;

    void Run(IReadOnlyList<int[]> texts, int[] batch, float[][] logits, Func<int, string> where)
    {
        var wide = Width(texts[batch[^1]].Length);
        var (ids, attention) = (new long[batch.Length * wide], new long[batch.Length * wide]);
        Array.Fill(ids, folder.Vocabulary.Padding);
        for (var row = 0; row < batch.Length; row++)
        {
            var at = row * wide;
            attention.AsSpan(at, texts[batch[row]].Length + 2).Fill(1);
            ids[at++] = folder.Vocabulary.Begin;
            foreach (var piece in texts[batch[row]]) ids[at++] = piece;
            ids[at] = folder.Vocabulary.End;
        }
        var given = new List<OrtValue>();
        try
        {
            foreach (var name in inputs) given.Add(Tensor(name switch { Ids => ids, Attention => attention, _ => new long[ids.Length] }, [batch.Length, wide]));
            using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var results = session.Run(options, inputs, given, [output]);
            var shape = results[0].GetTensorTypeAndShape().Shape;
            Check(shape);
            if (shape[0] != batch.Length) throw Fault($"gave {shape[0]} rows for {batch.Length} texts", "a row for each");
            var numbers = Numbers(results[0]);
            for (var row = 0; row < batch.Length; row++)
            {
                logits[batch[row]] = numbers[(row * folder.Labels.Names.Length)..((row + 1) * folder.Labels.Names.Length)];
                if (logits[batch[row]].FirstOrDefault(number => !float.IsFinite(number), 0f) is var odd && !float.IsFinite(odd))
                    throw Fault(FormattableString.Invariant($"gave {odd} for {where(batch[row])}"), "a finite number for each label; weights in half precision, or a faulty export, may be why");
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{folder.ModelFile}: cannot be run on {where(batch[^1])}, {wide} pieces: {Untrusted.Show(e.Message, 300)} Expected a model for the vocabulary of {folder.Vocabulary.Pieces.Length} pieces and for up to {folder.MaxPieces} of them at a time.", e);
        }
        finally
        {
            foreach (var value in given) value.Dispose();
        }
    }

    OrtValue Tensor(long[] numbers, long[] shape) => narrow ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (int)number), shape) : OrtValue.CreateTensorValueFromMemory(numbers, shape);

    float[] Numbers(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        TensorElementType.Float16 => [.. value.GetTensorDataAsSpan<Float16>().ToArray().Select(number => (float)number)],
        TensorElementType.Double => [.. value.GetTensorDataAsSpan<double>().ToArray().Select(number => (float)number)],
        var type => throw Fault($"gives {output} as {type}", "floating-point numbers"),
    };

    void Check(long[] shape)
    {
        if (shape.Length != 2) throw Fault($"gives {output} of {shape.Length} dimensions", $"2, texts × labels. An encoder without its classifier gives 3: export it with --task text-classification");
        if (shape[1] >= 0 && shape[1] != folder.Labels.Names.Length) throw Fault($"gives {shape[1]} numbers for a text, and its labels are {Untrusted.Quote(string.Join(", ", folder.Labels.Names))}", "a number for each label");
    }

    InputException Fault(string found, string expected) => new($"{folder.ModelFile}: {found}. Expected {expected}.");

    public void Dispose()
    {
        running.EnterWriteLock();
        try
        {
            if (!isClosed) session.Dispose();
            isClosed = true;
        }
        finally
        {
            running.ExitWriteLock();
        }
    }
}
