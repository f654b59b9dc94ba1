using Tureen.Engine.Primitives;

namespace Tureen.Fuzz.Inputs;

/// <summary>Makes a new input out of one or two that went somewhere new.</summary>
internal sealed class InputMutator(RandomSource random, InputShape shape, IReadOnlyList<byte[]> tokens)
{
    private const int MostChanges = 6;

    private readonly ByteMutator _bytes = new(random, tokens);

    /// <param name="parent">What is changed.</param>
    /// <param name="other">Where foreign parts come from.</param>
    public byte[] Mutate(byte[] parent, byte[] other) =>
        shape == InputShape.Operations ? MutateOperations(parent, other) : MutateBytes(parent, other);

    private byte[] MutateBytes(byte[] parent, byte[] other)
    {
        byte[] result = random.Next(0, 7) == 0
            ? [.. parent[..random.Next(0, parent.Length)], .. other[random.Next(0, other.Length)..]]
            : parent;
        result = result[..Math.Min(result.Length, InputLimits.MaxLength)];
        for (int changes = ChangeCount(); changes > 0; changes--)
        {
            result = _bytes.Mutate(result, InputLimits.MaxLength);
        }

        return result;
    }

    private byte[] MutateOperations(byte[] parent, byte[] other)
    {
        List<Operation> operations = OperationList.Parse(parent);
        if (operations.Count == 0)
        {
            return other;
        }

        List<Operation>? foreign = null;
        for (int changes = ChangeCount(); changes > 0; changes--)
        {
            if (random.Next(0, 2) != 0 && operations.Count > 0)
            {
                ChangeOne(operations);
            }
            else
            {
                Rearrange(operations, foreign ??= OperationList.Parse(other));
            }
        }

        return OperationList.Write(operations);
    }

    private void ChangeOne(List<Operation> operations)
    {
        int at = random.Next(0, operations.Count - 1);
        Operation operation = operations[at];
        operations[at] = random.Next(0, 15) == 0
            ? operation with { Code = (byte)random.Next(0, 15) }
            : operation with { Data = _bytes.Mutate(operation.Data, InputLimits.MaxOperationLength) };
    }

    private void Rearrange(List<Operation> operations, List<Operation> foreign)
    {
        int at = random.Next(0, Math.Max(0, operations.Count - 1));
        switch (random.Next(0, 5))
        {
            case 0 when operations.Count > 1:
                operations.RemoveAt(at);
                break;
            case 1 when operations.Count > 0:
                operations.Insert(at, operations[random.Next(0, operations.Count - 1)]);
                break;
            case 2 when operations.Count > 1:
                int with = random.Next(0, operations.Count - 1);
                (operations[at], operations[with]) = (operations[with], operations[at]);
                break;
            case 3 when foreign.Count > 0:
                operations.Insert(Math.Min(at, operations.Count), foreign[random.Next(0, foreign.Count - 1)]);
                break;
            case 4 when foreign.Count > 0:
                // The beginning of one and the end of the other.
                operations.RemoveRange(at, operations.Count - at);
                operations.AddRange(foreign[random.Next(0, foreign.Count - 1)..]);
                break;
            default:
                operations.Add(new Operation((byte)random.Next(0, 15), [(byte)random.NextUInt32(), (byte)random.NextUInt32()]));
                break;
        }
    }

    /// <summary>Mostly few.</summary>
    private int ChangeCount() => Math.Min(random.Next(1, MostChanges), random.Next(1, MostChanges));
}
