using System.Buffers.Binary;

namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>
/// A table of a FlatBuffers message, read in place. A field has the number of its place in the schema; a union takes two, its type
/// and its value.
/// </summary>
/// <remarks>
/// Layout: a signed 32 bit distance back to the vtable, then the fields. The vtable has 16 bit numbers: its own length, that of
/// the table, and for each field its distance from the table's start, or 0 where it has its default value.
/// </remarks>
internal readonly ref partial struct FlatTable
{
    private const int OffsetSize = 4;
    private const int VtableHeader = 4;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FlatReading? _reading;
    private readonly int _position;
    private readonly int _size;
    private readonly int _vtable;
    private readonly int _fields;

    private FlatTable(ReadOnlySpan<byte> bytes, FlatReading reading, int position, int size, int vtable, int fields)
    {
        _bytes = bytes;
        _reading = reading;
        _position = position;
        _size = size;
        _vtable = vtable;
        _fields = fields;
    }

    /// <summary>Whether it reads as empty because it was missing or malformed.</summary>
    public bool IsEmpty => _reading is null;

    /// <summary>Which version of the messages it belongs to.</summary>
    public ChannelSchema Schema => _reading?.Schema ?? ChannelSchema.Newest;

    public bool Has(int field) => TryField(field, 1, out _);

    public bool Bool(int field, bool defaultValue = false) => TryField(field, 1, out int at) ? _bytes[at] != 0 : defaultValue;

    public byte UInt8(int field, byte defaultValue = 0) => TryField(field, 1, out int at) ? _bytes[at] : defaultValue;

    public sbyte Int8(int field) => (sbyte)UInt8(field);

    public ushort UInt16(int field) => TryField(field, 2, out int at) ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]) : (ushort)0;

    public uint UInt32(int field) => TryField(field, 4, out int at) ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]) : 0;

    public int Int32(int field) => (int)UInt32(field);

    public ulong UInt64(int field) => TryField(field, 8, out int at) ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]) : 0;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(UInt64(field));

    public bool? OptionalBool(int field) => Has(field) ? Bool(field) : null;

    public byte? OptionalUInt8(int field) => Has(field) ? UInt8(field) : null;

    public ushort? OptionalUInt16(int field) => Has(field) ? UInt16(field) : null;

    public uint? OptionalUInt32(int field) => Has(field) ? UInt32(field) : null;

    public ulong? OptionalUInt64(int field) => Has(field) ? UInt64(field) : null;

    /// <summary>A size or count of 32 bits; a larger value than an <see cref="int"/> reads as its greatest.</summary>
    public int Size(int field) => (int)Math.Min(UInt32(field), int.MaxValue);

    /// <summary>A bit rate, in the width that the library writes; a larger value than a <see cref="long"/> reads as its greatest.</summary>
    public long BitsPerSecond(int field) => Schema.HasWideBitrates ? (long)Math.Min(UInt64(field), long.MaxValue) : UInt32(field);

    /// <summary>Reports a fault of what was read.</summary>
    public void Report(string fault) => _reading?.Report(fault);

    internal static FlatTable At(ReadOnlySpan<byte> bytes, FlatReading reading, int reference)
    {
        // 1. The table.
        if (!TryFollow(bytes, reading, reference, out int position))
        {
            return default;
        }

        // 2. Its vtable.
        long vtable = position - (long)BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]);
        if (vtable < 0 || vtable > bytes.Length - VtableHeader)
        {
            reading.Report("a vtable lies outside of the message");
            return default;
        }

        ReadOnlySpan<byte> header = bytes[(int)vtable..];
        int length = BinaryPrimitives.ReadUInt16LittleEndian(header);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
        if (length < VtableHeader || (length & 1) != 0 || length > header.Length)
        {
            reading.Report("a vtable has a wrong length");
            return default;
        }

        // 3. Both together.
        if (size < OffsetSize || size > bytes.Length - position || !reading.TrySpend(size))
        {
            reading.Report("a table has a wrong length");
            return default;
        }

        return new FlatTable(bytes, reading, position, size, (int)vtable, (length - VtableHeader) / 2);
    }

    private static bool TryFollow(ReadOnlySpan<byte> bytes, FlatReading reading, int reference, out int position)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[reference..]);
        long target = reference + (long)offset;
        if (offset < OffsetSize || target > bytes.Length - OffsetSize)
        {
            reading.Report("an offset leads out of the message");
            position = 0;
            return false;
        }

        position = (int)target;
        return true;
    }

    private bool TryField(int field, int size, out int position)
    {
        position = 0;
        if (_reading is null || field >= _fields)
        {
            return false;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_vtable + VtableHeader + (2 * field))..]);
        if (offset == 0)
        {
            return false;
        }

        if (offset < OffsetSize || offset > _size - size)
        {
            _reading.Report("a field lies outside of its table");
            return false;
        }

        position = _position + offset;
        return true;
    }
}
