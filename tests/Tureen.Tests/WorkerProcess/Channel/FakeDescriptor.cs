using Tureen.WorkerProcess.Channel;

namespace Tureen.Tests.WorkerProcess.Channel;

/// <summary>Gives bytes in pieces of a chosen size, and takes no more at once than there is room for.</summary>
internal sealed class FakeDescriptor : IChannelDescriptor
{
    private readonly Lock _gate = new();
    private readonly List<byte> _written = [];
    private int _read;

    public byte[] Incoming { get; init; } = [];

    public int Piece { get; init; } = int.MaxValue;

    /// <summary>Bytes that can be written without waiting.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Set where writing may go on when it has to wait.</summary>
    public ManualResetEventSlim Reads { get; } = new(initialState: true);

    public byte[] Written
    {
        get
        {
            lock (_gate)
            {
                return [.. _written];
            }
        }
    }

    public int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, Piece), Incoming.Length - _read);
        Incoming.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public int TryWrite(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Room);
        Room -= count;
        Append(bytes[..count]);
        return count;
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        Reads.Wait(TimeSpan.FromSeconds(5));
        Append(bytes);
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _written.AddRange(bytes);
        }
    }
}
