using System.Diagnostics;
using Tureen.Fuzz.Inputs;

namespace Tureen.Fuzz.Driver;

/// <summary>Makes an input that finds something shorter, as long as it finds the same.</summary>
/// <param name="run">Runs an input.</param>
/// <param name="shape">What inputs are.</param>
/// <param name="finding">What has to stay.</param>
internal sealed class Minimizer(Func<byte[], Finding?> run, InputShape shape, Finding finding)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    private readonly long _startedAt = Stopwatch.GetTimestamp();

    public byte[] Minimize(byte[] input)
    {
        byte[] least = input;
        if (shape == InputShape.Operations)
        {
            least = RemoveOperations(least);
            least = ShortenOperations(least);
        }
        else
        {
            least = RemoveBlocks(least, static bytes => bytes);
        }

        return least;
    }

    private bool IsSame(byte[] input) =>
        Stopwatch.GetElapsedTime(_startedAt) < MaxTime && run(input)?.Signature == finding.Signature;

    private byte[] RemoveOperations(byte[] input)
    {
        List<Operation> operations = OperationList.Parse(input);
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            Operation removed = operations[i];
            operations.RemoveAt(i);
            if (!IsSame(OperationList.Write(operations)))
            {
                operations.Insert(i, removed);
            }
        }

        byte[] result = OperationList.Write(operations);
        return result.Length < input.Length ? result : input;
    }

    private byte[] ShortenOperations(byte[] input)
    {
        List<Operation> operations = OperationList.Parse(input);
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            int index = i;
            byte[] data = RemoveBlocks(operations[i].Data, bytes =>
            {
                List<Operation> changed = [.. operations];
                changed[index] = changed[index] with { Data = bytes };
                return OperationList.Write(changed);
            });
            operations[i] = operations[i] with { Data = data };
        }

        return OperationList.Write(operations);
    }

    private byte[] RemoveBlocks(byte[] bytes, Func<byte[], byte[]> toInput)
    {
        for (int block = Math.Max(1, bytes.Length / 2); block > 0; block /= 2)
        {
            for (int at = bytes.Length - block; at >= 0; at -= block)
            {
                byte[] shorter = [.. bytes[..at], .. bytes[(at + block)..]];
                bytes = IsSame(toInput(shorter)) ? shorter : bytes;
                at = Math.Min(at, bytes.Length);
            }
        }

        return bytes;
    }
}
