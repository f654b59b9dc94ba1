namespace Tureen.Engine.Sctp;

/// <summary>A received message in a pooled buffer; the code that dequeues it releases it once.</summary>
internal readonly struct SctpMessage
{
    private readonly SctpBufferPool _pool;
    private readonly byte[] _buffer;

    public SctpMessage(SctpBufferPool pool, byte[] buffer, int length, ushort streamId, uint payloadProtocolId, bool isUnordered)
    {
        _pool = pool;
        _buffer = buffer;
        Length = length;
        StreamId = streamId;
        PayloadProtocolId = payloadProtocolId;
        IsUnordered = isUnordered;
    }

    public ushort StreamId { get; }

    /// <summary>PPID (RFC 8831 §8).</summary>
    public uint PayloadProtocolId { get; }

    public bool IsUnordered { get; }

    public int Length { get; }

    /// <summary>Valid until <see cref="Release"/>.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(0, Length);

    public void Release() => _pool.Return(_buffer);
}
