using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Tureen.WorkerProcess.FlatBuffers;

internal readonly ref partial struct FlatTable
{
    public string? String(int field) => TryReference(field, out int position) ? StringAt(position) : null;

    /// <summary>Null also for an empty string, which some writers use for no value.</summary>
    public string? NonEmptyString(int field) => String(field) is { Length: > 0 } text ? text : null;

    public string RequiredString(int field) => String(field) ?? Missing(field) ?? "";

    /// <summary>Empty where the field is.</summary>
    public FlatTable Table(int field) => TryField(field, OffsetSize, out int reference) ? At(_bytes, _reading!, reference) : default;

    public FlatTable RequiredTable(int field)
    {
        FlatTable table = Table(field);
        if (table.IsEmpty)
        {
            Missing(field);
        }

        return table;
    }

    /// <summary>Whether the table is present, for tables whose presence is the information.</summary>
    public bool TryTable(int field, out FlatTable table)
    {
        table = Table(field);
        return !table.IsEmpty;
    }

    /// <summary>In place. Empty where the field is.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => TryVector(field, 1, out ReadOnlySpan<byte> bytes, out _) ? bytes : default;

    public ReadOnlySpan<byte> RequiredBytes(int field)
    {
        if (!Has(field))
        {
            Missing(field);
        }

        return Bytes(field);
    }

    /// <summary>A byte that selects one of these; any other value is a fault.</summary>
    public T Choice<T>(int field, T[] choices)
    {
        byte value = UInt8(field);
        if (value < choices.Length)
        {
            return choices[value];
        }

        Report($"field {field} has an unknown value");
        return choices[0];
    }

    /// <summary>A set of bytes; each selects one of these.</summary>
    public T[] Choices<T>(int field, T[] choices)
    {
        ReadOnlySpan<byte> bytes = RequiredBytes(field);
        T[] values = new T[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] >= choices.Length)
            {
                Report($"field {field} has an unknown value");
                return [];
            }

            values[i] = choices[bytes[i]];
        }

        return [.. values.Distinct()];
    }

    public ushort[] UInt16s(int field)
    {
        if (!TryVector(field, 2, out ReadOnlySpan<byte> bytes, out _))
        {
            return [];
        }

        ushort[] values = new ushort[bytes.Length / 2];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        }

        return values;
    }

    public int[] Int32s(int field)
    {
        if (!TryVector(field, 4, out ReadOnlySpan<byte> bytes, out _))
        {
            return [];
        }

        int[] values = new int[bytes.Length / 4];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        }

        return values;
    }

    public string[] Strings(int field)
    {
        if (!TryVector(field, OffsetSize, out ReadOnlySpan<byte> references, out int first))
        {
            return [];
        }

        string[] values = new string[references.Length / OffsetSize];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = TryFollow(_bytes, _reading!, first + (OffsetSize * i), out int position) ? StringAt(position) ?? "" : "";
        }

        return values;
    }

    /// <summary>Reads each table of a vector.</summary>
    public T[] Tables<T>(int field, Func<FlatTable, T> read)
    {
        if (!TryVector(field, OffsetSize, out ReadOnlySpan<byte> references, out int first))
        {
            return [];
        }

        T[] values = new T[references.Length / OffsetSize];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(At(_bytes, _reading!, first + (OffsetSize * i)));
        }

        return values;
    }

    public T[] RequiredTables<T>(int field, Func<FlatTable, T> read)
    {
        if (!Has(field))
        {
            Missing(field);
        }

        return Tables(field, read);
    }

    private bool TryReference(int field, out int position)
    {
        position = 0;
        return TryField(field, OffsetSize, out int reference) && TryFollow(_bytes, _reading!, reference, out position);
    }

    private bool TryVector(int field, int elementSize, out ReadOnlySpan<byte> bytes, out int first)
    {
        bytes = default;
        first = 0;
        if (!TryReference(field, out int position))
        {
            return false;
        }

        long length = (long)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[position..]) * elementSize;
        first = position + OffsetSize;
        if (length > _bytes.Length - first)
        {
            _reading!.Report("a vector is longer than the message");
            return false;
        }

        bytes = _bytes.Slice(first, (int)length);
        return _reading!.TrySpend(OffsetSize + (int)length);
    }

    private string? StringAt(int position)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[position..]);
        int first = position + OffsetSize;

        // A zero follows, which is not counted.
        if (length >= _bytes.Length - first || _bytes[first + (int)length] != 0)
        {
            _reading!.Report("a string is longer than the message or has no end");
            return null;
        }

        ReadOnlySpan<byte> text = _bytes.Slice(first, (int)length);
        if (!Utf8.IsValid(text))
        {
            _reading!.Report("a string is not UTF-8");
            return null;
        }

        return _reading!.TrySpend(OffsetSize + (int)length) ? Encoding.UTF8.GetString(text) : null;
    }

    private string? Missing(int field)
    {
        _reading?.Report($"field {field} is missing");
        return null;
    }
}
