using System.Text;

namespace Tureen.WorkerProcess.FlatBuffers;

internal sealed partial class FlatWriter
{
    public void Bool(int field, bool value) => Scalar(field, 1, value ? 1UL : 0);

    public void UInt8(int field, byte value) => Scalar(field, 1, value);

    public void Int8(int field, sbyte value) => Scalar(field, 1, (byte)value);

    public void UInt16(int field, ushort value) => Scalar(field, 2, value);

    public void Int16(int field, short value) => Scalar(field, 2, (ushort)value);

    public void UInt32(int field, uint value) => Scalar(field, 4, value);

    public void Int32(int field, int value) => Scalar(field, 4, (uint)value);

    public void UInt64(int field, ulong value) => Scalar(field, 8, value);

    public void Single(int field, float value) => Scalar(field, 4, BitConverter.SingleToUInt32Bits(value));

    public void Double(int field, double value) => Scalar(field, 8, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A size or a count, which is never negative.</summary>
    public void Count(int field, long value) => UInt64(field, (ulong)Math.Max(0, value));

    /// <summary>A bit rate, in the width that the library reads.</summary>
    public void BitsPerSecond(int field, long value)
    {
        if (Schema.HasWideBitrates)
        {
            Count(field, value);
        }
        else
        {
            Size(field, value);
        }
    }

    /// <summary>A size or a count that is written in 32 bits.</summary>
    public void Size(int field, long value) => UInt32(field, (uint)Math.Clamp(value, 0, uint.MaxValue));

    /// <summary>Writes the place of the value among these.</summary>
    public void Choice<T>(int field, T value, T[] choices) => UInt8(field, (byte)Math.Max(0, Array.IndexOf(choices, value)));

    /// <summary>Writes the place of each value among these.</summary>
    public void Choices<T>(int field, IReadOnlyList<T> values, T[] choices) =>
        UInt8s(field, [.. values.Select(value => Math.Max(0, Array.IndexOf(choices, value)))]);

    public void String(int field, string? value)
    {
        if (value is not null)
        {
            Reference(field, WriteString(value));
        }
    }

    public void Table(int field, FlatOffset table) => Reference(field, table);

    /// <summary>The type takes the given field, the value the next one.</summary>
    public void Union(int field, byte type, FlatOffset value)
    {
        if (!value.IsNothing)
        {
            UInt8(field, type);
            Reference(field + 1, value);
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Align(OffsetSize, bytes.Length);
        PushBytes(bytes);
        Reference(field, EndVector(bytes.Length));
    }

    /// <summary>Numbers of 8 bits, from any type.</summary>
    public void UInt8s(int field, IReadOnlyList<int> values)
    {
        Align(OffsetSize, values.Count);
        for (int i = values.Count - 1; i >= 0; i--)
        {
            Push((byte)values[i], 1);
        }

        Reference(field, EndVector(values.Count));
    }

    /// <summary>Numbers of 16 bits, from any type.</summary>
    public void UInt16s(int field, IReadOnlyList<int> values)
    {
        Align(OffsetSize, 2 * values.Count);
        for (int i = values.Count - 1; i >= 0; i--)
        {
            Push((ushort)values[i], 2);
        }

        Reference(field, EndVector(values.Count));
    }

    public void Int32s(int field, IReadOnlyList<int> values)
    {
        Align(OffsetSize, 0);
        for (int i = values.Count - 1; i >= 0; i--)
        {
            Push((uint)values[i], 4);
        }

        Reference(field, EndVector(values.Count));
    }

    public void Strings(int field, IReadOnlyCollection<string> values) =>
        Tables(field, values, static (writer, value) => writer.WriteString(value));

    /// <summary>A vector of tables, each of which <paramref name="write"/> begins and ends.</summary>
    public void Tables<T>(int field, IReadOnlyCollection<T> values, Func<FlatWriter, T, FlatOffset> write)
    {
        FlatOffset[] offsets = new FlatOffset[values.Count];
        int count = 0;
        foreach (T value in values)
        {
            offsets[count++] = write(this, value);
        }

        Align(OffsetSize, 0);
        for (int i = count - 1; i >= 0; i--)
        {
            Push((ulong)(_written + OffsetSize - offsets[i].FromEnd), OffsetSize);
        }

        Reference(field, EndVector(count));
    }

    private FlatOffset WriteString(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Align(OffsetSize, length + 1);
        Push(0, 1);
        Reserve(length);
        _written += length;
        Encoding.UTF8.GetBytes(value, Front);
        return EndVector(length);
    }

    private FlatOffset EndVector(int count)
    {
        Push((uint)count, OffsetSize);
        return new FlatOffset(_written);
    }

    private void Scalar(int field, int size, ulong bits) => _fields.Add(new FlatField(field, size, bits, IsReference: false));

    private void Reference(int field, FlatOffset target)
    {
        if (!target.IsNothing)
        {
            _fields.Add(new FlatField(field, OffsetSize, (ulong)target.FromEnd, IsReference: true));
        }
    }
}
