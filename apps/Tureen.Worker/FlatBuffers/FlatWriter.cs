using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>
/// Writes a FlatBuffers message. Its buffer fills from the end, since offsets only lead forward: what a table refers to has been
/// written before the table itself.
/// </summary>
/// <remarks>
/// Between <see cref="Begin"/> and <see cref="End"/> the fields of one table are given in any order; tables that it refers to are
/// begun and ended in between. A field that is not given has its default value. One writer serves one message after the other.
/// </remarks>
internal sealed partial class FlatWriter(ChannelSchema schema)
{
    private const int InitialSize = 1024;
    private const int OffsetSize = 4;
    private const int MaxAlignment = 8;

    private readonly List<FlatField> _fields = [];
    private readonly Stack<int> _tables = [];
    private readonly List<FlatOffset> _vtables = [];
    private byte[] _buffer = new byte[InitialSize];
    private int _written;

    public FlatWriter()
        : this(ChannelSchema.Newest)
    {
    }

    /// <summary>Which version of the messages it writes.</summary>
    public ChannelSchema Schema => schema;

    /// <summary>Bytes written so far.</summary>
    public int Length => _written;

    private Span<byte> Front => _buffer.AsSpan(_buffer.Length - _written);

    /// <summary>Forgets all and begins another message.</summary>
    public void Clear()
    {
        _written = 0;
        _fields.Clear();
        _tables.Clear();
        _vtables.Clear();
    }

    /// <summary>Begins a table.</summary>
    public void Begin() => _tables.Push(_fields.Count);

    /// <summary>Ends the table that was begun last.</summary>
    public FlatOffset End()
    {
        int first = _tables.Pop();
        Span<FlatField> fields = CollectionsMarshal.AsSpan(_fields)[first..];
        int end = _written;

        // Large ones at the end, small ones in front, so that no padding is needed between them.
        fields.Sort(static (a, b) => b.Size.CompareTo(a.Size));
        int count = 0;
        foreach (ref FlatField field in fields)
        {
            count = Math.Max(count, field.Number + 1);
            Align(field.Size, 0);
            Push(field.IsReference ? (ulong)(_written + OffsetSize - (int)field.Bits) : field.Bits, field.Size);
            field = field with { Bits = (ulong)_written };
        }

        Align(OffsetSize, 0);
        Push(0, OffsetSize);
        var table = new FlatOffset(_written);
        FlatOffset vtable = WriteVtable(fields, count, table, end);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_buffer.Length - table.FromEnd), vtable.FromEnd - table.FromEnd);
        _fields.RemoveRange(first, fields.Length);
        return table;
    }

    /// <summary>The whole message with its size in front; valid until the next one is begun.</summary>
    public ReadOnlySpan<byte> Finish(FlatOffset root)
    {
        Align(MaxAlignment, 2 * OffsetSize);
        Push((ulong)(_written + OffsetSize - root.FromEnd), OffsetSize);
        Push((ulong)_written, OffsetSize);
        return Front;
    }

    private static int VtableSize(int count) => 2 * (2 + count);

    private FlatOffset WriteVtable(ReadOnlySpan<FlatField> fields, int count, FlatOffset table, int end)
    {
        int size = VtableSize(count);
        Align(2, 0);
        Reserve(size);
        _written += size;
        Span<byte> vtable = Front[..size];
        vtable.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(vtable, (ushort)size);
        BinaryPrimitives.WriteUInt16LittleEndian(vtable[2..], (ushort)(table.FromEnd - end));
        foreach (FlatField field in fields)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(vtable[VtableSize(field.Number)..], (ushort)(table.FromEnd - (int)field.Bits));
        }

        return FindSame(vtable) ?? Remember(new FlatOffset(_written));
    }

    /// <summary>Tables of one kind mostly have the same fields, and share the vtable that locates them.</summary>
    private FlatOffset? FindSame(ReadOnlySpan<byte> vtable)
    {
        foreach (FlatOffset known in _vtables)
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(_buffer.Length - known.FromEnd);
            if (bytes.Length >= vtable.Length && bytes[..vtable.Length].SequenceEqual(vtable))
            {
                _written -= vtable.Length;
                return known;
            }
        }

        return null;
    }

    private FlatOffset Remember(FlatOffset vtable)
    {
        _vtables.Add(vtable);
        return vtable;
    }

    private void Push(ulong bits, int size)
    {
        Reserve(size);
        _written += size;
        Span<byte> at = Front;
        for (int i = 0; i < size; i++)
        {
            at[i] = (byte)(bits >> (8 * i));
        }
    }

    private void PushBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _written += bytes.Length;
        bytes.CopyTo(Front);
    }

    /// <summary>Pads so that a thing of this alignment may stand in front of <paramref name="following"/> bytes that come next.</summary>
    private void Align(int alignment, int following)
    {
        int padding = -(_written + following) & (alignment - 1);
        Reserve(padding);
        _written += padding;
        Front[..padding].Clear();
    }

    private void Reserve(int size)
    {
        int needed = checked(_written + size);
        if (needed <= _buffer.Length)
        {
            return;
        }

        byte[] larger = new byte[Math.Max(needed, checked(2 * _buffer.Length))];
        Front.CopyTo(larger.AsSpan(larger.Length - _written));
        _buffer = larger;
    }
}
