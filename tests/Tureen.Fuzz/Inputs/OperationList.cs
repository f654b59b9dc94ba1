using System.Buffers.Binary;

namespace Tureen.Fuzz.Inputs;

/// <summary>Between operations and the bytes of an input.</summary>
internal static class OperationList
{
    public static List<Operation> Parse(ReadOnlySpan<byte> input)
    {
        List<Operation> operations = [];
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            operations.Add(new Operation(code, data.ToArray()));
        }

        return operations;
    }

    /// <summary>What does not fit into an input is left out.</summary>
    public static byte[] Write(IReadOnlyList<Operation> operations)
    {
        List<byte> bytes = [];
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        foreach (Operation operation in operations.Take(InputLimits.MaxOperations))
        {
            if (bytes.Count + OperationReader.HeaderLength + operation.Data.Length > InputLimits.MaxLength)
            {
                break;
            }

            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)operation.Data.Length);
            bytes.Add(operation.Code);
            bytes.AddRange(length);
            bytes.AddRange(operation.Data);
        }

        return [.. bytes];
    }
}
